# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold shifts to their laws: moves are proven, bounds hold, tighter targets cost more."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InfeasibleError, InternalError
from kotipesa.periods import month_number, month_text
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve, start_of
from kotipesa.scenarios import Sweep
from kotipesa.shifts import Asked, shift
from kotipesa.shifts.certain import certain
from kotipesa.shifts.moving import movable, moved, widened
from kotipesa.shifts.targets import emissions_curve, emitted_kg, recovery_curve
from kotipesa.testing import random_region, random_tables, tiny, tiny_tables

few = settings(max_examples=3, derandomize=True, database=None)
SEEDS = st.integers(1000, 9999)
QUICK = Asked(recovery=(), ceilings=())


def calendar_tables(seed, projects=3):
    """Draft a region in which nothing is agreed and some projects may move."""
    draft = random_tables(seed)
    draft.tables["locked"] = []
    draft.tables["projects"] = [
        {"id": f"p{n}", "shift_earlier": str(n % 2), "shift_later": str(1 + n % 2)}
        for n in range(projects)
    ]
    for row, lot in enumerate(draft.tables["lots"]):
        lot["project"] = f"p{row % (projects + 1)}" if row % (projects + 1) < projects else ""
    draft.settings.pop("alternatives", None)
    draft.settings["start"] = month_text(month_number(draft.settings["start"]) - 3)
    draft.settings["months"] += 6
    return draft


def weighed(seed, asked=QUICK, **wishes):
    return shift(calendar_tables(seed).region(), asked, Sweep(**wishes))


@few
@given(SEEDS)
def test_each_move_is_worth_what_plans_made_anew_say(seed):
    region = calendar_tables(seed).region()
    result = shift(region, QUICK, Sweep())
    problem = build_problem(region)
    least = 1e-5 * result.objective_eur
    for place, one in enumerate(result.alone):
        gains = {}
        for move in one["moves"]:
            months = np.array([move["months"]])
            anew = solve(moved(problem, result.those.project[[place]], months)).objective_eur
            gains[move["months"]] = result.objective_eur - anew
            assert gains[move["months"]] <= move["at_most_eur"] + least
            if move["gain_eur"] is not None:
                assert move["gain_eur"] == pytest.approx(gains[move["months"]], abs=least)
        best = max([0.0, *(m["gain_eur"] for m in one["moves"] if m["gain_eur"] is not None)])
        assert best == pytest.approx(max(0.0, *gains.values()), abs=least)


@few
@given(SEEDS, st.sampled_from([1, 5, 200]))
def test_joint_moves_lie_between_the_bound_and_the_best_of_all(seed, most_solves):
    region = calendar_tables(seed).region()
    result = shift(region, replace(QUICK, most_solves=most_solves), Sweep())
    problem, joint = build_problem(region), result.joint
    costs = [
        solve(moved(problem, result.those.project, np.array(months))).objective_eur
        for months in product(*((0, *some) for some in result.those.months))
    ]
    least = 1e-5 * result.objective_eur
    assert joint.lower_bound_eur <= min(costs) + least
    assert min(costs) - least <= joint.flows.objective_eur <= result.objective_eur
    chosen = moved(problem, result.those.project, joint.months)
    assert joint.flows.objective_eur == pytest.approx(solve(chosen).objective_eur, rel=1e-6)
    if joint.gap < 1e-6 or most_solves > len(costs):
        assert joint.flows.objective_eur == pytest.approx(min(costs), abs=least)
        assert joint.gap <= 1e-5


@few
@given(SEEDS)
def test_what_everybody_gains_adds_up_to_the_saving(seed):
    result = weighed(seed)
    saving = result.objective_eur - result.joint.flows.objective_eur
    assert sum(result.gains.values()) == pytest.approx(saving, abs=1e-5 * result.objective_eur)
    for one in result.alone:
        best = max((m["gain_eur"] or 0.0 for m in one["moves"]), default=0.0)
        if one["gains"]:
            assert sum(one["gains"].values()) == pytest.approx(
                best, abs=1e-5 * result.objective_eur
            )


@few
@given(SEEDS)
def test_wider_windows_never_cost_more_than_any_moves(seed):
    problem = build_problem(calendar_tables(seed).region())
    those = movable(problem)
    wide = solve(widened(problem, those.project, those.options)).objective_eur
    for months in [tuple(some[0] for some in those.months), tuple(s[-1] for s in those.months)]:
        one = solve(moved(problem, those.project, np.array(months, dtype=int)))
        assert wide <= one.objective_eur * (1 + 1e-9) + 1e-6


def test_processes_change_nothing():
    alone, together = weighed(1234), weighed(1234, processes=2)
    assert alone.alone == together.alone
    assert alone.joint.months.tolist() == together.joint.months.tolist()


def test_no_move_pays_for_lots_that_leave_the_horizon():
    draft = calendar_tables(1234)
    for project in draft.tables["projects"]:
        project["shift_later"] = "600"
    problem = build_problem(draft.region())
    those = movable(problem)
    for project, months in zip(those.project, those.months, strict=True):
        for by in months:
            now = moved(problem, np.array([project]), np.array([by]))
            for ends in (now.haves, now.needs):
                assert (ends.first <= ends.last).all()


