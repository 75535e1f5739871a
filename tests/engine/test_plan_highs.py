# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the one speaker to HiGHS to programs whose answer is plain."""

import numpy as np
import pytest
from scipy.sparse import csc_array, csr_array

from kotipesa.plan.model.columns import Columns
from kotipesa.plan.solve.highs import GrowingProgram, Outcome

DEMAND_T = np.array([30.0, 20.0, 50.0])


def offers(rng: np.random.Generator, count: int) -> tuple[np.ndarray, Columns]:
    """Draw columns that each serve one of three demands at some cost."""
    row, cost = rng.integers(3, size=count), rng.uniform(1.0, 9.0, size=count)
    matrix = csc_array((np.ones(count), (row, np.arange(count))), shape=(3, count))
    return row, Columns(cost, matrix)


def least_eur(row: np.ndarray, cost: np.ndarray) -> np.ndarray:
    return np.array([cost[row == demand].min() for demand in range(3)])


@pytest.mark.parametrize("counts", [(40, 5), (40, 120_000), (120_000, 5)])
def test_a_program_of_any_size_grows_and_is_solved_to_its_optimum(counts: tuple[int, int]):
    rng = np.random.default_rng(1)
    program = GrowingProgram(DEMAND_T, DEMAND_T)
    rows, costs = [], []
    for count in counts:
        row, columns = offers(rng, count)
        rows.append(row)
        costs.append(columns.cost)
        program.add_columns(columns)
        answer = program.solve(np.inf)
        cheapest = least_eur(np.concatenate(rows), np.concatenate(costs))
        assert answer.outcome is Outcome.OPTIMAL
        assert answer.objective_eur == pytest.approx(DEMAND_T @ cheapest, rel=1e-9)
        assert answer.duals == pytest.approx(cheapest, rel=1e-9)
        assert len(answer.values) == sum(map(len, costs))


def test_columns_that_do_not_pay_cost_no_pivot_however_many_they_are():
    rng, (givers, takers) = np.random.default_rng(1), (60, 1000)
    tonnes = np.append(np.full(givers, takers / givers), np.ones(takers))
    giver, taker = np.divmod(np.arange(givers * takers), takers)
    rows, places = np.concatenate([giver, givers + taker]), np.tile(np.arange(len(giver)), 2)
    matrix = csc_array((np.ones(len(rows)), (rows, places)))
    cost, program = rng.uniform(1.0, 9.0, len(giver)), GrowingProgram(tonnes, tonnes)
    for dearer_eur in (0.0, 9.0):
        program.add_columns(Columns(cost + dearer_eur, matrix))
        program.solve(np.inf)
    told = program._highs.getInfo()
    assert max(told.simplex_iteration_count, told.ipm_iteration_count) == 0


def test_rows_over_columns_and_bounds_of_columns_hold_from_the_next_solve_on():
    program = GrowingProgram(DEMAND_T, DEMAND_T)
    row = np.array([0, 1, 2, 2])
    program.add_columns(
        Columns(np.array([1.0, 1.0, 1.0, 3.0]), csc_array((np.ones(4), (row, range(4)))))
    )
    assert program.solve(np.inf).objective_eur == pytest.approx(100.0)
    at_most = csr_array((np.ones(1), ([0], [2])), shape=(1, 4))
    program.add_rows(np.array([-np.inf]), np.array([40.0]), at_most)
    assert program.solve(np.inf).objective_eur == pytest.approx(120.0)
    program.set_column_bounds(np.array([2]), np.array([0.0]), np.array([10.0]))
    assert program.solve(np.inf).objective_eur == pytest.approx(180.0)
    program.set_column_bounds(np.array([2]), np.array([0.0]), np.array([np.inf]))
    assert program.solve(np.inf).objective_eur == pytest.approx(120.0)


def test_a_program_that_grew_returns_to_where_it_once_stood_and_finds_its_optimum():
    program = GrowingProgram(DEMAND_T, DEMAND_T, in_small_steps=True)
    row, columns = offers(np.random.default_rng(1), 40)
    program.add_columns(columns)
    program.solve(np.inf)
    once = program.basis()
    more, others = offers(np.random.default_rng(2), 40)
    program.add_columns(others)
    at_most = csr_array((np.ones(1), ([0], [int(np.argmin(columns.cost))])), shape=(1, 80))
    program.add_rows(np.array([-np.inf]), np.array([1e6]), at_most)
    program.solve(np.inf)
    program.return_to(once)
    cost = np.concatenate([columns.cost, others.cost])
    cheapest = least_eur(np.concatenate([row, more]), cost)
    assert program.solve(np.inf).objective_eur == pytest.approx(DEMAND_T @ cheapest, rel=1e-9)
