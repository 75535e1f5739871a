# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that a plan made over parts costs what a plan made at once does, however it is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.plan.network.adjusting import Adjuster
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.parts.dividing import divided
from kotipesa.plan.parts.joining import end_of, start_of_parts
from kotipesa.plan.parts.part import part_of
from kotipesa.plan.parts.solving import begun_in_parts, solve_in_parts
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import from_network, whole_on_network
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.terrain import terrain
from kotipesa.testing import random_region, random_tables

few = settings(max_examples=12, derandomize=True, database=None, deadline=None)
SEEDS = st.integers(1000, 9999)


def drawn(seed: int) -> Problem:
    return build_problem(random_region(seed))


def drawn_without(seed: int, *roles: str) -> Problem:
    draft = random_tables(seed)
    rows = draft.tables["facilities"]
    draft.tables["facilities"] = [row for row in rows if row["role"] not in roles]
    draft.tables.pop("locked", None)
    draft.settings.pop("min_recovery_share", None)
    return build_problem(draft.region())


def real_eur(regional: RegionalNetwork) -> float:
    """Tell what flows cost, those aside that stand for nothing real."""
    proof = regional.network.certificate()
    return proof.objective_eur - regional.dear_eur * proof.artificial_t


@few
@given(SEEDS, st.integers(2, 12))
def test_parts_change_no_cost_and_no_bound(seed, part_lots):
    problem = drawn(seed)
    at_once = solve(problem, gap=0.0)
    in_parts = solve_in_parts(problem, 0.0, part_lots=part_lots)
    assert in_parts.status == "optimal"
    assert in_parts.objective_eur == pytest.approx(at_once.objective_eur, rel=1e-9, abs=1e-6)
    assert in_parts.lower_bound_eur == pytest.approx(at_once.lower_bound_eur, rel=1e-9, abs=1e-6)


def test_the_same_bytes_come_of_one_process_and_of_two():
    problem = drawn(2)
    one, two = (solve_in_parts(problem, 0.0, part_lots=6, processes=n) for n in (1, 2))
    assert one.tonnes.tobytes() == two.tonnes.tobytes()
    assert one.lower_bound_eur == two.lower_bound_eur
    for name in ("tail", "head", "grade", "month"):
        assert getattr(one.arcs, name).tolist() == getattr(two.arcs, name).tolist()


@few
@given(SEEDS, st.integers(2, 12))
def test_parts_change_nothing_where_a_network_says_all(seed, part_lots):
    problem = drawn_without(seed, "process", "store")
    start = begun_in_parts(problem, part_lots)
    (one, least), (other, same) = (
        whole_on_network(problem, terrain(problem), begun) for begun in (None, start)
    )
    cost = one.network.certificate().objective_eur
    assert other.network.certificate().objective_eur == pytest.approx(cost, rel=1e-9, abs=1e-6)
    assert (least, same) == pytest.approx((cost, cost), rel=1e-9, abs=1e-6)


@few
@given(SEEDS, st.integers(2, 12))
def test_joined_networks_carry_what_those_of_the_parts_carried(seed, part_lots):
    problem = drawn(seed)
    all_of = part_of(problem, np.ones(len(problem.haul.site), dtype=bool))
    parts = [part_of(problem, sites) for sites in divided(problem, part_lots).at(0)]
    found = [from_network(part.problem, terrain(part.problem), np.inf) for part in parts]
    start = start_of_parts(all_of, parts, [end_of(*one) for one in found])
    joined = RegionalNetwork(problem)
    joined.add(start.arcs)
    Adjuster(joined).resume(start.arcs.take(start.arc), start.stand)
    apart = [regional for regional, _ in found]
    proof = joined.network.certificate()  # before the first solve nothing artificial costs
    assert proof.objective_eur == pytest.approx(sum(map(real_eur, apart)), rel=1e-9, abs=1e-6)
    assert max(proof.residual_t, proof.over_t, -proof.least_t) <= 1e-6


@few
@given(SEEDS, st.integers(1, 20))
def test_every_lot_and_plant_is_in_one_part_and_no_site_in_two(seed, part_lots):
    problem = drawn(seed)
    division = divided(problem, part_lots)
    for level in range(division.levels + 1):
        parts = [part_of(problem, sites) for sites in division.at(level)]
        for name in ("haves", "needs", "plants"):
            rows = np.sort(np.concatenate([getattr(part, name) for part in parts]))
            assert rows.tolist() == list(range(len(getattr(problem, name))))
    assert problem.lot_count <= part_lots << division.levels


def test_a_part_hauls_as_the_whole_does():
    problem = drawn(7)
    sites = divided(problem, 5).at(0)[0]
    part = part_of(problem, sites)
    here = np.flatnonzero(sites)
    every = np.arange(len(here))
    whole = problem.haul.price_of(*np.ix_(here, here))
    np.testing.assert_array_equal(part.problem.haul.price_of(*np.ix_(every, every)), whole)
    assert here[part.problem.haves.site].tolist() == problem.haves.site[part.haves].tolist()
    assert here[part.problem.plants.site].tolist() == problem.plants.site[part.plants].tolist()


def test_halves_have_as_many_lots_but_for_those_of_one_site():
    problem = drawn(11)
    division = divided(problem, problem.lot_count // 2 + 1)
    lots = np.bincount(problem.node_site[: problem.lot_count], minlength=len(division.leaf))
    first, later = (int(lots[sites].sum()) for sites in division.at(0))
    assert abs(first - later) <= 2 * lots.max()


def test_when_the_time_is_over_there_is_still_a_plan_and_a_bound():
    problem = drawn(3)
    flows = solve_in_parts(problem, 0.0, 0.0, part_lots=4)
    best = solve(problem, gap=0.0)
    assert flows.lower_bound_eur - 1e-6 <= best.objective_eur <= flows.objective_eur + 1e-6
    assert np.all(flows.broken_lock_t <= 1e-5)


def test_without_lots_there_is_nothing_to_divide():
    problem = drawn(4)
    nowhere = np.zeros(len(problem.haul.site), dtype=bool)
    empty = part_of(problem, nowhere).problem
    assert (divided(empty, 1).levels, divided(empty, 1).leaf.tolist()) == (0, [])
    assert solve_in_parts(empty, part_lots=1).objective_eur == 0
