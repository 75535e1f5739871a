# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a surface is made of: sound triangles, seen from above each place once."""

import numpy as np
import pytest

from kotipesa.surfaces import LeftOut, TinError, make_tin, overlap_m2

SQUARE = np.array([[0, 0, 1], [3, 0, 1], [3, 4, 1], [0, 4, 1]], dtype=float)
HALVES = np.array([[0, 1, 2], [0, 2, 3]])


def test_a_surface_knows_its_areas_and_its_box():
    steep = SQUARE.copy()
    steep[2:, 2] += 3.0
    tin, left_out = make_tin(steep, HALVES)
    assert (len(tin), left_out) == (2, LeftOut())
    assert tin.plan_area_m2() == 12.0
    assert tin.area_m2() == pytest.approx(15.0)
    assert tin.bounds_m() == (0.0, 0.0, 3.0, 4.0)


def test_triangles_are_turned_counter_clockwise():
    tin, _ = make_tin(SQUARE, HALVES[:, ::-1])
    assert tin.triangles.tolist() == [[0, 1, 2], [0, 2, 3]]
    assert tin.plan_area_m2() == 12.0


def test_walls_and_repeated_triangles_are_left_out_and_counted():
    points = np.vstack([SQUARE, [[0, 0, 9]]])
    rows = np.array([[0, 1, 2], [0, 2, 3], [0, 1, 4], [0, 0, 1], [2, 0, 1], [2, 1, 0]])
    tin, left_out = make_tin(points, rows)
    assert left_out == LeftOut(flat=2, twice=2)
    assert tin.triangles.tolist() == [[0, 1, 2], [0, 2, 3]]


def test_a_point_no_triangle_uses_may_be_anything():
    points = np.vstack([SQUARE, [[np.nan, 0, 0]]])
    assert make_tin(points, HALVES)[0].bounds_m() == (0.0, 0.0, 3.0, 4.0)


@pytest.mark.parametrize(
    ("points", "rows", "reason"),
    [
        (SQUARE, [[0, 1, 4]], "surface_no_such_point"),
        (SQUARE, [[-1, 0, 1]], "surface_no_such_point"),
        (SQUARE * [1, 1, np.nan], HALVES, "surface_not_finite"),
        (SQUARE * [1, 1, np.inf], HALVES, "surface_not_finite"),
        (SQUARE, np.empty((0, 3), dtype=int), "surface_no_triangles"),
        (SQUARE * [1, 0, 1], HALVES, "surface_no_triangles"),
        (np.empty((0, 3)), [[0, 1, 2]], "surface_no_such_point"),
    ],
)
def test_points_and_triangles_that_make_no_surface_are_refused(points, rows, reason):
    with pytest.raises(TinError) as fault:
        make_tin(points, np.array(rows))
    assert fault.value.reason == reason


def test_neighbours_do_not_overlap():
    assert overlap_m2(make_tin(SQUARE, HALVES)[0]) == 0.0


def test_a_fold_is_found_with_its_area():
    folded = np.vstack([SQUARE, [[1, 4, 7]]])
    tin, _ = make_tin(folded, np.vstack([HALVES, [[0, 2, 4]]]))
    assert overlap_m2(tin) == pytest.approx(4.0)


def test_triangles_that_meet_between_corners_do_not_overlap():
    points = np.vstack([SQUARE, [[1.5, 0, 1], [1.5, -2, 1]]])
    tin, _ = make_tin(points, np.vstack([HALVES, [[4, 1, 5]]]))
    assert overlap_m2(tin) == 0.0
