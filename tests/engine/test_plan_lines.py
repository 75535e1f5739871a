# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Straight lines measured when asked for are those of the table of every two sites."""

from dataclasses import replace

import numpy as np
import pytest

from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.lines import StraightLines
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import solve
from kotipesa.roads import crow_kilometres
from kotipesa.testing import random_tables


def by_crow(seed: int, lots: int = 60, **settings: object) -> Problem:
    draft = random_tables(seed, lots=lots)
    draft.tables["distances"], draft.tables["locked"] = [], []
    return build_problem(draft.region().replace(distance_rule="crow", **settings))


def with_table(problem: Problem) -> Problem:
    every = np.arange(len(problem.haul.site))
    km = problem.haul.km[np.ix_(every, every)]
    return replace(problem, haul=replace(problem.haul, km=km))


def test_lines_are_those_of_the_table_to_the_last_bit_and_none_is_too_long() -> None:
    x_m, y_m = np.random.default_rng(1).uniform(0, 1e5, (2, 80))
    table = crow_kilometres(x_m, y_m, 1.37).km
    table[table > 90] = np.inf
    lines = StraightLines(x_m, y_m, 1.37 / 1000, 90)
    every = np.arange(80)
    np.testing.assert_array_equal(lines[np.ix_(every, every)], table)
    assert table[np.isfinite(table)].max() <= lines.longest_km() <= 90


def test_no_line_is_longest_where_there_is_no_site() -> None:
    none = np.zeros(0)
    assert StraightLines(none, none, 1.3, np.inf).longest_km() == 0


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("max_km", [np.inf, 25.0])
def test_a_plan_by_lines_is_the_plan_by_the_table(seed: int, max_km: float) -> None:
    problem = by_crow(seed, max_km=max_km)
    lines, table = solve(problem), solve(with_table(problem))
    assert isinstance(problem.haul.km, StraightLines)
    assert lines.objective_eur == pytest.approx(table.objective_eur, rel=1e-12)
    assert lines.lower_bound_eur == pytest.approx(table.lower_bound_eur, rel=1e-12)


def test_kilometres_somebody_told_are_kept_in_a_table() -> None:
    draft = random_tables(3, lots=40)
    region = draft.region().replace(distance_rule="crow")
    assert isinstance(build_problem(region).haul.km, np.ndarray) == bool(len(region.distances.km))
