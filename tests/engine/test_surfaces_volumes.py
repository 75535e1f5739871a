# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold volumes to answers worked out by hand, and to laws that hold for any two surfaces."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from kotipesa.surfaces import (
    CutFill,
    RockSplit,
    Tin,
    TinError,
    cut_and_fill,
    make_tin,
    overlap_m2,
    split_by_rock,
)
from kotipesa.surfaces import overlay as overlaying

FAR = (21_530_000.0, 6_783_000.0)
NEAR = (0.0, 0.0)


def sheet(west, south, east, north, height, origin=NEAR) -> Tin:
    """Make a rectangle of two triangles; height: a number, or a function of x and y."""
    corners = [(west, south), (east, south), (east, north), (west, north)]
    level = height if callable(height) else lambda x, y: height  # noqa: ARG005
    points = [(x + origin[0], y + origin[1], level(x, y)) for x, y in corners]
    return make_tin(np.array(points, dtype=float), np.array([[0, 1, 2], [0, 2, 3]]))[0]


def random_tin(chance, points=12, size=10.0) -> Tin:
    plan = chance.uniform(0, size, (points, 2))
    heights = chance.uniform(-2, 2, points)
    return make_tin(np.column_stack([plan, heights]), Delaunay(plan).simplices)[0]


def moved(tin: Tin, change) -> Tin:
    return make_tin(change(tin.points_xyz.copy()), tin.triangles)[0]


def volumes(found: CutFill):
    return (
        found.cut_m3,
        found.fill_m3,
        found.area_m2,
        found.base_only_m2,
        found.design_only_m2,
        found.cut_area_m2,
        found.fill_area_m2,
    )


@pytest.mark.parametrize("origin", [NEAR, FAR])
def test_a_level_pit_is_depth_times_area(origin):
    found = cut_and_fill(sheet(0, 0, 10, 20, 10, origin), sheet(0, 0, 10, 20, 8, origin))
    assert found == CutFill(
        cut_m3=pytest.approx(400.0),
        fill_m3=0.0,
        area_m2=pytest.approx(200.0),
        base_only_m2=0.0,
        design_only_m2=0.0,
        cut_area_m2=pytest.approx(200.0),
        fill_area_m2=0.0,
        deepest_cut_m=2.0,
        highest_fill_m=0.0,
        cut_place=pytest.approx((origin[0] + 5, origin[1] + 10)),
        fill_place=None,
    )


