# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay surfaces over one another: the convex pieces where a triangle of each lies."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from kotipesa.arrays import Indices, Numbers
from kotipesa.surfaces.pieces import Pieces, clip, repeated
from kotipesa.surfaces.tin import Tin, TinError

AT_ONCE = 16_384
"""Pairs of pieces and triangles cut together: few enough for a processor's cache."""
PAIRS_HELD = 8_000_000
"""Pairs that may be known at a time: 128 MB."""
TANGLED = 200
"""Pairs for each triangle, from which on surfaces are no surfaces: two roads have two or three."""
BINS = 4_096


def pieces_of(tin: Tin, origin: Numbers) -> Pieces:
    """Take each triangle as a piece with one height, its own; x and y count from ``origin``."""
    x, y, _ = corners = _corners(tin, origin)
    heights = _height_planes(corners, _side_planes(corners))[None]
    start = np.arange(len(tin), dtype=np.intp) * 3
    return Pieces(x.T.ravel(), y.T.ravel(), start, heights)


def lay_over(pieces: Pieces, tin: Tin, origin: Numbers) -> Iterator[Pieces]:
    """Cut pieces by the triangles of a surface that lie over or under them.

    The pieces that come gain one height, that of the surface; where it does not reach there is
    nothing. They come in parts, so that large surfaces need little memory. Raises TinError with
    ``surfaces_tangled`` when far more triangles meet than in any surface people draw.
    """
    if not len(pieces):
        return
    corners = _corners(tin, origin)
    sides = _side_planes(corners)
    heights = _height_planes(corners, sides)
    left = TANGLED * (len(pieces) + len(tin))
    for piece, triangle in _boxes_meet(pieces, corners):
        left -= len(piece)
        if left < 0:
            raise TinError("surfaces_tangled")
        for begin in range(0, len(piece), AT_ONCE):
            part = slice(begin, begin + AT_ONCE)
            yield _cut(pieces, piece[part], sides, heights, triangle[part])


def _corners(tin: Tin, origin: Numbers) -> Numbers:
    """Give the corners of triangles as x, y and height, by corner: (3, 3, m)."""
    columns = np.ascontiguousarray((tin.points_xyz - origin).T)
    return columns[:, tin.triangles.T]


def _boxes_meet(pieces: Pieces, corners: Numbers) -> Iterator[tuple[Indices, Indices]]:
    """Pair what may overlap, by boxes, as many at a time as memory allows; always in one order."""
    x, y, _ = corners
    others = np.array([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)])
    boxes = np.array(
        [
            reach.reduceat(column, pieces.start)
            for reach in (np.minimum, np.maximum)
            for column in (pieces.x, pieces.y)
        ]
    )
    tree, lines = shapely.STRtree(_diagonals(*others)), _diagonals(*boxes)
    at_most = np.minimum(
        _ranges_meet(boxes[0], boxes[2], others[0], others[2]),
        _ranges_meet(boxes[1], boxes[3], others[1], others[3]),
    )
    group = at_most.cumsum() // PAIRS_HELD
    for begin, end in pairwise([0, *(np.flatnonzero(np.diff(group)) + 1).tolist(), len(lines)]):
        piece, triangle = tree.query(lines[begin:end])
        yield piece + begin, triangle


def _ranges_meet(low: Numbers, high: Numbers, lows: Numbers, highs: Numbers) -> Indices:
    """Count, for each range low … high, at most how many of the other ranges it meets.

    Counted by bins, so a few that are only near may count too.
    """
    first, last = float(lows.min()), float(highs.max())
    per_m = BINS / max(last - first, 1e-9)

    def bin_of(values: Numbers) -> Indices:
        return np.clip((values - first) * per_m, 0, BINS - 1).astype(np.intp)

    begun = np.bincount(bin_of(lows), minlength=BINS).cumsum()
    over = np.bincount(bin_of(highs) + 1, minlength=BINS + 1).cumsum()
    at_most: Indices = begun[bin_of(high)] - over[bin_of(low)]
    return at_most


def _diagonals(west: Numbers, south: Numbers, east: Numbers, north: Numbers) -> Any:
    """Draw a line across each box: it has the same box, and is drawn faster."""
    return shapely.linestrings(np.column_stack([west, south, east, north]).reshape(-1, 2, 2))


def _cut(
    pieces: Pieces, rows: Indices, sides: Numbers, heights: Numbers, triangle: Indices
) -> Pieces:
    """Cut piece ``rows[i]`` to triangle ``triangle[i]``, and add the height of the triangle."""
    bare = Pieces(pieces.x, pieces.y, pieces.start, pieces.heights[:0])
    cut = repeated(bare, rows)
    for side in sides:
        cut, kept = clip(cut, side[:, triangle])
        rows, triangle = rows[kept], triangle[kept]
    both = np.concatenate([pieces.heights[:, :, rows], heights[None, :, triangle]])
    return Pieces(cut.x, cut.y, cut.start, both)


def _side_planes(corners: Numbers) -> Numbers:
    """Give for each side of triangles the plane that is positive inside: (3, 3, m).

    It is 0 along the side and twice the area of the triangle at the corner opposite to it.
    """
    x, y, _ = corners
    sides = []
    for ahead, behind in ((1, 2), (2, 0), (0, 1)):
        level = x[ahead] * y[behind] - y[ahead] * x[behind]
        sides.append([y[ahead] - y[behind], x[behind] - x[ahead], level])
    return np.array(sides)


def _height_planes(corners: Numbers, sides: Numbers) -> Numbers:
    """Give the plane through the corners of triangles: the side planes, weighed by heights."""
    doubled = sides[:, 2].sum(axis=0)
    planes: Numbers = (sides * corners[2][:, None]).sum(axis=0) / doubled
    return planes