def test_what_is_agreed_holds_its_project():
    draft = random_tables(7)
    agreed = draft.tables["locked"][0]
    lot = agreed["from_id"] if agreed["from_kind"] == "lot" else agreed["to_id"]
    draft.tables["projects"] = [{"id": "p", "shift_earlier": "1", "shift_later": "1"}]
    for row in draft.tables["lots"]:
        row["project"] = "p" if row["id"] == lot else ""
    draft.settings.pop("alternatives", None)
    assert len(movable(build_problem(draft.region()))) == 0


def test_an_alternative_without_what_is_agreed_is_not_compared():
    draft = random_tables(7)
    agreed = draft.tables["locked"][0]
    lot = agreed["from_id"] if agreed["from_kind"] == "lot" else agreed["to_id"]
    draft.tables["projects"] = [{"id": "p"}, {"id": "q", "alternative_of": "p"}]
    for row in draft.tables["lots"]:
        row["project"] = "p" if row["id"] == lot else ""
    draft.settings["alternatives"] = ["p"]
    assert shift(draft.region(), QUICK, Sweep()).alternatives == ()


def test_no_plan_is_told_that_fails_its_certificate():
    problem = build_problem(tiny())
    flows = solve(problem)
    assert certain(problem, flows) is flows
    with pytest.raises(InternalError):
        certain(problem, replace(flows, tonnes=2 * flows.tonnes))


def test_a_region_without_a_plan_says_so():
    with pytest.raises(InfeasibleError):
        shift(random_tables(7, broken_lock=True).region(), QUICK, Sweep())


@few
@given(SEEDS)
def test_a_ceiling_costs_more_and_its_price_rises_with_every_step(seed):
    problem = build_problem(random_region(seed))
    flows = solve(problem)
    free_kg = emitted_kg(problem, flows)
    ceilings = [part * free_kg for part in (1.1, 1.0, 0.9, 0.8, 0.6, 0.3)]
    steps = [s for s in emissions_curve(problem, ceilings, start_of(flows)) if s.is_feasible]
    cost = np.array([s.objective_eur for s in steps])
    price = np.array([s.marginal_eur for s in steps])
    kg = np.array([s.target for s in steps])
    least = 1e-5 * max(1.0, cost.max())
    assert (np.diff(cost) >= -least).all()
    assert (np.diff(price) >= -1e-6 * max(1.0, price.max())).all()
    slopes = np.diff(cost)[1:] / -np.diff(kg)[1:] if len(steps) > 2 else np.zeros(0)
    assert (np.diff(slopes) >= -1e-4 * max(1.0, slopes.max(initial=0.0))).all()
    for step in steps:
        assert step.lower_bound_eur <= step.objective_eur + least
        assert step.lower_bound_eur == pytest.approx(step.objective_eur, abs=least)


def test_a_ceiling_between_two_plans_is_their_mixture():
    problem = build_problem(random_region(3))
    flows = solve(problem)
    kg = emitted_kg(problem, flows)
    a, b, c = emissions_curve(problem, [0.90 * kg, 0.899 * kg, 0.898 * kg], start_of(flows))
    if a.is_feasible and a.marginal_eur == c.marginal_eur:
        assert b.objective_eur == pytest.approx((a.objective_eur + c.objective_eur) / 2, rel=1e-9)


def test_a_ceiling_that_is_dear_to_keep_can_be_kept():
    draft = tiny_tables()
    del draft.settings["min_recovery_share"]
    draft.tables["locked"] = []
    for row in draft.tables["distances"]:
        row |= {"km": "0.01", "eur_per_t": "", "kgco2e_per_t": ""}
    for row in draft.tables["facilities"]:
        row["kgco2e_per_t"] = "0"
    problem = build_problem(draft.region())
    flows = solve(problem)
    (step,) = emissions_curve(problem, [0.0], start_of(flows))
    nothing_moves_eur = problem.unmet_eur_per_t * problem.lot_tonnes.sum()
    assert emitted_kg(problem, flows) > 0
    assert step.objective_eur == pytest.approx(nothing_moves_eur, rel=1e-6)
    assert step.lower_bound_eur == pytest.approx(nothing_moves_eur, rel=1e-6)


@few
@given(SEEDS)
def test_recovery_costs_more_the_more_is_asked_and_all_is_told(seed):
    problem = build_problem(random_region(seed))
    start = start_of(solve(problem))
    steps = recovery_curve(problem, (1.0, 0.0, 0.5, 0.75, 0.9), start)
    assert [step.target for step in steps] == [0.0, 0.5, 0.75, 0.9, 1.0]
    costs = [step.objective_eur for step in steps if step.is_feasible]
    assert all(b >= a * (1 - 1e-6) for a, b in pairwise(costs))
    feasible = [step.is_feasible for step in steps]
    assert feasible == sorted(feasible, reverse=True)
    for step in steps:
        if step.is_feasible:
            assert step.marginal_eur >= 0