def test_a_pyramid_is_a_third_of_its_box():
    points = np.array([[0, 0, 0], [2, 0, 0], [2, 2, 0], [0, 2, 0], [1, 1, 3]], dtype=float)
    heap = make_tin(points, np.array([[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]))[0]
    found = cut_and_fill(sheet(-1, -1, 3, 3, 0), heap)
    assert volumes(found) == pytest.approx((0, 4.0, 4.0, 12.0, 0, 0, 4.0))
    assert (found.highest_fill_m, found.fill_place) == (3.0, pytest.approx((1.0, 1.0)))


def test_planes_that_cross_are_cut_on_one_side_and_filled_on_the_other():
    found = cut_and_fill(sheet(-1, 0, 2, 1, lambda x, _: x), sheet(-1, 0, 2, 1, 0))
    assert volumes(found) == pytest.approx((2.0, 0.5, 3.0, 0, 0, 2.0, 1.0))
    assert found.cut_place == pytest.approx((1.0, 0.5))
    assert found.fill_place == pytest.approx((-0.5, 0.5))


def test_slopes_that_cross_askew_are_integrated_exactly():
    found = cut_and_fill(
        sheet(0, 0, 6, 6, lambda x, y: x + y - 6), sheet(0, 0, 6, 6, lambda x, y: 6 - x - y)
    )
    assert volumes(found) == pytest.approx((72.0, 72.0, 36.0, 0, 0, 18.0, 18.0))


@pytest.mark.parametrize("gap", [0.0, 5.0])
def test_surfaces_apart_or_side_by_side_have_nothing_in_common(gap):
    found = cut_and_fill(sheet(0, 0, 4, 5, 3), sheet(4 + gap, 0, 7 + gap, 5, 1))
    assert volumes(found) == (0, 0, 0, 20.0, 15.0, 0, 0)
    assert (found.cut_place, found.fill_place) == (None, None)


def test_what_one_surface_alone_covers_is_stated_and_not_counted():
    found = cut_and_fill(sheet(0, 0, 10, 10, 2), sheet(8, 8, 12, 12, 0))
    assert volumes(found) == pytest.approx((8.0, 0, 4.0, 96.0, 12.0, 4.0, 0))


def test_a_surface_against_itself_has_no_volume():
    tin = random_tin(np.random.default_rng(1))
    found = cut_and_fill(tin, tin)
    assert volumes(found)[:2] == pytest.approx((0, 0), abs=1e-12)
    assert found.area_m2 == pytest.approx(tin.plan_area_m2())


def test_a_cut_is_parted_by_the_rock_and_what_the_survey_misses_is_said():
    found = split_by_rock(sheet(0, 0, 4, 5, 10), sheet(0, 0, 4, 5, 6), sheet(0, 0, 2, 5, 9))
    assert found == RockSplit(
        soil_m3=pytest.approx(10.0),
        rock_m3=pytest.approx(30.0),
        unknown_m3=pytest.approx(40.0),
        unknown_m2=pytest.approx(10.0),
        bulge_m2=0.0,
    )


def test_rock_that_dips_below_the_pit_is_left_there():
    dipping = sheet(0, 0, 4, 1, lambda x, _: x - 4)
    found = split_by_rock(sheet(0, 0, 4, 1, 0), sheet(0, 0, 4, 1, -2), dipping)
    assert (found.soil_m3, found.rock_m3, found.unknown_m3) == pytest.approx((6.0, 2.0, 0.0))


def test_where_rock_stands_above_the_ground_all_of_the_cut_is_rock():
    bare = sheet(0, 0, 4, 1, lambda x, _: x - 2)
    found = split_by_rock(sheet(0, 0, 4, 1, 0), sheet(0, 0, 4, 1, -2), bare)
    assert (found.soil_m3, found.rock_m3, found.bulge_m2) == pytest.approx((2.0, 6.0, 2.0))


def test_a_fill_has_no_rock_in_it():
    found = split_by_rock(sheet(0, 0, 4, 1, 0), sheet(0, 0, 4, 1, 3), sheet(0, 0, 4, 1, 2))
    assert found == RockSplit(0.0, 0.0, 0.0, 0.0, 0.0)


def test_large_surfaces_are_worked_on_in_parts_with_the_same_result(monkeypatch):
    chance = np.random.default_rng(5)
    base, design, rock = (random_tin(chance, 60) for _ in range(3))
    whole = cut_and_fill(base, design), split_by_rock(base, design, rock)
    monkeypatch.setattr(overlaying, "AT_ONCE", 7)
    parts = cut_and_fill(base, design), split_by_rock(base, design, rock)
    assert volumes(parts[0]) == pytest.approx(volumes(whole[0]), rel=1e-12)
    assert parts[1].rock_m3 == pytest.approx(whole[1].rock_m3, rel=1e-12)


def test_pairs_are_held_a_part_at_a_time_with_the_same_result(monkeypatch):
    chance = np.random.default_rng(6)
    base, design = random_tin(chance, 60), random_tin(chance, 60)
    whole = cut_and_fill(base, design)
    monkeypatch.setattr(overlaying, "PAIRS_HELD", 50)
    assert volumes(cut_and_fill(base, design)) == pytest.approx(volumes(whole), rel=1e-12)


def test_a_tangle_is_refused_before_it_costs_anything():
    chance = np.random.default_rng(7)
    points = chance.uniform(0, 1000, (4_500, 3))
    rows = np.arange(4_500).reshape(-1, 3)
    tangle = make_tin(points, rows)[0]
    with pytest.raises(TinError, match="surfaces_tangled"):
        cut_and_fill(tangle, tangle)
    with pytest.raises(TinError, match="surfaces_tangled"):
        overlap_m2(tangle)


seeds = st.integers(0, 2**32 - 1)


def pair(seed):
    chance = np.random.default_rng(seed)
    return random_tin(chance), random_tin(chance), chance


@settings(max_examples=20)
@given(seed=seeds)
def test_base_and_design_in_turn_exchange_cut_and_fill(seed):
    base, design, _ = pair(seed)
    one, other = cut_and_fill(base, design), cut_and_fill(design, base)
    assert volumes(other) == pytest.approx(
        (
            one.fill_m3,
            one.cut_m3,
            one.area_m2,
            one.design_only_m2,
            one.base_only_m2,
            one.fill_area_m2,
            one.cut_area_m2,
        ),
        abs=1e-9,
    )


@settings(max_examples=20)
@given(seed=seeds, angle=st.floats(0, 6.3), east=st.floats(-3e7, 3e7), up=st.floats(-900, 900))
def test_moving_and_turning_both_surfaces_changes_nothing(seed, angle, east, up):
    base, design, _ = pair(seed)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    def change(points):
        points[:, :2] = points[:, :2] @ turn.T + [east, 7e6]
        points[:, 2] += up
        return points

    there = cut_and_fill(moved(base, change), moved(design, change))
    assert volumes(there) == pytest.approx(volumes(cut_and_fill(base, design)), abs=1e-4)


@settings(max_examples=20)
@given(seed=seeds, up=st.floats(4.1, 50))
def test_raising_a_surface_clear_of_the_other_adds_height_times_area(seed, up):
    base, design, _ = pair(seed)
    raised = moved(base, lambda points: points + np.array([0, 0, up]))
    before, after = cut_and_fill(base, design), cut_and_fill(raised, design)
    net_m3 = before.cut_m3 - before.fill_m3
    assert after.fill_m3 == pytest.approx(0, abs=1e-9)
    assert after.cut_m3 == pytest.approx(net_m3 + up * before.area_m2, rel=1e-9)


@settings(max_examples=20)
@given(seed=seeds)
def test_finer_triangles_of_the_same_surface_change_nothing(seed):
    base, design, chance = pair(seed)
    assert volumes(cut_and_fill(split_each(base, chance), design)) == pytest.approx(
        volumes(cut_and_fill(base, design)), abs=1e-8
    )


@settings(max_examples=20)
@given(seed=seeds)
def test_the_parts_of_a_surface_add_up_to_the_whole(seed):
    base, design, chance = pair(seed)
    chosen = chance.random(len(design)) < 0.5
    parts = [
        cut_and_fill(base, Tin(design.points_xyz, design.triangles[rows]))
        for rows in (chosen, ~chosen)
        if rows.any()
    ]
    whole = cut_and_fill(base, design)
    for name in ("cut_m3", "fill_m3", "area_m2", "design_only_m2", "cut_area_m2"):
        together = sum(getattr(part, name) for part in parts)
        assert together == pytest.approx(getattr(whole, name), abs=1e-8)


@settings(max_examples=20)
@given(seed=seeds)
def test_soil_rock_and_unknown_are_the_whole_cut(seed):
    base, design, chance = pair(seed)
    split = split_by_rock(base, design, random_tin(chance))
    cut = cut_and_fill(base, design)
    together = split.soil_m3 + split.rock_m3 + split.unknown_m3
    assert together == pytest.approx(cut.cut_m3, abs=1e-8)
    assert min(split.soil_m3, split.rock_m3, split.unknown_m3, split.unknown_m2) >= 0


def split_each(tin: Tin, chance) -> Tin:
    """Part every triangle in three at a point inside it."""
    corners = tin.corners()
    weights = chance.dirichlet((1.0, 1.0, 1.0), len(tin))
    inside = (corners * weights[:, :, None]).sum(axis=1)
    new = len(tin.points_xyz) + np.arange(len(tin))
    one, two, three = tin.triangles.T
    rows = [(one, two, new), (two, three, new), (three, one, new)]
    triangles = np.vstack([np.column_stack(row) for row in rows])
    return make_tin(np.vstack([tin.points_xyz, inside]), triangles)[0]
