# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what one viewer sees of the ends of planned moves; the permission map decides."""

from dataclasses import dataclass, replace
from math import hypot

from kotipesa_web.core.permissions import EXACTLY, is_allowed, projection
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility
from kotipesa_web.plans.contents import LOT, End, Move
from kotipesa_web.plans.models import Plan

MINE, OTHERS = "see_plan_moves", "see_moves_of_others"
METRES_OF_KM = 1_000.0


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a viewer sees of a plan's ends.

    An end is as secret as the secreter of its grades when the plan read it and now.
    """

    viewer: Viewer
    sealed_lots: frozenset[int]
    sealed_facilities: frozenset[int]

    def owns(self, end: End) -> bool:
        """Tell whether a lot or facility was the viewer's own when the plan read it."""
        return self.viewer.owns(end.owner_id) and is_allowed(self.viewer.role, MINE)

    def sees_exactly(self, end: End, action: str = MINE) -> bool:
        """Tell whether the viewer sees which lot or facility an end is, and where."""
        return projection(self.viewer, action, self._graded(end)) in EXACTLY

    def is_mine(self, move: Move) -> bool:
        """Tell whether a move begins or ends at something of the viewer's own."""
        return self.owns(move.start) or self.owns(move.finish)

    def sees_others(self) -> bool:
        """Tell whether the viewer sees moves between others at all."""
        return is_allowed(self.viewer.role, OTHERS)

    def sees_whole(self, move: Move) -> bool:
        """Tell whether the viewer may know tonnes and month of a move between others."""
        return all(self.sees_exactly(end, OTHERS) for end in (move.start, move.finish))

    def _graded(self, end: End) -> End:
        sealed = self.sealed_lots if end.role == LOT else self.sealed_facilities
        return replace(end, sensitivity=Sensitivity.SEALED) if end.pk in sealed else end


def eyes_of(viewer: Viewer, plan: Plan) -> Eyes:
    """Look at a plan as somebody."""
    sealed = {"region_id": plan.region_id, "sensitivity": Sensitivity.SEALED}
    return Eyes(
        viewer,
        frozenset(Lot.objects.filter(**sealed).values_list("pk", flat=True)),
        frozenset(Facility.objects.filter(**sealed).values_list("pk", flat=True)),
    )


def rough_km(known: End, rough: End, detour: float) -> float:
    """Estimate a haul to the middle of a grid cell: the true length would tell the place."""
    (x, y), (cell_x, cell_y) = known.place_m, rough.grid_m
    return detour * hypot(cell_x - x, cell_y - y) / METRES_OF_KM


def by_owner(move: Move) -> list[tuple[int, float, bool]]:
    """Tell who stands behind a move: owner, tonnes, and whether others may not know them."""
    return shared([move.start, move.finish], move.tonnes)


def shared(ends: list[End], tonnes: float) -> list[tuple[int, float, bool]]:
    """Split tonnes among the owners of those ends that are not public, else among nobody."""
    owners = sorted({end.owner_id for end in ends if end.sensitivity != Sensitivity.PUBLIC})
    if not owners:
        return [(ends[0].owner_id, tonnes, False)]
    return [(owner, tonnes / len(owners), True) for owner in owners]
