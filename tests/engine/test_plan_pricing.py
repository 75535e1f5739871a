# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the compiled pricing to every arc written out and priced one by one, in plain NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.downstream import Downstream
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.pricing import have_worth, price
from kotipesa.plan.solve.scan import NEGATIVE
from kotipesa.plan.solve.terrain import terrain
from kotipesa.region.tables import SOURCE
from kotipesa.testing import random_tables

SIZES = [(seed, 10 + seed * 23 % 150) for seed in range(24)]


def drawn(seed: int, lots: int) -> Problem:
    draft = random_tables(seed, lots=lots)
    draft.tables["locked"] = []
    return build_problem(draft.region())


def at_random(problem: Problem, seed: int) -> Duals:
    """Draw prices that no program gave: lots, capacities, recovery and entry."""
    dice = np.random.default_rng(seed)
    plants, months = len(problem.plants), problem.months
    return replace(
        about_to_stay(problem),
        have=dice.uniform(-5, 12, len(problem.haves)),
        need=dice.uniform(-5, 12, len(problem.needs)),
        month=dice.uniform(-2, 0, (plants, months)),
        total=dice.uniform(-2, 0, plants),
        recovery=float(dice.uniform(0, 2)),
        entry=dice.uniform(0, 3, (plants, problem.lot_count)),
    )


def reduced(problem: Problem, duals: Duals, onwards: Downstream, every: Arcs) -> np.ndarray:
    """Price arcs out of haves and sources, one by one."""
    role, haves, lots = node_roles(problem), len(problem.haves), problem.lot_count
    tail, head, cost = role[every.tail], role[every.head], arc_cost(problem, every)
    worth = have_worth(problem, duals)
    for row in range(len(every)):
        giver, taker, month = every.tail[row], every.head[row], every.month[row]
        if tail[row] == HAVE:
            cost[row] -= worth[giver]
        if tail[row] == SOURCE:
            cost[row] -= duals.month[giver - lots, month] + duals.total[giver - lots]
        if head[row] == NEED:
            cost[row] -= duals.need[taker - haves]
            cost[row] -= duals.recovery if tail[row] == HAVE else 0.0
        else:
            plant = taker - lots
            gate = onwards.intake[plant, every.grade[row], month]
            cost[row] += gate - problem.plants.price_eur_per_t[plant]
        if duals.entry is not None and tail[row] == HAVE and head[row] != NEED:
            cost[row] += duals.entry[taker - lots, giver]
        if duals.entry is not None and tail[row] == SOURCE:
            cost[row] += duals.entry[giver - lots, taker]
    return cost


def by_lot(problem: Problem, every: Arcs, cost: np.ndarray) -> np.ndarray:
    """Find the least below 0 of each have, and of each need what sources give."""
    least = np.zeros(problem.lot_count)
    from_have = node_roles(problem)[every.tail] == HAVE
    np.minimum.at(least, np.where(from_have, every.tail, every.head), cost)
    return least


@pytest.mark.parametrize("kind", ["optimal", "about to stay", "at random"])
@pytest.mark.parametrize(("seed", "lots"), SIZES)
def test_pricing_finds_what_enumeration_finds(seed: int, lots: int, kind: str):
    problem = drawn(seed, lots)
    duals = {
        "optimal": lambda: solve(problem).duals,
        "about to stay": lambda: about_to_stay(problem),
        "at random": lambda: at_random(problem, seed),
    }[kind]()
    priced = price(problem, terrain(problem), duals, 3)
    every = every_arc(problem)
    every = every.take(np.isin(node_roles(problem)[every.tail], (HAVE, SOURCE)))
    cost = reduced(problem, duals, priced.onwards, every)
    least = by_lot(problem, every, cost)
    bound = duals.fixed_eur(problem) + least @ problem.lot_tonnes
    assert priced.lower_bound_eur == pytest.approx(bound, rel=1e-12, abs=1e-6)
    assert priced.clean == bool((least >= NEGATIVE).all())
    found = reduced(problem, duals, priced.onwards, priced.arcs)
    assert (found < NEGATIVE).all()
    best = by_lot(problem, priced.arcs, found)
    assert best == pytest.approx(np.where(least < NEGATIVE, least, 0.0), abs=1e-9)


@pytest.mark.parametrize(("seed", "lots"), SIZES[:8])
def test_arcs_that_pay_exist(seed: int, lots: int):
    problem = drawn(seed, lots)
    size = (len(problem.node_site), len(problem.grades), problem.months)
    found = price(problem, terrain(problem), about_to_stay(problem), 3).arcs
    keys = found.keys(*size)
    assert len(np.unique(keys)) == len(keys)
    assert np.isin(keys, every_arc(problem).keys(*size)).all()
