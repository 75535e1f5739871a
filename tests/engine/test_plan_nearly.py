# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that countries too large for one program get a plan that is one, and a bound that holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.arrays import Indices
from kotipesa.plan.certificate import certified
from kotipesa.plan.money import money
from kotipesa.plan.network.network import Network
from kotipesa.plan.parts.boxes import in_whole, shared_out
from kotipesa.plan.parts.dividing import divided
from kotipesa.plan.parts.solving import solve_in_parts
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import in_first_months, stock_levels, unmet_tonnes
from kotipesa.plan.solve.generation import Flows, solve
from kotipesa.testing import random_tables

few = settings(max_examples=12, derandomize=True, database=None, deadline=None)
SEEDS = st.integers(1000, 9999)


def drawn(seed: int) -> Problem:
    """Draw a region where nothing is agreed or asked of the whole."""
    draft = random_tables(seed)
    draft.tables.pop("locked", None)
    draft.settings.pop("min_recovery_share", None)
    return build_problem(draft.region())


def nearly(problem: Problem, part_lots: int, gap: float = 1e-3, **more: float) -> Flows:
    return solve_in_parts(problem, gap, part_lots=part_lots, whole_lots=0, **more)


def places(problem: Problem, nodes: Indices) -> list[str]:
    rows = problem.haul.site[problem.node_site[nodes]]
    return list(problem.region.sites.id[rows])


@few
@given(SEEDS, st.integers(3, 8))
def test_plan_and_bound_hold_the_optimum_between_them(seed, part_lots):
    problem = drawn(seed)
    best, flows = solve(problem, gap=0.0), nearly(problem, part_lots)
    allowed = 1e-6 * max(1.0, abs(best.objective_eur))
    assert flows.lower_bound_eur - allowed <= best.objective_eur
    assert best.objective_eur <= flows.objective_eur + allowed
    near = flows.objective_eur - flows.lower_bound_eur <= 1e-3 * max(1.0, flows.objective_eur)
    assert near == (flows.status != "time_limit")


@few
@given(SEEDS, st.integers(3, 8))
def test_what_is_planned_nearly_is_certified_like_any_plan(seed, part_lots):
    problem = drawn(seed)
    flows = nearly(problem, part_lots)
    arcs, tonnes = in_first_months(problem, flows.arcs, flows.tonnes)
    levels, unmet = stock_levels(problem, arcs, tonnes), unmet_tonnes(problem, arcs, tonnes)
    cost = money(problem, arcs, tonnes, levels, unmet).objective_eur
    proof = certified(problem, flows, arcs, tonnes, cost)
    assert proof.bound_eur == pytest.approx(flows.lower_bound_eur, rel=1e-9, abs=1e-6)


@few
@given(SEEDS, st.integers(2, 8), st.floats(0.0, 3.0))
def test_boxes_have_every_tonne_and_every_plant_once(seed, box_lots, turn):
    problem = drawn(seed)
    flows = solve(problem, gap=0.0)
    boxes = shared_out(problem, flows.arcs, flows.tonnes, divided(problem, box_lots, turn).leaf)
    parts = [boxes.cut_out(problem, box) for box in range(boxes.count)]
    total, count = np.zeros(problem.lot_count), len(problem.haves)
    for part in parts:
        total[part.haves] += part.problem.haves.tonnes
        total[count + part.needs] += part.problem.needs.tonnes
    np.testing.assert_allclose(total, problem.lot_tonnes, atol=1e-5)
    plants = np.sort(np.concatenate([part.plants for part in parts]))
    assert plants.tolist() == list(range(len(problem.plants)))


def test_an_arc_of_a_box_is_the_same_one_in_the_whole():
    problem = drawn(1001)
    flows = solve(problem, gap=0.0)
    boxes = shared_out(problem, flows.arcs, flows.tonnes, divided(problem, 4).leaf)
    for box in range(boxes.count):
        part = boxes.cut_out(problem, box)
        arcs = solve(part.problem).arcs
        there = in_whole(problem, part, arcs)
        for end in ("tail", "head"):
            here = places(part.problem, getattr(arcs, end))
            assert here == places(problem, getattr(there, end))


def test_two_processes_plan_the_same_bytes_nearly():
    problem = drawn(1003)
    one, two = (nearly(problem, 8, seconds=0.0, processes=count) for count in (1, 2))
    assert one.tonnes.tobytes() == two.tonnes.tobytes()
    assert one.lower_bound_eur == two.lower_bound_eur


def test_when_the_time_is_over_there_is_nearly_a_plan():
    problem = drawn(1005)
    flows = nearly(problem, 5, gap=0.0, seconds=0.0)
    best = solve(problem, gap=0.0)
    assert flows.lower_bound_eur - 1e-6 <= best.objective_eur <= flows.objective_eur + 1e-6


@few
@given(st.integers(0, 999))
def test_a_settled_network_is_as_near_as_it_was_told(seed):
    rng = np.random.default_rng(seed)
    nodes, arcs = 12, 60
    supply = np.round(rng.normal(size=nodes) * 100)
    network = Network(supply, np.full(nodes, 60.0), np.full(nodes, 60.0))
    tail, head = rng.integers(0, nodes, (2, arcs)).astype(np.int32)
    network.add(tail, head, rng.uniform(0, 9, arcs), rng.choice([20.0, np.inf], arcs))
    network.settle(np.full(len(network), 1e4), (2.0, 0.5, 0.01))
    proof, edges, price = network.certificate(), network.edges, network.prices
    assert max(proof.residual_t, proof.over_t, -proof.least_t) <= 1e-5
    pays = edges.cost + price[edges.tail] - price[edges.head]
    assert pays[edges.flow < np.minimum(edges.capacity, 1e4) - 1e-5].min() >= -0.010001
    assert pays[edges.flow > 1e-5].max() <= 0.010001
    exact = Network(supply, np.full(nodes, 60.0), np.full(nodes, 60.0))
    exact.add(tail, head, edges.cost[2 * nodes :], edges.capacity[2 * nodes :])
    best = exact.solve().objective_eur
    assert proof.objective_eur == pytest.approx(best, abs=0.011 * edges.flow.sum() + 1e-3)
