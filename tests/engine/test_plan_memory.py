# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look again at prices that have moved: what is passed over has nothing that pays."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.solve.pricing import Priced, have_worth, price
from kotipesa.plan.solve.terrain import terrain, with_tonnes_of
from kotipesa.testing import random_tables

SEEDS = range(12)


def drawn(seed: int) -> Problem:
    return build_problem(random_tables(seed, lots=40 + 9 * seed).region())


def moved(duals: Duals, dice: np.random.Generator) -> Duals:
    """Move the prices of a few lots, up or down, by little or much; let another one be scarce."""

    def some(values: np.ndarray) -> np.ndarray:
        chosen = dice.random(len(values)) < dice.choice([0.02, 0.3, 1.0])
        return values + chosen * dice.normal(0.0, dice.choice([1e-8, 0.1, 5.0]), len(values))

    recovery = max(0.0, duals.recovery + dice.normal())
    return replace(duals, have=some(duals.have), need=some(duals.need), recovery=recovery)


def told(priced: Priced, problem: Problem) -> tuple[list[int], bool]:
    size = (len(problem.node_site), len(problem.grades), problem.months)
    return priced.arcs.keys(*size).tolist(), priced.clean


def assert_same_look(problem: Problem, duals: Duals, memory: Memory, *, by_distance: bool) -> None:
    ground = terrain(problem, by_distance=by_distance)
    again = price(problem, ground, duals, 3, memory)
    anew = price(problem, ground, duals, 3)
    assert told(again, problem) == told(anew, problem)
    rounding_eur = 1e-9 * problem.haves.tonnes.sum()
    assert again.lower_bound_eur == pytest.approx(anew.lower_bound_eur, rel=1e-12, abs=rounding_eur)


@pytest.mark.parametrize("by_distance", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_look_with_a_memory_finds_what_one_without_does(seed: int, by_distance: bool):
    problem, dice, memory = drawn(seed), np.random.default_rng(seed), Memory()
    duals = solve(problem).duals if seed % 2 else about_to_stay(problem)
    for _ in range(8):
        assert_same_look(problem, duals, memory, by_distance=by_distance)
        duals = moved(duals, dice)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_had_more_to_spare_than_prices_rose_is_passed_over(seed: int):
    problem, memory = drawn(seed), Memory()
    ground, duals = terrain(problem), solve(problem).duals
    worth, value = have_worth(problem, duals), duals.need + duals.recovery
    assert np.isneginf(memory.spare(ground, worth, value)).all()
    price(problem, ground, duals, 0, memory)
    kept = memory.spare(ground, worth, value)
    assert (kept[np.isfinite(kept)] > 0).any()
    heavier = replace(problem, haves=replace(problem.haves, tonnes=problem.haves.tonnes * 2))
    lower = memory.spare(with_tonnes_of(ground, heavier), worth + 0.5, value - 0.1)
    assert lower == pytest.approx(kept - 0.4)


# What may be other than it was when the memory was made: none of it is taken for granted.

Wrong = Callable[[Problem], Problem]


def column(part: str, name: str, change: Callable[[np.ndarray], np.ndarray]) -> Wrong:
    def wrong(problem: Problem) -> Problem:
        table = getattr(problem, part)
        return replace(problem, **{part: replace(table, **{name: change(getattr(table, name))})})

    return wrong


def hauls(**changed: Any) -> Wrong:
    return lambda problem: replace(problem, haul=replace(problem.haul, **changed))


def one_way_shorter(problem: Problem) -> Problem:
    km = problem.haul.km.copy()
    km[problem.haves.site, problem.needs.site[-1]] /= 2
    return replace(problem, haul=replace(problem.haul, km=km))


def one_lot_less(problem: Problem) -> Problem:
    haves = np.ones(len(problem.haves), dtype=bool)
    needs = np.arange(len(problem.needs)) > 0
    return problem.part_of(haves, needs, np.ones(len(problem.plants)))


CHANGES: dict[str, Wrong] = {
    "a cheaper kilometre": hauls(driving_eur_per_tkm=0.01),
    "cheaper loading": hauls(loading_eur_per_t=0.0),
    "a shorter way": one_way_shorter,
    "haves that come sooner": column("haves", "first", np.zeros_like),
    "haves that stay longer": column("haves", "last", lambda last: np.full_like(last, 3)),
    "needs that come sooner": column("needs", "first", np.zeros_like),
    "needs that wait longer": column("needs", "last", lambda last: np.full_like(last, 3)),
    "haves elsewhere": column("haves", "site", lambda site: site[::-1].copy()),
    "needs elsewhere": column("needs", "site", lambda site: site[::-1].copy()),
    "needs that take all": column("accepts", "group_takes", np.ones_like),
    "weeds that are gone": column("haves", "only_outlets", np.zeros_like),
    "a need that is gone": one_lot_less,
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_memory_of_something_else_is_no_memory(seed: int, what: str):
    before, memory = drawn(seed), Memory()
    price(before, terrain(before), about_to_stay(before), 0, memory)
    now = CHANGES[what](before)
    duals = moved(about_to_stay(now), np.random.default_rng(seed))
    assert_same_look(now, duals, memory, by_distance=True)


def test_of_too_many_pairs_nothing_is_remembered_and_looks_are_the_same(monkeypatch):
    monkeypatch.setattr("kotipesa.plan.solve.memory._MOST", 0)
    problem, memory, dice = drawn(3), Memory(), np.random.default_rng(3)
    ground, duals = terrain(problem), solve(problem).duals
    for _ in range(3):
        assert_same_look(problem, duals, memory, by_distance=True)
        duals = moved(duals, dice)
    assert not len(memory.spare(ground, have_worth(problem, duals), duals.need))
