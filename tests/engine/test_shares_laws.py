# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the rules to the laws that define them, on any games."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kotipesa.shares import Game, nucleolus, shapley
from kotipesa.shares.coalitions import blocking_in
from kotipesa.shares.equal_profit import equal_profit, in_proportion
from kotipesa.shares.game import members, singles
from kotipesa.shares.nearest import Corner, nearest

quick = settings(max_examples=60, derandomize=True, database=None)
NAMES = "ABCDEFG"


@st.composite
def games(draw, most=5, *, essential=False):
    """Draw a game with few different values, so that programs are degenerate."""
    count = draw(st.integers(2, most))
    size = 1 << count
    whole = draw(st.lists(st.integers(-6, 12), min_size=size, max_size=size))
    values = np.array(whole, dtype=float)
    values[0] = 0.0
    if essential:
        values[-1] = max(values[-1], values[singles(count)].sum())
    return Game(tuple(NAMES[:count]), values, is_cost=False)


def reordered(told: Game, order) -> tuple[Game, np.ndarray]:
    """Call the players in another order."""
    count = len(told.players)
    inside = members(np.arange(len(told.values)), count)[:, order]
    numbers = inside @ (1 << np.arange(count))
    values = np.empty_like(told.values)
    values[numbers] = told.values
    return Game(tuple(told.players[p] for p in order), values, told.is_cost), values


def is_balanced(told: Game, shares) -> bool:
    """Check Kohlberg's condition (1971): no side payment helps the worst off and harms none.

    For every level, among coalitions complaining at least so much and players held at what they
    get alone: whatever sums are not lowered are not raised either.
    """
    count = len(told.players)
    inside = members(np.arange(len(told.values)), count).astype(float)
    complaint = told.complaint(shares)
    held = np.flatnonzero(np.abs(shares - told.alone) < 1e-7)
    for level in np.unique(np.round(complaint[1:-1], 6)):
        rows = inside[1:-1][complaint[1:-1] >= level - 1e-6]
        held_rows = np.eye(count)[held]
        found = linprog(
            -rows.sum(axis=0),
            A_ub=-np.concatenate([rows, held_rows]),
            b_ub=np.zeros(len(rows) + len(held)),
            A_eq=np.ones((1, count)),
            b_eq=[0.0],
            bounds=(-1, 1),
        )
        if -found.fun > 1e-6:
            return False
    return True


@quick
@given(games(essential=True))
def test_no_side_payment_betters_the_nucleolus(told):
    shares = nucleolus(told)
    assert shares.sum() == pytest.approx(told.total, abs=1e-9)
    assert (shares >= told.alone - 1e-9).all()
    assert is_balanced(told, shares)


def test_the_check_of_balance_sees_what_is_not_the_nucleolus():
    told = Game(("A", "B", "C"), np.array([0, 0, 0, 4, 0, 5, 6, 9.0]), is_cost=False)
    assert is_balanced(told, nucleolus(told))
    assert not is_balanced(told, nucleolus(told) + np.array([0.1, -0.1, 0]))


@quick
@given(games())
def test_shapley_shares_everything_and_players_who_add_nothing_get_nothing(told):
    count = len(told.players)
    with_dummy = Game((*told.players, "Z"), np.tile(told.values, 2), is_cost=False)
    shares = shapley(with_dummy)
    assert shares.sum() == pytest.approx(told.total, abs=1e-9)
    assert shares[count] == pytest.approx(0, abs=1e-9)
    assert shares[:count].tolist() == pytest.approx(shapley(told).tolist(), abs=1e-9)


@quick
@given(games(essential=True))
def test_players_who_add_nothing_get_nothing_by_the_nucleolus(told):
    with_dummy = Game((*told.players, "Z"), np.tile(told.values, 2), is_cost=False)
    if with_dummy.is_in_core(nucleolus(with_dummy)):
        assert nucleolus(with_dummy)[-1] == pytest.approx(0, abs=1e-8)


@quick
@given(games(), st.integers(0, 1000))
def test_shapley_of_a_sum_is_the_sum_of_shapleys(told, seed):
    other = np.random.default_rng(seed).integers(-9, 9, len(told.values)).astype(float)
    other[0] = 0
    added = Game(told.players, told.values + other, is_cost=False)
    apart = shapley(told) + shapley(Game(told.players, other, is_cost=False))
    assert shapley(added).tolist() == pytest.approx(apart.tolist(), abs=1e-9)


