# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which function does which kind of job; apps name theirs in ``tasks.py``.

A kind begins with the app that does it, as in ``plans.compute``. Tasks bring along what computes,
which takes longer to load than all the rest, so an app's are loaded when one is first asked for.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.utils.module_loading import module_has_submodule
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
    _load(kind.partition(".")[0])
    return _TASKS.get(kind)


def title_of(kind: str, name: str = "") -> str:
    """Say what a kind of job does, and to what where that has a name."""
    _load(kind.partition(".")[0])
    title = str(_TITLES.get(kind, "")) or _("Background work")
    return f"{title}: {name}" if name else title


@cache
def _load(app: str) -> None:
    """Load the tasks of an app."""
    found = apps.app_configs.get(app)
    if found and module_has_submodule(found.module, "tasks"):
        import_module(f"{found.name}.tasks")
