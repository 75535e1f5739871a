# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which function does which kind of job; apps name theirs in ``tasks.py``."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from kotipesa_web.core.jobs.run import JobRun

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Result: TypeAlias = Mapping[str, Any]
Saving: TypeAlias = Callable[[], Result]
Task: TypeAlias = Callable[[JobRun], Result | Saving]

_TASKS: dict[str, Task] = {}
_TITLES: dict[str, "_StrOrPromise"] = {}


def job(kind: str, title: "_StrOrPromise" = "") -> Callable[[Task], Task]:
    """Register the function of a kind of job, and the title people know it by.

    It gives its result, or a function that saves it: that one is called in the transaction that
    ends the job, so what it writes is kept once or not at all.
    """

    def register(task: Task) -> Task:
        if kind in _TASKS and _TASKS[kind].__module__ != task.__module__:
            message = f"two functions do the job {kind}"
            raise ValueError(message)
        _TASKS[kind] = task
        _TITLES[kind] = title
        return task

    return register


def task_of(kind: str) -> Task | None:
    """Give the function of a kind of job; None where no app has one."""
    return _TASKS.get(kind)


def title_of(kind: str, name: str = "") -> str:
    """Say what a kind of job does, and to what where that has a name."""
    title = str(_TITLES.get(kind, "")) or _("Background work")
    return f"{title}: {name}" if name else title


def discover() -> None:
    """Load every app's tasks; called once, when the apps are ready."""
    autodiscover_modules("tasks")
