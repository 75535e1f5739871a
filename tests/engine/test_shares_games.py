# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold nucleolus and Shapley value to games whose answers are published."""

import numpy as np
import pytest
from games_told import airport, bankruptcy, game, tabled, voting

from kotipesa.shares import nucleolus, sampled_shapley, shapley, solved

THIRD = pytest.approx([1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("estate", "shares"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_three_wives_get_what_the_talmud_gives_them(estate, shares):
    """Aumann and Maschler 1985."""
    assert nucleolus(bankruptcy(estate, [100, 200, 300])).tolist() == pytest.approx(shares)


@pytest.mark.parametrize("estate", [100, 200, 300])
def test_a_bankruptcy_game_has_a_core_and_its_nucleolus_lies_there(estate):
    told = bankruptcy(estate, [100, 200, 300])
    assert told.is_in_core(nucleolus(told))


def test_runways_are_shared_step_by_step():
    """Littlechild and Owen 1973: who needs a step shares it equally; nucleolus Littlechild 1974."""
    told = airport([1, 2, 3, 4])
    assert shapley(told).tolist() == pytest.approx([1 / 4, 7 / 12, 13 / 12, 25 / 12])
    assert nucleolus(told).tolist() == pytest.approx([1 / 2, 3 / 4, 7 / 8, 15 / 8])


def littlechild(runways):
    """Work out the nucleolus of an airport game by Littlechild's rule, runways ascending."""
    shares, paid, start = [], 0.0, 0
    count = len(runways)
    while start < count - 1:
        steps = [(runways[k] - paid) / (k - start + 2) for k in range(start, count - 1)]
        steps.append((runways[-1] - paid) / (count - start))
        least = min(steps)
        last = max(k for k, step in enumerate(steps) if step <= least + 1e-12) + start
        shares += [least] * (min(last, count - 1) - start + 1)
        paid, start = sum(shares), last + 1
    return shares + [runways[-1] - paid] * (count - len(shares))


@pytest.mark.parametrize("count", [3, 5, 8, 12])
def test_airports_of_any_size_follow_the_rule_of_littlechild(count):
    runways = np.cumsum(np.random.default_rng(count).integers(1, 9, count)).tolist()
    assert nucleolus(airport(runways)).tolist() == pytest.approx(littlechild(runways))


def test_the_one_with_the_scarce_glove_gets_all_by_the_core_and_two_thirds_by_shapley():
    told = game(3, lambda who: min(who.count(0), len(who) - who.count(0)))
    assert nucleolus(told).tolist() == pytest.approx([1, 0, 0])
    assert shapley(told).tolist() == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert not solved(told).core_is_empty
    assert not told.is_in_core(shapley(told))


@pytest.mark.parametrize(
    ("quota", "weights"),
    [(3, [2, 1, 1, 1]), (4, [3, 1, 1, 1, 1]), (4, [2, 2, 1, 1, 1]), (5, [4, 1, 1, 1, 1, 1])],
)
def test_the_nucleolus_of_a_homogeneous_majority_is_its_weights(quota, weights):
    """Peleg 1968, for games in which of two sides exactly one wins."""
    told = voting(quota, weights)
    assert nucleolus(told).tolist() == pytest.approx([w / sum(weights) for w in weights])
    assert solved(told).core_is_empty


def test_any_two_of_three_win_so_the_core_is_empty():
    told = solved(voting(2, [1, 1, 1]))
    assert (told.nucleolus.tolist(), told.shapley.tolist()) == (THIRD, THIRD)
    assert told.core_is_empty


def test_who_can_veto_gets_everything_by_the_nucleolus():
    assert nucleolus(voting(3, [2, 1, 1])).tolist() == pytest.approx([1, 0, 0])
    assert shapley(voting(3, [2, 1, 1])).tolist() == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_a_council_leaves_nothing_to_those_without_a_veto():
    told = voting(2 * 7 + 2, [7, 7, 1, 1, 1, 1])
    assert nucleolus(told).tolist() == pytest.approx([0.5, 0.5, 0, 0, 0, 0])


def test_the_tennessee_valley_is_shared_as_published():
    """Straffin and Heaney 1981; costs of navigation, flood control and power in 1,000 dollars."""
    told = tabled(
        {
            "A": 163_520,
            "B": 140_826,
            "C": 250_096,
            "AB": 301_607,
            "AC": 378_821,
            "BC": 367_370,
            "ABC": 412_584,
        },
        is_cost=True,
    )
    assert nucleolus(told).tolist() == pytest.approx([116_234, 93_540, 202_810])
    assert shapley(told).tolist() == pytest.approx([117_829, 100_756.5, 193_998.5])
    assert told.is_in_core(shapley(told))


def test_costs_that_are_lower_alone_have_no_imputation():
    told = solved(tabled({"A": 1, "B": 1, "AB": 3}, is_cost=True))
    assert told.nucleolus is None
    assert told.core_is_empty
    assert told.shapley.tolist() == pytest.approx([1.5, 1.5])


def test_the_nucleolus_keeps_to_imputations_where_complaints_alone_would_not():
    told = tabled({"A": 0, "B": 0, "C": 0, "AB": 6, "ABC": 4})
    assert nucleolus(told).tolist() == pytest.approx([2, 2, 0])


def test_a_player_alone_takes_all():
    assert nucleolus(tabled({"A": 7}, is_cost=True)).tolist() == [7]
    assert shapley(tabled({"A": 7}, is_cost=True)).tolist() == [7]


def test_a_game_worth_nothing_gives_nothing():
    told = game(4, lambda who: 0 * len(who))
    assert nucleolus(told).tolist() == shapley(told).tolist() == [0, 0, 0, 0]


def test_drawn_orders_come_near_the_shapley_value_and_say_how_near():
    told = airport([3, 5, 5, 8, 13, 21])
    drawn = sampled_shapley(lambda c: float(told.values[c]), 6, orders=400, seed=3)
    exact = shapley(told)
    assert drawn.shares.sum() == pytest.approx(told.total)
    assert (np.abs(drawn.shares - exact) <= 4 * drawn.error + 1e-9).all()
    assert (drawn.error < 0.05 * exact.max()).all()


def test_a_draw_can_be_drawn_again():
    told = airport([3, 5, 5, 8])
    first, second = (
        sampled_shapley(lambda c: float(told.values[c]), 4, orders=6, seed=9) for _ in range(2)
    )
    assert first.shares.tolist() == second.shares.tolist()
    assert first.error.tolist() == second.error.tolist()
