# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Cut many convex polygons at once, and integrate what is linear on each of them.

The corners of all pieces stand under each other in columns. Whatever is linear on a piece, a
height or the distance from a line, is a plane a x + b y + c of that piece; planes of k pieces are
rows a, b and c: (3, k).
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """Convex polygons, the corners of each in order around it.

    x, y: of n corners; start: the row of the first corner of each of k pieces, which has one at
    least; heights: (s, 3, k), the planes of the s surfaces that lie there.
    """

    x: Numbers
    y: Numbers
    start: Indices
    heights: Numbers

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.start)

    def sizes(self) -> Indices:
        """Count the corners of each piece."""
        return np.diff(self.start, append=len(self.x))

    def ends(self) -> Indices:
        """Give the row of the last corner of each piece."""
        return self.start + self.sizes() - 1

    def after(self) -> Indices:
        """Give for each corner the row of the next one around its piece."""
        after = np.arange(1, len(self.x) + 1)
        after[self.ends()] = self.start
        return after

    def at_corners(self, planes: Numbers) -> Numbers:
        """Give the value of the plane of each piece at its corners."""
        sizes = self.sizes()
        slope_x, slope_y, level = (row.repeat(sizes) for row in planes)
        values: Numbers = slope_x * self.x + slope_y * self.y + level
        return values


@dataclass(frozen=True, slots=True)
class Integral:
    """Integrals over pieces of their planes, of x and y, and of 1."""

    m3: float = 0.0
    moment: tuple[float, float] = (0.0, 0.0)
    m2: float = 0.0

    def __add__(self, other: "Integral") -> "Integral":
        (east, north), (more_east, more_north) = self.moment, other.moment
        moment = (east + more_east, north + more_north)
        return Integral(self.m3 + other.m3, moment, self.m2 + other.m2)


def clip(pieces: Pieces, planes: Numbers) -> tuple[Pieces, Indices]:
    """Keep of every piece the part where its plane is positive.

    Gives what is left, and for each piece left the row of the piece it is cut from
    (Sutherland and Hodgman 1974, on all pieces and edges at once).
    """
    side = pieces.at_corners(planes)
    inside, after = side > 0, pieces.after()
    crosses = inside != inside[after]
    given = np.add(inside, crosses, dtype=np.intp)
    here = np.flatnonzero(crosses)
    there = after[here]
    share = side[here] / (side[here] - side[there])
    until = given.cumsum()
    columns = []
    for column in (pieces.x, pieces.y):
        cut = column.repeat(given)
        cut[until[here] - 1] = column[here] * (1 - share) + column[there] * share
        columns.append(cut)
    ends = until[pieces.ends()]
    left = np.diff(ends, prepend=0)
    kept = np.flatnonzero(left)
    x, y = columns
    return Pieces(x, y, (ends - left)[kept], pieces.heights[:, :, kept]), kept


def repeated(pieces: Pieces, rows: Indices) -> Pieces:
    """Pick pieces, some perhaps many times."""
    sizes = pieces.sizes()[rows]
    start = sizes.cumsum() - sizes
    corner = np.arange(sizes.sum()) + (pieces.start[rows] - start).repeat(sizes)
    return Pieces(pieces.x[corner], pieces.y[corner], start, pieces.heights[:, :, rows])


def integral(pieces: Pieces, planes: Numbers) -> Integral:
    """Integrate the plane of each piece over it, and add up over all pieces.

    Exact: a piece is a fan of triangles, and the integral of a plane over a triangle is its area
    times the mean of the corners.
    """
    return _weighed(*_fans(pieces, pieces.at_corners(planes)))


def above_and_below(pieces: Pieces, planes: Numbers) -> tuple[Integral, Integral, float]:
    """Integrate where planes are positive and where they are negative; also give the whole area.

    Only pieces that have both are cut.
    """
    if not len(pieces):
        return Integral(), Integral(), 0.0
    values = pieces.at_corners(planes)
    fan_m2, means = _fans(pieces, values)
    rises = np.maximum.reduceat(values, pieces.start) > 0
    falls = np.minimum.reduceat(values, pieces.start) < 0
    both = np.flatnonzero(rises & falls)
    crossing, slopes = repeated(pieces, both), planes[:, both]
    sides = []
    for sign, is_whole in ((1, rises & ~falls), (-1, falls & ~rises)):
        part, kept = clip(crossing, sign * slopes)
        whole = _weighed(fan_m2 * is_whole.repeat(pieces.sizes()), means)
        sides.append(whole + integral(part, slopes[:, kept]))
    return sides[0], sides[1], float(fan_m2.sum())


def _fans(pieces: Pieces, values: Numbers) -> tuple[Numbers, Numbers]:
    """Part pieces in triangles of their first corner, each corner and the next.

    Gives the areas of these, and the means of their x, y and values: (n,) and (3, n).
    """
    first, after = pieces.start.repeat(pieces.sizes()), pieces.after()
    x, y = pieces.x - pieces.x[first], pieces.y - pieces.y[first]
    fan_m2 = (x * y[after] - x[after] * y) / 2
    columns = (pieces.x, pieces.y, values)
    return fan_m2, np.array([column + column[after] + column[first] for column in columns]) / 3


def _weighed(fan_m2: Numbers, means: Numbers) -> Integral:
    east, north, m3 = (means @ fan_m2).tolist()
    return Integral(m3, (east, north), float(fan_m2.sum()))
