# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold calibration to its laws in worlds whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest
from calibration_worlds import BUILDING, DESIGN, WORLD, changed, closed_projects
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.arrays import take, texts
from kotipesa.lots.estimate.calibration import calibrate, try_out
from kotipesa.lots.estimate.calibration.learning import medians, needed_projects

SHA = "0" * 64
SEEDS = st.integers(0, 10_000)


def foretold(calibration, new):
    """Give, of each row, what is left of its logarithm, and whether its interval holds it."""
    logs = np.log(new.realised / new.forecast)
    groups = [calibration.of(*kind) for kind in zip(new.structure_type, new.phase, strict=True)]
    low, mid, high = np.log([(g.factor.low, g.factor.mid, g.factor.high) for g in groups]).T
    return logs - mid, (low <= logs) & (logs <= high)


def held_out(count, *, sets=60, coverage=0.8, seed=1, **world):
    """Calibrate many sets of projects, and foretell as many new ones of the same world."""
    rng = np.random.default_rng(seed)
    left, inside = [], []
    for _ in range(sets):
        calibration = calibrate(closed_projects(rng, count, **world), SHA, coverage)
        found = foretold(calibration, closed_projects(rng, 60, **world))
        left.append(found[0])
        inside.append(found[1].mean())
    return np.concatenate(left), np.array(inside)


@pytest.mark.parametrize("heavy", [False, True])
@pytest.mark.parametrize("count", [10, 15, 40, 120])
def test_intervals_hold_as_many_new_projects_as_they_claim(count, heavy):
    _, inside = held_out(count, heavy=heavy)
    chance = 3 * inside.std() / np.sqrt(len(inside))
    assert 0.8 - chance <= inside.mean() <= 0.9


@pytest.mark.parametrize(("coverage", "count"), [(0.5, 30), (0.9, 60), (0.95, 90)])
def test_other_coverages_are_kept_too(coverage, count):
    _, inside = held_out(count, coverage=coverage)
    chance = 3 * inside.std() / np.sqrt(len(inside))
    assert coverage - chance <= inside.mean() <= min(coverage + 0.15, 1)


def test_intervals_hold_when_a_project_has_many_rows_that_err_together():
    _, inside = held_out(40, rows=5)
    chance = 3 * inside.std() / np.sqrt(len(inside))
    assert inside.mean() >= 0.8 - chance


def test_with_one_kind_of_work_the_coverage_is_that_of_the_ranks():
    one = {("park", BUILDING): 0.4}
    _, inside = held_out(9 + 10, sets=300, biases=one)
    exact = (np.ceil(20 * 0.9) - np.floor(20 * 0.1)) / 20
    assert inside.mean() == pytest.approx(exact, abs=4 * inside.std() / np.sqrt(len(inside)))


def test_the_bias_of_every_kind_of_work_is_removed():
    rng = np.random.default_rng(3)
    calibration = calibrate(closed_projects(rng, 800), SHA)
    learnt = {kind: np.log(calibration.of(*kind).factor.mid) for kind in WORLD}
    assert learnt == pytest.approx(WORLD, abs=0.1)


def test_a_world_without_bias_is_hardly_corrected():
    rng = np.random.default_rng(4)
    unbiased = dict.fromkeys(WORLD, 0.0)
    factors = [
        group.factor.mid
        for _ in range(30)
        for group in calibrate(closed_projects(rng, 60, unbiased), SHA).groups
    ]
    assert np.median(np.abs(np.log(factors))) < 0.05


def test_shrinking_foretells_small_groups_better_than_their_own_medians():
    rng = np.random.default_rng(5)
    shrunk, own = [], []
    for _ in range(100):
        closed = closed_projects(rng, 16)
        calibration = calibrate(closed, SHA)
        logs = np.log(closed.realised / closed.forecast)
        for kind, bias in WORLD.items():
            rows = (closed.structure_type == kind[0]) & (closed.phase == kind[1])
            if rows.sum() >= 3:
                shrunk.append((np.log(calibration.of(*kind).factor.mid) - bias) ** 2)
                own.append((np.median(logs[rows]) - bias) ** 2)
    assert np.mean(shrunk) < np.mean(own)


def test_one_giant_outlier_moves_nothing_much():
    closed = closed_projects(np.random.default_rng(6), 60)
    slipped = closed.realised.copy()
    slipped[7] *= 1e6
    before = calibrate(closed, SHA).groups
    after = calibrate(changed(closed, realised=slipped), SHA).groups
    moved = [np.log(b.factor.mid / a.factor.mid) for a, b in zip(before, after, strict=True)]
    assert np.abs(moved).max() < 0.15


@settings(max_examples=25)
@given(SEEDS, st.integers(3, 9))
def test_with_few_projects_nothing_is_learnt(seed, count):
    assert calibrate(closed_projects(np.random.default_rng(seed), count), SHA) is None


