# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out the volumes between surfaces, exactly, where all of them lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from typing import TypeAlias

import numpy as np
import shapely

from kotipesa.arrays import Numbers
from kotipesa.surfaces.overlay import lay_over, pieces_of
from kotipesa.surfaces.pieces import Pieces, areas_m2, clip, integral
from kotipesa.surfaces.tin import Tin

Place: TypeAlias = tuple[float, float]
_BASE, _DESIGN, _ROCK = 2, 3, 4
_ROUNDING = 1e-9
"""Areas that differ by less than this share of the whole differ by rounding alone."""


@dataclass(frozen=True, slots=True)
class CutFill:
    """What lies between two surfaces where both are known.

    cut_m3: of the base above the design; fill_m3: of the design above the base; area_m2: common;
    base_only_m2, design_only_m2: where one alone is known, which counts in no volume;
    deepest_cut_m, highest_fill_m: the greatest differences; cut_place, fill_place: the middle
    (east, north) of the area that is cut and of that which is filled, None when there is none.
    """

    cut_m3: float
    fill_m3: float
    area_m2: float
    base_only_m2: float
    design_only_m2: float
    cut_area_m2: float
    fill_area_m2: float
    deepest_cut_m: float
    highest_fill_m: float
    cut_place: Place | None
    fill_place: Place | None


@dataclass(frozen=True, slots=True)
class RockSplit:
    """A cut parted by the surface of the rock.

    soil_m3: above the rock; rock_m3: below it; unknown_m3 and unknown_m2: the part of the cut the
    rock survey does not reach; bulge_m2: where the rock is said to lie above the base (there all
    of the cut counts as rock).
    """

    soil_m3: float
    rock_m3: float
    unknown_m3: float
    unknown_m2: float
    bulge_m2: float


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of one part of an overlay: sums over the pieces where it is positive."""

    m3: float = 0.0
    m2: float = 0.0
    greatest_m: float = 0.0
    moment: Place = (0.0, 0.0)


def cut_and_fill(base: Tin, design: Tin) -> CutFill:
    """Integrate the difference of two surfaces over their common area.

    The difference is linear where one triangle of each lies, so each such piece is cut at its zero
    line and integrated in closed form: nothing is sampled. Surfaces whose triangles lie over one
    another count twice there; see ``overlap_m2``.
    """
    origin = _origin(design)
    common: list[float] = []
    cuts, fills = [_Side()], [_Side()]
    for pieces in _between(base, design, origin):
        depth_m = pieces.corners[:, _BASE] - pieces.corners[:, _DESIGN]
        common.append(float(areas_m2(pieces).sum()))
        cuts.append(_side(pieces, depth_m))
        fills.append(_side(pieces, -depth_m))
    area_m2 = fsum(common)
    return CutFill(
        cut_m3=fsum(side.m3 for side in cuts),
        fill_m3=fsum(side.m3 for side in fills),
        area_m2=area_m2,
        base_only_m2=_rest(base.plan_area_m2(), area_m2),
        design_only_m2=_rest(design.plan_area_m2(), area_m2),
        cut_area_m2=fsum(side.m2 for side in cuts),
        fill_area_m2=fsum(side.m2 for side in fills),
        deepest_cut_m=max(side.greatest_m for side in cuts),
        highest_fill_m=max(side.greatest_m for side in fills),
        cut_place=_middle(cuts, origin),
        fill_place=_middle(fills, origin),
    )


def split_by_rock(base: Tin, design: Tin, rock: Tin) -> RockSplit:
    """Part the cut between two surfaces into soil and rock, exactly, by a third surface."""
    origin = _origin(design)
    stone, bulge = [0.0], [0.0]
    whole, reached = [_Side()], [_Side()]
    for pieces in _between(base, design, origin):
        depth_m = pieces.corners[:, _BASE] - pieces.corners[:, _DESIGN]
        dug, _ = clip(pieces, depth_m)
        whole.append(_side(pieces, depth_m))
        for known in lay_over(dug, rock, origin) if len(dug) else ():
            reached.append(_side(known, known.corners[:, _BASE] - known.corners[:, _DESIGN]))
            below, _ = clip(known, known.corners[:, _BASE] - known.corners[:, _ROCK])
            above, _ = clip(known, known.corners[:, _ROCK] - known.corners[:, _BASE])
            bulge.append(float(areas_m2(above).sum()))
            stone.append(_side(below, below.corners[:, _ROCK] - below.corners[:, _DESIGN]).m3)
            stone.append(_side(above, above.corners[:, _BASE] - above.corners[:, _DESIGN]).m3)
    known_m3, rock_m3 = fsum(side.m3 for side in reached), fsum(stone)
    return RockSplit(
        soil_m3=_rest(known_m3, rock_m3),
        rock_m3=rock_m3,
        unknown_m3=_rest(fsum(side.m3 for side in whole), known_m3),
        unknown_m2=_rest(fsum(side.m2 for side in whole), fsum(side.m2 for side in reached)),
        bulge_m2=fsum(bulge),
    )


def overlap_m2(tin: Tin) -> float:
    """Give the plan area where triangles lie over one another: 0 for a true surface."""
    triangles = shapely.polygons(tin.corners()[:, :, :2])
    if shapely.coverage_is_valid(triangles):
        return 0.0
    origin = _origin(tin)
    plan_m2 = tin.plan_area_m2()
    met = lay_over(pieces_of(tin, origin), tin, origin)
    return _rest(fsum(float(areas_m2(pieces).sum()) for pieces in met), plan_m2) / 2


def _between(base: Tin, design: Tin, origin: Numbers) -> Iterator[Pieces]:
    """Give the pieces of the common area with the columns x, y, base, design."""
    few, many = sorted((base, design), key=len)
    for pieces in lay_over(pieces_of(few, origin), many, origin):
        if few is base:
            yield pieces
        else:
            yield Pieces(pieces.corners[:, (0, 1, 3, 2)], pieces.start)


def _origin(tin: Tin) -> Numbers:
    """Choose a whole metre near the surface to count from: far coordinates have few digits."""
    west, south, *_ = tin.bounds_m()
    return np.array([np.floor(west), np.floor(south), 0.0])


def _side(pieces: Pieces, depth_m: Numbers) -> _Side:
    """Sum up where a difference of heights is positive."""
    part, _ = clip(Pieces(np.column_stack([pieces.corners, depth_m]), pieces.start), depth_m)
    if not len(part):
        return _Side()
    depth = part.corners[:, -1]
    east, north = (integral(part, part.corners[:, axis]) for axis in (0, 1))
    return _Side(
        integral(part, depth), float(areas_m2(part).sum()), float(depth.max()), (east, north)
    )


def _middle(sides: list[_Side], origin: Numbers) -> Place | None:
    area_m2 = fsum(side.m2 for side in sides)
    if not area_m2:
        return None
    east, north = (fsum(side.moment[axis] for side in sides) / area_m2 for axis in (0, 1))
    return float(origin[0]) + east, float(origin[1]) + north


def _rest(whole: float, part: float) -> float:
    """Subtract; what rounding alone leaves is nothing."""
    rest = whole - part
    return rest if rest > _ROUNDING * whole else 0.0
