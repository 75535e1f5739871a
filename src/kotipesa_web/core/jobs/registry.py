# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which function does which kind of job; apps name theirs in ``tasks.py``."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.utils.module_loading import autodiscover_modules

from kotipesa_web.core.jobs.run import JobRun

Result: TypeAlias = Mapping[str, Any]
Saving: TypeAlias = Callable[[], Result]
Task: TypeAlias = Callable[[JobRun], Result | Saving]

_TASKS: dict[str, Task] = {}


def job(kind: str) -> Callable[[Task], Task]:
    """Register the function of a kind of job.

    It gives its result, or a function that saves it: that one is called in the transaction that
    ends the job, so what it writes is kept once or not at all.
    """

    def register(task: Task) -> Task:
        if kind in _TASKS and _TASKS[kind].__module__ != task.__module__:
            message = f"two functions do the job {kind}"
            raise ValueError(message)
        _TASKS[kind] = task
        return task

    return register


def task_of(kind: str) -> Task | None:
    """Give the function of a kind of job; None where no app has one."""
    return _TASKS.get(kind)


def discover() -> None:
    """Load every app's tasks; called once, when the apps are ready."""
    autodiscover_modules("tasks")
