# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what a person answers for, whichever app keeps it; apps name theirs when they are ready.

class ProjectsApp(AppConfig):
    def ready(self) -> None:
        handing_over.register("project", _("Projects"), count=answered_for, give=give_over)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

from kotipesa_web.core.viewer import Viewer

Count: TypeAlias = Callable[[int, int], int]
Give: TypeAlias = Callable[[Viewer, int, int, int], int]


@dataclass(frozen=True, slots=True)
class Charge:
    """One kind of row a person answers for.

    ``count`` takes organisation and person, ``give`` the viewer who hands over, the organisation,
    the person who leaves and the one who receives; both tell how many rows.
    """

    kind: str
    title: str | Promise
    count: Count
    give: Give


_CHARGES: dict[str, Charge] = {}


def register(kind: str, title: str | Promise, *, count: Count, give: Give) -> None:
    """Let a kind of row be handed over with the rest."""
    _CHARGES[kind] = Charge(kind, title, count, give)


def charges() -> tuple[Charge, ...]:
    """Give every kind of row a person may answer for."""
    return tuple(_CHARGES.values())
