# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay surfaces over one another: the convex pieces where a triangle of each lies."""

from collections.abc import Iterator

import numpy as np
import shapely

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.surfaces.pieces import Pieces, clip, repeated
from kotipesa.surfaces.tin import Tin

AT_ONCE = 50_000
"""Pairs of pieces and triangles worked on together: some fifty megabytes."""
_NEXT, _LAST = (1, 2, 0), (2, 0, 1)


def pieces_of(tin: Tin, origin: Numbers) -> Pieces:
    """Take each triangle as a piece with the columns x, y, height, counted from ``origin``."""
    corners = (tin.points_xyz - origin)[tin.triangles]
    return Pieces(corners.reshape(-1, 3), np.arange(len(tin), dtype=np.intp) * 3)


def lay_over(pieces: Pieces, tin: Tin, origin: Numbers) -> Iterator[Pieces]:
    """Cut pieces by the triangles of a surface that lie over or under them.

    The pieces that come gain one column, the height of the surface; where it does not reach there
    is nothing. They come in parts, so that large surfaces need little memory.
    """
    triangles = (tin.points_xyz - origin)[tin.triangles]
    piece, triangle = _boxes_meet(pieces, triangles)
    for begin in range(0, len(piece), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        yield _cut(pieces, piece[part], triangles[triangle[part]])


def _boxes_meet(pieces: Pieces, triangles: Numbers) -> tuple[Indices, Indices]:
    """Pair what may overlap, by boxes, in the order of pieces and triangles."""
    plan = pieces.corners[:, :2]
    low, high = (reach.reduceat(plan, pieces.start) for reach in (np.minimum, np.maximum))
    tree = shapely.STRtree(_boxes(triangles[:, :, :2].min(axis=1), triangles[:, :, :2].max(axis=1)))
    piece, triangle = tree.query(_boxes(low, high))
    order = np.lexsort((triangle, piece))
    return piece[order], triangle[order]


def _boxes(low: Numbers, high: Numbers) -> Flags:
    boxes: Flags = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    return boxes


def _cut(pieces: Pieces, rows: Indices, triangles: Numbers) -> Pieces:
    """Cut piece ``rows[i]`` to ``triangles[i]``, and add the height of the triangle.

    The weight of each corner of the triangle is linear on a piece and not negative inside the
    triangle, so the same three columns first cut the piece and then weigh the heights.
    """
    columns = pieces.corners.shape[1]
    chosen, pick = repeated(pieces, rows)
    weights = _weights(chosen.corners[:, :2], triangles[pick, :, :2])
    meet = (np.maximum.reduceat(weights, chosen.start) > 0).all(axis=1)
    cut, origin = Pieces(np.hstack([chosen.corners, weights]), chosen.start), np.flatnonzero(meet)
    cut = repeated(cut, origin)[0]
    for corner in range(columns, columns + 3):
        cut, kept = clip(cut, cut.corners[:, corner])
        origin = origin[kept]
    heights = np.repeat(triangles[origin, :, 2], cut.sizes(), axis=0)
    weights = cut.corners[:, columns:]
    height = (weights * heights).sum(axis=1) / weights.sum(axis=1)
    return Pieces(np.column_stack([cut.corners[:, :columns], height]), cut.start)


def _weights(points: Numbers, triangles: Numbers) -> Numbers:
    """Weigh points (n, 2) by the corners of their triangles (n, 3, 2): barycentric coordinates.

    Each is twice the area of point and opposite side; they sum to twice the triangle's.
    """
    ahead, behind = triangles[:, _NEXT] - points[:, None], triangles[:, _LAST] - points[:, None]
    weights: Numbers = ahead[:, :, 0] * behind[:, :, 1] - ahead[:, :, 1] * behind[:, :, 0]
    return weights
