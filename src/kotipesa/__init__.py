# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Coordinate the soil, rock and other circular streams of a region: balance, plan, proof.

    import kotipesa as k

    region = k.read("uusimaa/")
    plan = k.plan(region)
    k.write_plan(plan, "uusimaa/plan")

A name is loaded when it is first used, so that the command line starts at once. The rooms
``balance`` and ``plan`` are called by the name of what they do. OPENBLAS_NUM_THREADS becomes 1
unless it is set: other work in the same process that wants more threads sets it first.
"""

from importlib import import_module
from os import environ
from typing import TYPE_CHECKING, Any

from kotipesa.version import __version__

if TYPE_CHECKING:
    from kotipesa.balance import balance, coverage
    from kotipesa.errors import InfeasibleError, InputError, Problem, UsageError
    from kotipesa.plan import Plan
    from kotipesa.plan import make_plan as plan
    from kotipesa.plan.explain import explain
    from kotipesa.plan.match import match
    from kotipesa.region import Region, check, from_rows, read, write_region
    from kotipesa.report.compare import compare
    from kotipesa.report.directory import write_plan

__all__ = [
    "InfeasibleError",
    "InputError",
    "Plan",
    "Problem",
    "Region",
    "UsageError",
    "__version__",
    "balance",
    "check",
    "compare",
    "coverage",
    "explain",
    "from_rows",
    "match",
    "plan",
    "read",
    "write_plan",
    "write_region",
]

# Our sums are too short to share: more threads would keep processors busy by waiting, and the order
# they add up in, and so the last digits of a plan, would hang on how many processors there are.
environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_NAMES = {
    "balance": ("coverage",),
    "errors": ("InfeasibleError", "InputError", "Problem", "UsageError"),
    "plan": ("Plan",),
    "plan.explain": ("explain",),
    "plan.match": ("match",),
    "region": ("Region", "check", "from_rows", "read", "write_region"),
    "report.compare": ("compare",),
    "report.directory": ("write_plan",),
}
_ROOM = {name: room for room, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a name of the shop window from its room; raises AttributeError for any other."""
    if name in {"balance", "plan"}:
        return import_module(f"{__name__}.{name}")
    if name not in _ROOM:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)


def __dir__() -> list[str]:
    """Show what stands in the window."""
    return __all__
