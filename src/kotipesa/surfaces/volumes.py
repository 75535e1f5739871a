# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out the volumes between surfaces, exactly, where all of them lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum
from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.surfaces.overlay import lay_over, pieces_of
from kotipesa.surfaces.pieces import Integral, Pieces, above_and_below, clip, integral
from kotipesa.surfaces.tin import Tin

Place: TypeAlias = tuple[float, float]
_BASE, _DESIGN, _ROCK = 0, 1, 2
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


def cut_and_fill(base: Tin, design: Tin) -> CutFill:
    """Integrate the difference of two surfaces over their common area.

    The difference is linear where one triangle of each lies, so each such piece is cut at its zero
    line and integrated in closed form: nothing is sampled. Surfaces whose triangles lie over one
    another count twice there; see ``overlap_m2``. Raises TinError for surfaces that are a tangle.
    """
    origin = _origin(design)
    cuts, fills, together = [Integral()], [Integral()], [0.0]
    deepest_m = highest_m = 0.0
    for pieces in _between(base, design, origin):
        depths = _above(pieces, _BASE, _DESIGN)
        cut, fill, covered_m2 = above_and_below(pieces, depths)
        cuts.append(cut)
        fills.append(fill)
        together.append(covered_m2)
        at_corners_m = pieces.at_corners(depths)
        deepest_m = max(deepest_m, float(at_corners_m.max(initial=0)))
        highest_m = max(highest_m, -float(at_corners_m.min(initial=0)))
    area_m2 = fsum(together)
    return CutFill(
        cut_m3=fsum(part.m3 for part in cuts),
        fill_m3=fsum(-part.m3 for part in fills),
        area_m2=area_m2,
        base_only_m2=_rest(base.plan_area_m2(), area_m2),
        design_only_m2=_rest(design.plan_area_m2(), area_m2),
        cut_area_m2=fsum(part.m2 for part in cuts),
        fill_area_m2=fsum(part.m2 for part in fills),
        deepest_cut_m=deepest_m,
        highest_fill_m=highest_m,
        cut_place=_middle(cuts, origin),
        fill_place=_middle(fills, origin),
    )


def split_by_rock(base: Tin, design: Tin, rock: Tin) -> RockSplit:
    """Part the cut between two surfaces into soil and rock, exactly, by a third surface."""
    origin = _origin(design)
    whole, reached, stone, bulge = [Integral()], [Integral()], [Integral()], [Integral()]
    for pieces in _between(base, design, origin):
        dug, _ = clip(pieces, _above(pieces, _BASE, _DESIGN))
        whole.append(_over(dug, _BASE, _DESIGN))
        for known in lay_over(dug, rock, origin):
            reached.append(_over(known, _BASE, _DESIGN))
            below, _ = clip(known, _above(known, _BASE, _ROCK))
            hard, _ = clip(below, _above(below, _ROCK, _DESIGN))
            bare, _ = clip(known, _above(known, _ROCK, _BASE))
            stone += [_over(hard, _ROCK, _DESIGN), _over(bare, _BASE, _DESIGN)]
            bulge.append(_over(bare, _ROCK, _BASE))
    known_m3, rock_m3 = fsum(part.m3 for part in reached), fsum(part.m3 for part in stone)
    return RockSplit(
        soil_m3=_rest(known_m3, rock_m3),
        rock_m3=rock_m3,
        unknown_m3=_rest(fsum(part.m3 for part in whole), known_m3),
        unknown_m2=_rest(fsum(part.m2 for part in whole), fsum(part.m2 for part in reached)),
        bulge_m2=fsum(part.m2 for part in bulge),
    )


def overlap_m2(tin: Tin) -> float:
    """Give the plan area where triangles lie over one another: 0 for a true surface.

    The surface is laid over itself: what it shares beyond its own area, it shares twice. Raises
    TinError for a surface that is a tangle.
    """
    origin = _origin(tin)
    met = lay_over(pieces_of(tin, origin), tin, origin)
    met_m2 = fsum(_over(pieces, _BASE, _DESIGN).m2 for pieces in met)
    return _rest(met_m2, tin.plan_area_m2()) / 2


def _between(base: Tin, design: Tin, origin: Numbers) -> Iterator[Pieces]:
    """Give the pieces of the common area with the heights of base and design."""
    few, many = sorted((base, design), key=len)
    for pieces in lay_over(pieces_of(few, origin), many, origin):
        if few is base:
            yield pieces
        else:
            yield Pieces(pieces.x, pieces.y, pieces.start, pieces.heights[::-1])


def _above(pieces: Pieces, upper: int, lower: int) -> Numbers:
    """Give how far one surface lies above another on each piece, as planes."""
    above: Numbers = pieces.heights[upper] - pieces.heights[lower]
    return above


def _over(pieces: Pieces, upper: int, lower: int) -> Integral:
    """Integrate what lies between two surfaces over all pieces."""
    return integral(pieces, _above(pieces, upper, lower))


def _origin(tin: Tin) -> Numbers:
    """Choose a whole metre on the surface to count from: far coordinates have few digits."""
    east, north, _ = tin.points_xyz[tin.triangles[0, 0]]
    return np.array([np.floor(east), np.floor(north), 0.0])


def _middle(parts: list[Integral], origin: Numbers) -> Place | None:
    covered_m2 = fsum(part.m2 for part in parts)
    if not covered_m2:
        return None
    east, north = (fsum(part.moment[axis] for part in parts) / covered_m2 for axis in (0, 1))
    return float(origin[0]) + east, float(origin[1]) + north


def _rest(whole: float, part: float) -> float:
    """Subtract; what rounding alone leaves is nothing."""
    rest = whole - part
    return rest if rest > _ROUNDING * whole else 0.0