@quick
@given(games(essential=True), st.randoms(use_true_random=False))
def test_the_order_of_players_changes_nothing(told, dice):
    order = list(range(len(told.players)))
    dice.shuffle(order)
    again = reordered(told, order)[0]
    for rule in (nucleolus, shapley):
        assert rule(again).tolist() == pytest.approx(rule(told)[order].tolist(), abs=1e-8)


@quick
@given(games(essential=True), st.integers(0, 1000))
def test_other_units_and_gifts_to_players_pass_through(told, seed):
    count = len(told.players)
    gifts = np.random.default_rng(seed).integers(-9, 9, count).astype(float)
    inside = members(np.arange(len(told.values)), count)
    moved = Game(told.players, 2.5 * told.values + inside @ gifts, is_cost=False)
    for rule in (nucleolus, shapley):
        assert rule(moved).tolist() == pytest.approx((2.5 * rule(told) + gifts).tolist(), abs=1e-7)


@quick
@given(games(essential=True))
def test_costs_are_gains_with_their_sign_turned(told):
    costs = Game(told.players, -told.values, is_cost=True)
    for rule in (nucleolus, shapley):
        assert rule(costs).tolist() == pytest.approx((-rule(told)).tolist(), abs=1e-8)


@quick
@given(games(essential=True))
def test_players_who_add_the_same_get_the_same(told):
    count = len(told.players)
    inside = members(np.arange(len(told.values)), count)
    swapped = reordered(told, [1, 0, *range(2, count)])[1]
    alike = Game(told.players, told.values + swapped, is_cost=False)
    assert inside.shape == (len(alike.values), count)
    for rule in (nucleolus, shapley):
        shares = rule(alike)
        assert shares[0] == pytest.approx(shares[1], abs=1e-8)


@quick
@given(games(most=6))
def test_the_nucleolus_is_in_the_core_whenever_there_is_one(told):
    count = len(told.players)
    inside = members(np.arange(len(told.values)), count).astype(float)
    least = linprog(
        [0.0] * count + [1.0],
        A_ub=-np.pad(inside[1:-1], ((0, 0), (0, 1)), constant_values=1),
        b_ub=-told.values[1:-1],
        A_eq=[[1.0] * count + [0.0]],
        b_eq=[told.total],
        bounds=(None, None),
    )
    shares = nucleolus(told)
    assert (shares is not None and told.is_in_core(shares)) == (least.fun <= 1e-7)


def submodular(seed: int, count: int) -> Game:
    """Draw costs that fall as coalitions grow, so that there is a core."""
    rng = np.random.default_rng(seed)
    inside = members(np.arange(1 << count), count).astype(float)
    basins = rng.random((6, count)) < 0.5
    costs = sum(rng.integers(1, 50) * (inside @ basin > 0) for basin in basins)
    return Game(tuple(NAMES[:count]), costs + inside @ rng.random(count), is_cost=True)


@quick
@given(st.integers(0, 10_000), st.integers(2, 6))
def test_equal_profit_lies_in_the_core_and_no_rule_there_is_more_even(seed, count):
    told = submodular(seed, count)
    even = equal_profit(told.alone, told.total, blocking_in(told))
    assert even.sum() == pytest.approx(told.total, abs=1e-9)
    assert told.complaint(even).max() <= 1e-6
    spread = np.ptp(even / told.alone)
    for other in (nucleolus(told), shapley(told)):
        if told.is_in_core(other):
            assert spread <= np.ptp(other / told.alone) + 1e-7


def test_equal_profit_is_in_proportion_where_nobody_minds():
    told = Game(("A", "B"), np.array([0, 10, 30, 20.0]), is_cost=True)
    even = equal_profit(told.alone, told.total, blocking_in(told))
    assert even.tolist() == in_proportion(told.alone, told.total).tolist() == [5, 15]


@quick
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 9))
def test_the_nearest_place_of_a_polytope_is_where_nothing_pulls(seed, dimensions, count):
    rng = np.random.default_rng(seed)
    corners = rng.integers(-3, 4, (count, dimensions)).astype(float)
    target = rng.integers(-5, 6, dimensions).astype(float)
    found = nearest(
        target, lambda way: Corner(corners[np.argmax(corners @ way)], np.zeros(0)), 1e-10
    ).place
    pull = target - found
    assert (corners @ pull).max() <= pull @ found + 1e-7 * max(1.0, pull @ pull)
