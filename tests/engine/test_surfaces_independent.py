# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold volumes to other methods: fractions, GEOS pair by pair, and a fine raster."""

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from kotipesa.surfaces import Tin, cut_and_fill, make_tin, split_by_rock


def whole_number_tin(seed, points=7) -> Tin:
    """Make a surface whose corners are whole numbers, so that fractions are exact."""
    chance = np.random.default_rng(seed)
    plan = np.unique(chance.integers(0, 12, (points, 2)), axis=0).astype(float)
    heights = chance.integers(-5, 6, len(plan)).astype(float)
    corners = np.vstack([np.column_stack([plan, heights]), [[0, 0, 1], [12, 0, -1], [5, 12, 2]]])
    return make_tin(corners, Delaunay(corners[:, :2], qhull_options="QJ").simplices)[0]


def clipped(polygon, side):
    """Clip a polygon of fractions by one half-plane, corner by corner."""
    kept = []
    for here, there in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        a, b = side(here), side(there)
        if a >= 0:
            kept.append(here)
        if (a > 0 > b) or (a < 0 < b):
            share = a / (a - b)
            kept.append(tuple(p + share * (q - p) for p, q in zip(here, there, strict=True)))
    return kept


def cross(o, p, q):
    return (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0])


def plane(triangle):
    """Give the height of a triangle's plane as a function of a point, in fractions."""
    doubled = cross(*triangle)

    def height(point):
        one, two, three = triangle
        shares = (cross(point, two, three), cross(point, three, one), cross(point, one, two))
        corners = zip(shares, triangle, strict=True)
        return sum(share * corner[2] for share, corner in corners) / doubled

    return height


def fraction_triangles(tin):
    return [
        [tuple(map(Fraction, corner)) for corner in triangle] for triangle in tin.corners().tolist()
    ]


def exact_integral(polygon, depth):
    """Integrate a linear function over a polygon of fractions."""
    total = Fraction(0)
    for here, there in pairwise(polygon[1:]):
        corners = (polygon[0], here, there)
        total += cross(*corners) / 2 * sum(map(depth, corners)) / 3
    return total


def exact_volumes(base, design):
    cut = fill = area = Fraction(0)
    for one, other in product(fraction_triangles(base), fraction_triangles(design)):
        polygon = [corner[:2] for corner in one]
        for start, end in zip(other, other[1:] + other[:1], strict=True):
            polygon = clipped(polygon, lambda p, s=start, e=end: cross(s, e, p))
        above, below = plane(one), plane(other)

        def depth(p, above=above, below=below):
            return above(p) - below(p)

        area += exact_integral(polygon, lambda _: Fraction(1))
        cut += exact_integral(clipped(polygon, depth), depth)
        fill -= exact_integral(clipped(polygon, lambda p, d=depth: -d(p)), depth)
    return float(cut), float(fill), float(area)


@settings(max_examples=6)
@given(seed=st.integers(0, 2**32 - 2))
def test_volumes_are_those_of_exact_fractions(seed):
    base, design = whole_number_tin(seed, 4), whole_number_tin(seed + 1, 4)
    found = cut_and_fill(base, design)
    exact = exact_volumes(base, design)
    assert (found.cut_m3, found.fill_m3, found.area_m2) == pytest.approx(exact, abs=1e-9)


def geos_volumes(base, design):
    """Intersect each pair of triangles with GEOS; a linear function is integrated by its middle."""
    cut = fill = area = 0.0
    for one, other in product(base.corners(), design.corners()):
        common = shapely.intersection(shapely.Polygon(one[:, :2]), shapely.Polygon(other[:, :2]))
        slope = gradient(one) - gradient(other)
        reach = half_plane(slope)
        above = shapely.intersection(common, reach)
        below = shapely.difference(common, reach)
        cut += above.area * value_in_the_middle(above, slope)
        fill -= below.area * value_in_the_middle(below, slope)
        area += common.area
    return cut, fill, area


def gradient(triangle):
    """Solve for a, b, c of z = a x + b y + c."""
    return np.linalg.solve(np.column_stack([triangle[:, :2], np.ones(3)]), triangle[:, 2])


def half_plane(slope, size=1e4):
    """Draw where a x + b y + c ≥ 0 as a huge rectangle."""
    length = np.hypot(*slope[:2])
    if length < 1e-12:
        return shapely.box(-size, -size, size, size) if slope[2] > 0 else shapely.Polygon()
    up = slope[:2] / length
    along = np.array([-up[1], up[0]])
    foot = -up * slope[2] / length
    corners = [foot + along * size, foot - along * size]
    return shapely.Polygon([*corners, *(corner + up * size for corner in corners[::-1])])


def value_in_the_middle(shape, slope):
    if shape.is_empty or not shape.area:
        return 0.0
    middle = shape.centroid
    return slope @ [middle.x, middle.y, 1.0]


@settings(max_examples=6)
@given(seed=st.integers(0, 2**32 - 2))
def test_volumes_are_those_of_geos_pair_by_pair(seed):
    base, design = whole_number_tin(seed), whole_number_tin(seed + 1)
    found = cut_and_fill(base, design)
    assert (found.cut_m3, found.fill_m3, found.area_m2) == pytest.approx(
        geos_volumes(base, design), abs=1e-5
    )


def raster_heights(tin, east, north):
    """Read a surface at the middles of cells, triangle by triangle; nan where it does not reach."""
    heights = np.full(east.shape, np.nan)
    for triangle in tin.corners():
        weights = np.linalg.solve(
            np.vstack([triangle[:, :2].T, np.ones(3)]),
            np.vstack([east.ravel(), north.ravel(), np.ones(east.size)]),
        )
        inside = (weights >= 0).all(axis=0).reshape(east.shape)
        heights[inside] = (triangle[:, 2] @ weights).reshape(east.shape)[inside]
    return heights


def test_volumes_are_those_of_a_fine_raster():
    chance = np.random.default_rng(11)
    plans = [chance.uniform(0, 20, (25, 2)) for _ in range(3)]
    base, design, rock = (
        make_tin(np.column_stack([plan, chance.uniform(0, 3, 25)]), Delaunay(plan).simplices)[0]
        for plan in plans
    )
    cell_m = 0.05
    middles = np.arange(cell_m / 2, 20, cell_m)
    east, north = np.meshgrid(middles, middles)
    ground, pit, stone = (raster_heights(tin, east, north) for tin in (base, design, rock))
    depth = ground - pit
    dug = np.where(depth > 0, depth, 0.0)
    in_rock = np.clip(np.minimum(ground, stone) - pit, 0, None)
    cell_m2 = cell_m**2
    found, split = cut_and_fill(base, design), split_by_rock(base, design, rock)
    assert found.cut_m3 == pytest.approx(dug.sum() * cell_m2, rel=3e-3)
    assert found.fill_m3 == pytest.approx(-depth[depth < 0].sum() * cell_m2, rel=3e-3)
    assert found.area_m2 == pytest.approx(np.isfinite(depth).sum() * cell_m2, rel=3e-3)
    assert split.rock_m3 == pytest.approx(np.nansum(in_rock) * cell_m2, rel=5e-3)
    assert split.unknown_m3 == pytest.approx(dug[np.isnan(stone)].sum() * cell_m2, rel=2e-2)