@settings(max_examples=25)
@given(SEEDS, st.integers(10, 60), st.integers(1, 3))
def test_the_order_of_rows_does_not_matter(seed, count, rows):
    rng = np.random.default_rng(seed)
    closed = closed_projects(rng, count, rows=rows)
    shuffled = take(closed, rng.permutation(len(closed)))
    assert calibrate(shuffled, SHA) == calibrate(closed, SHA)
    assert repr(try_out(shuffled, 0.8)) == repr(try_out(closed, 0.8))


@settings(max_examples=25)
@given(SEEDS, st.sampled_from([1e-3, 0.25, 8.0, 1024.0]))
def test_units_do_not_matter(seed, per_unit):
    closed = closed_projects(np.random.default_rng(seed), 40)
    names = ("forecast", "low", "high", "realised")
    every = changed(closed, **{name: getattr(closed, name) * per_unit for name in names})
    half = np.where(np.arange(40) % 2, per_unit, 1.0)
    some = changed(closed, **{name: getattr(closed, name) * half for name in names})
    assert calibrate(every, SHA) == calibrate(closed, SHA)
    assert calibrate(some, SHA) == calibrate(closed, SHA)


@settings(max_examples=25)
@given(SEEDS)
def test_forecasts_that_are_twice_as_large_halve_the_factors(seed):
    one_phase = {("park", BUILDING): 1.5}
    closed = closed_projects(np.random.default_rng(seed), 30, one_phase)
    doubled = changed(closed, forecast=closed.forecast * 2)
    ends = [
        [(g.factor.low, g.factor.high) for g in calibrate(table, SHA).groups]
        for table in (closed, doubled)
    ]
    assert np.array(ends[0]) == pytest.approx(2 * np.array(ends[1]), rel=0.02)


def test_rows_of_one_project_are_never_on_both_sides():
    """Else projects that repeat one error in all their rows would seem foretold."""
    rng = np.random.default_rng(8)
    single = closed_projects(rng, 30, {("park", BUILDING): 0.0})
    repeated = take(single, np.repeat(np.arange(30), 6))
    once, many = (try_out(table, 0.8)[0] for table in (single, repeated))
    assert (once.projects, many.projects) == (30, 30)
    assert many.after == pytest.approx(once.after)


def test_a_project_counts_once_however_many_rows_it_has():
    closed = closed_projects(np.random.default_rng(9), 20, {("park", BUILDING): 0.2})
    loud = take(closed, np.concatenate([np.arange(20), np.full(200, 3)]))
    assert calibrate(loud, SHA) == calibrate(closed, SHA)


def test_projects_that_never_came_about_change_their_share_and_no_factor():
    closed = closed_projects(np.random.default_rng(10), 30, {("park", BUILDING): 0.2})
    lost = take(closed, np.arange(10))
    ids = texts([f"lost{number}" for number in range(10)])
    empty = np.full(10, np.nan)
    lost = replace(
        lost, project=ids, realised=np.zeros(10), realised_first=empty, realised_last=empty
    )
    both = replace(
        closed,
        **{
            name: np.concatenate([getattr(closed, name), getattr(lost, name)])
            for name in closed.__slots__
        },
    )
    before, after = calibrate(closed, SHA), calibrate(both, SHA)
    assert [group.never_realised for group in after.groups] == [0.25] * 3
    assert [replace(group, never_realised=0.0) for group in after.groups] == list(before.groups)


def test_what_is_said_of_projects_held_out_is_what_new_ones_show():
    rng = np.random.default_rng(11)
    said = [try_out(closed_projects(rng, 50), 0.8)[0].after for _ in range(20)]
    left, inside = held_out(50, sets=20, seed=12)
    assert np.mean([score.covered for score in said]) == pytest.approx(inside.mean(), abs=0.04)
    assert np.mean([score.error for score in said]) == pytest.approx(
        np.median(np.abs(left)), rel=0.1
    )


def test_few_owners_are_not_told_apart():
    closed = closed_projects(np.random.default_rng(13), 60)
    owner = np.where(closed.structure_type == "park", "Yritys", "Kaupunki").astype(object)
    owner[closed.phase == DESIGN] = [
        f"o{n % 3}" for n in range(int((closed.phase == DESIGN).sum()))
    ]
    told = calibrate(changed(closed, owner=owner), SHA)
    assert {(group.structure_type, group.phase) for group in told.groups} == {
        ("", ""),
        ("", DESIGN),
        ("street_new", DESIGN),
        ("square", DESIGN),
    }


def test_two_owners_together_teach_nothing_but_one_alone_does():
    closed = closed_projects(np.random.default_rng(14), 60)
    two = texts(["a", "b"] * 30)
    assert calibrate(changed(closed, owner=two), SHA) is None
    assert calibrate(changed(closed, owner=texts(["a"] * 60)), SHA) == calibrate(closed, SHA)


def test_an_interval_needs_a_rank_in_each_tail():
    assert [needed_projects(coverage) for coverage in (0.5, 0.8, 0.9, 0.95)] == [3, 9, 19, 39]


@settings(max_examples=50)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_the_median_of_equal_weights_is_the_median(values):
    column = np.array(values)
    label = np.zeros(len(column), dtype=np.int32)
    (middle,) = medians(column, label, np.full(len(column), 1 / 3), 1)
    assert middle == pytest.approx(np.median(column))
