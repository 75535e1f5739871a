# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay surfaces over one another: the convex pieces where a triangle of each lies."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from kotipesa.arrays import Indices, Numbers
from kotipesa.surfaces.pieces import Pieces, clip, repeated
from kotipesa.surfaces.tin import Tin

AT_ONCE = 16_384
"""Pairs of pieces and triangles worked on together: few enough for a processor's cache."""


def pieces_of(tin: Tin, origin: Numbers) -> Pieces:
    """Take each triangle as a piece with one height, its own; x and y count from ``origin``."""
    x, y, _ = corners = _corners(tin, origin)
    heights = _height_planes(corners, _side_planes(corners))[None]
    start = np.arange(len(tin), dtype=np.intp) * 3
    return Pieces(x.T.ravel(), y.T.ravel(), start, heights)


def lay_over(pieces: Pieces, tin: Tin, origin: Numbers) -> Iterator[Pieces]:
    """Cut pieces by the triangles of a surface that lie over or under them.

    The pieces that come gain one height, that of the surface; where it does not reach there is
    nothing. They come in parts, so that large surfaces need little memory.
    """
    if not len(pieces):
        return
    corners = _corners(tin, origin)
    piece, triangle = _boxes_meet(pieces, corners)
    sides = _side_planes(corners)
    heights = _height_planes(corners, sides)
    for begin in range(0, len(piece), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        yield _cut(pieces, piece[part], sides, heights, triangle[part])


def _corners(tin: Tin, origin: Numbers) -> Numbers:
    """Give the corners of triangles as x, y and height, by corner: (3, 3, m)."""
    columns = np.ascontiguousarray((tin.points_xyz - origin).T)
    return columns[:, tin.triangles.T]


def _boxes_meet(pieces: Pieces, corners: Numbers) -> tuple[Indices, Indices]:
    """Pair what may overlap, by boxes; the order is always the same."""
    x, y, _ = corners
    tree = shapely.STRtree(_diagonals(x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)))
    low, high = (
        [reach.reduceat(column, pieces.start) for column in (pieces.x, pieces.y)]
        for reach in (np.minimum, np.maximum)
    )
    piece, triangle = tree.query(_diagonals(*low, *high))
    return piece, triangle


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
