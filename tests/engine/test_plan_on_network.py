# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plans that begin on the region's network to those that do not."""

import numpy as np
import pytest

from kotipesa.plan.network.adjusting import Adjuster
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import (
    first_arcs,
    from_network,
    paying_arcs,
    whole_on_network,
)
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import terrain
from kotipesa.testing import Draft, random_tables, small_tables, tiny_tables

SAME, NOISE_T = 1e-9, 1e-9
NAMES = ["tiny", "small", *(f"random {seed}" for seed in range(30))]
GRADE = {"fitness": "s1", "contamination": "clean", "sulphide": "no"}


def draft(name: str) -> Draft:
    kind, _, seed = name.partition(" ")
    if kind != "random":
        return tiny_tables() if kind == "tiny" else small_tables()
    return random_tables(int(seed), lots=24 if int(seed) % 2 else 60)


def problem_of(name: str) -> Problem:
    return build_problem(draft(name).region())


def without(problem_draft: Draft, *roles: str) -> Draft:
    """Leave facilities of some roles out, and what was agreed about anything."""
    tables = problem_draft.tables
    tables["facilities"] = [row for row in tables["facilities"] if row["role"] not in roles]
    tables.pop("locked", None)
    problem_draft.settings.pop("min_recovery_share", None)
    return problem_draft


def assert_all_network(problem: Problem) -> None:
    """Plan on the network alone, and hold the plan to its bound and to that of the program."""
    regional, bound = whole_on_network(problem, terrain(problem))
    proof = regional.network.certificate()
    assert proof.holds(NOISE_T, SAME)
    assert bound == pytest.approx(proof.objective_eur, rel=SAME, abs=SAME)
    assert solve(problem).objective_eur == pytest.approx(bound, rel=SAME, abs=SAME)


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_begun_on_the_network_costs_the_same(name: str):
    problem = problem_of(name)
    plain, begun = solve(problem), solve(problem, network_from=0)
    assert begun.status == plain.status == "optimal"
    assert begun.objective_eur == pytest.approx(plain.objective_eur, rel=SAME, abs=SAME)
    assert begun.lower_bound_eur <= plain.objective_eur + SAME * max(1.0, plain.objective_eur)


@pytest.mark.parametrize("name", NAMES)
def test_a_process_may_make_nothing_at_all(name: str):
    lossy = draft(name)
    for row in lossy.tables["facilities"]:
        if row["role"] == "process":
            row |= {"yield": "0", "residue_material": ""}
    lossy.tables["locked"] = []
    problem = build_problem(lossy.region())
    cost = solve(problem).objective_eur
    assert solve(problem, network_from=0).objective_eur == pytest.approx(cost, rel=SAME, abs=SAME)


@pytest.mark.parametrize("name", NAMES)
def test_a_region_of_lots_outlets_and_sources_is_all_network(name: str):
    assert_all_network(build_problem(without(draft(name), "store", "process").region()))


def test_stores_of_one_grade_are_all_network():
    tables = without(small_tables(), "process")
    for row in tables.tables["lots"]:
        row.update(GRADE if row["direction"] == "have" else {}, material="louhe")
        row.pop("accepts", None)
    for row in tables.tables["facilities"]:
        row["materials"] = ""
    assert_all_network(build_problem(tables.region()))


@pytest.mark.parametrize("name", NAMES)
def test_prices_of_any_round_bound_the_optimum(name: str):
    problem = problem_of(name)
    optimum, ground = solve(problem).objective_eur, terrain(problem)
    regional = RegionalNetwork(problem)
    adjuster = Adjuster(regional)
    fresh = first_arcs(problem, ground)
    for _ in range(4):
        regional.add(fresh)
        regional.solve()
        duals = regional.duals()
        priced = price(problem, ground, duals, 6)
        assert priced.lower_bound_eur <= optimum + SAME * max(1.0, optimum)
        fresh = paying_arcs(problem, ground, duals, priced)
        adjuster.adjust(priced.onwards)


def test_prices_of_capacities_are_never_above_nothing_even_unused_ones():
    # An outlet that nothing flows to may have a price above 0 in the network: a bound that counted
    # it would be above the optimum.
    problem = problem_of("small")
    regional, _ = from_network(problem, terrain(problem), np.inf)
    duals = regional.duals()
    assert max(duals.month.max(), duals.total.max(), duals.stock_cap.max()) <= 0
    assert (duals.have <= problem.unmet_eur_per_t).all()
    assert (duals.need <= problem.unmet_eur_per_t).all()


def test_the_order_of_lots_changes_no_byte_of_a_plan_begun_on_the_network():
    tables = random_tables(7, lots=60)
    one = solve(build_problem(tables.region()), network_from=0)
    tables.tables["lots"].reverse()
    other = solve(build_problem(tables.region()), network_from=0)
    assert one.tonnes.tobytes() == other.tonnes.tobytes()
    assert one.arcs.head.tobytes() == other.arcs.head.tobytes()
