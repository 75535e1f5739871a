# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Cut many convex polygons at once, and integrate what is linear on each of them.

The corners of all pieces stand under each other in one table. Everything that is linear on a
piece (a height, a distance from a line) is a column of it, known at the corners; a new corner
takes its values from the two it lies between. So no plane is ever solved for.
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers

X, Y = 0, 1


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """Convex polygons, the corners of each in order around it.

    corners: (n, c) columns x, y and whatever is linear on the piece; start: the row of the first
    corner of every piece; each piece has one corner at least.
    """

    corners: Numbers
    start: Indices

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.start)

    def sizes(self) -> Indices:
        """Count the corners of each piece."""
        return np.diff(self.start, append=len(self.corners))


def clip(pieces: Pieces, side: Numbers) -> tuple[Pieces, Indices]:
    """Keep of every piece the part where ``side``, linear and known at the corners, is positive.

    Gives what is left, and for each piece left the row of the piece it is cut from
    (Sutherland and Hodgman 1974, on all pieces and edges at once).
    """
    inside = side > 0
    if inside.all():
        return pieces, np.arange(len(pieces))
    sizes = pieces.sizes()
    after = _next_corner(pieces)
    crosses = inside != inside[after]
    given = inside.astype(np.intp) + crosses
    place = np.cumsum(given) - given
    cut = np.empty((int(given.sum()), pieces.corners.shape[1]))
    cut[place[inside]] = pieces.corners[inside]
    here = np.flatnonzero(crosses)
    there = after[here]
    share = (side[here] / (side[here] - side[there]))[:, None]
    between = pieces.corners[here] * (1 - share) + pieces.corners[there] * share
    cut[place[here] + inside[here]] = between
    left = np.add.reduceat(given, pieces.start) if len(sizes) else sizes
    kept = np.flatnonzero(left)
    return Pieces(cut, np.cumsum(left[kept]) - left[kept]), kept


def repeated(pieces: Pieces, rows: Indices) -> tuple[Pieces, Indices]:
    """Pick pieces, some perhaps many times; also give the pick each corner belongs to."""
    sizes = pieces.sizes()[rows]
    start = np.cumsum(sizes) - sizes
    pick = np.repeat(np.arange(len(rows)), sizes)
    corner = np.arange(len(pick)) + (pieces.start[rows] - start)[pick]
    return Pieces(pieces.corners[corner], start), pick


def areas_m2(pieces: Pieces) -> Numbers:
    """Give the area of each piece."""
    return np.add.reduceat(_fan_m2(pieces), pieces.start) if len(pieces) else np.empty(0)


def integral(pieces: Pieces, column: Numbers) -> float:
    """Integrate over all pieces what is linear on each and known at the corners.

    Exact: a piece is a fan of triangles, and on a triangle the integral is area × mean of corners.
    """
    if not len(pieces):
        return 0.0
    first = np.repeat(pieces.start, pieces.sizes())
    mean = (column + column[_next_corner(pieces)] + column[first]) / 3
    return float((_fan_m2(pieces) * mean).sum())


def _fan_m2(pieces: Pieces) -> Numbers:
    """Give, row by row, the area of the triangle first corner, this corner, next corner."""
    plan = pieces.corners[:, :2]
    plan = plan - plan[np.repeat(pieces.start, pieces.sizes())]
    after = plan[_next_corner(pieces)]
    fan: Numbers = (plan[:, X] * after[:, Y] - plan[:, Y] * after[:, X]) / 2
    return fan


def _next_corner(pieces: Pieces) -> Indices:
    after = np.arange(1, len(pieces.corners) + 1)
    after[pieces.start + pieces.sizes() - 1] = pieces.start
    return after
