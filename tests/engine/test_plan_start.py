# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that a start from a like plan changes how long a plan takes, and never what it costs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.arrays import take
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve, start_of
from kotipesa.plan.solve.start import carried
from kotipesa.scenarios import KINDS, shipped_variation
from kotipesa.scenarios.drawing import Dice
from kotipesa.scenarios.edits import edited
from kotipesa.testing import random_region

few = settings(max_examples=8, derandomize=True, database=None)
SEEDS = st.integers(1000, 9999)
ALWAYS, NEVER = 0, 1_000_000


@few
@given(SEEDS, SEEDS, st.sampled_from([ALWAYS, NEVER]))
def test_a_start_from_another_scenario_changes_no_cost(seed, other, network_from):
    region = random_region(seed)
    dice = Dice(region, shipped_variation(), KINDS, other)
    first, second = (build_problem(edited(region, dice.draw(n))) for n in range(2))
    end = start_of(solve(first, gap=0.0))
    anew = solve(second, gap=0.0, network_from=network_from)
    begun = solve(second, gap=0.0, network_from=network_from, start=end)
    assert begun.objective_eur == pytest.approx(anew.objective_eur, rel=1e-9, abs=1e-6)
    assert begun.lower_bound_eur == pytest.approx(anew.lower_bound_eur, rel=1e-6)


def test_a_region_of_nothing_is_a_start_too():
    region = random_region(1)
    nothing = {
        name: take(getattr(region, name), np.zeros(0, dtype=np.int64))
        for name in ("lots", "facilities", "locks")
    }
    problem = build_problem(region.replace(**nothing, min_recovery_share=None))
    start = start_of(solve(problem))
    assert solve(problem, start=start).objective_eur == 0


@few
@given(SEEDS)
def test_a_start_from_a_region_of_other_lots_changes_no_cost(seed):
    one, other = build_problem(random_region(seed)), build_problem(random_region(seed + 1))
    end = start_of(solve(one))
    begun, anew = solve(other, gap=0.0, start=end), solve(other, gap=0.0)
    assert begun.objective_eur == pytest.approx(anew.objective_eur, rel=1e-9, abs=1e-6)


@few
@given(SEEDS)
def test_the_same_problem_is_proven_in_one_round_with_the_same_moves(seed):
    problem = build_problem(random_region(seed))
    flows = solve(problem, gap=0.0)
    again = solve(problem, gap=0.0, start=start_of(flows))
    assert again.rounds == 1
    assert again.objective_eur == pytest.approx(flows.objective_eur, rel=1e-12)
    size = (len(problem.node_site), len(problem.grades), problem.months)
    assert set(again.arcs.keys(*size)) == set(flows.arcs.keys(*size))


def test_a_start_of_other_months_is_left_aside():
    region = random_region(5)
    end = start_of(solve(build_problem(region)))
    longer = build_problem(region.replace(months=region.settings.months + 6))
    begun, anew = solve(longer, start=end), solve(longer)
    assert begun.objective_eur == anew.objective_eur


def test_moves_are_carried_into_the_windows_of_now():
    problem = build_problem(random_region(5))
    end = start_of(solve(problem))
    late = replace(
        problem.haves,
        first=np.minimum(problem.haves.first + 2, problem.months - 1),
        last=np.minimum(problem.haves.last + 2, problem.months - 1),
    )
    now = replace(problem, haves=late)
    moved = carried(end, now).arcs
    from_have = moved.tail < len(problem.haves)
    tail = moved.tail[from_have]
    assert (late.first[tail] <= moved.month[from_have]).all()
    assert (moved.month[from_have] <= late.last[tail]).all()
    size = (len(now.node_site), len(now.grades), now.months)
    assert len(np.unique(moved.keys(*size))) == len(moved) > 0
