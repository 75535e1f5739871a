# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Speak to HiGHS: the only file that does. Grow a linear program and solve it warm."""

from dataclasses import dataclass
from enum import Enum

import highspy
import numpy as np
from scipy.sparse import csr_array

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.errors import InternalError, problem
from kotipesa.plan.model.columns import Columns

_DUAL_SIMPLEX, _PRIMAL_SIMPLEX = 1, 4
_EXACT_WEIGHTS, _NO_WEIGHTS, _FEW_SHARE = -1, 1, 1 / 200
"""How dual simplex weighs edges, and new or changed rows and columns up to which exact weights take
longer to work out than the few pivots that are left."""


Basis = highspy.HighsBasis


class Outcome(Enum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    TIME_LIMIT = "time_limit"


_OUTCOMES = {
    highspy.HighsModelStatus.kOptimal: Outcome.OPTIMAL,
    highspy.HighsModelStatus.kModelEmpty: Outcome.OPTIMAL,
    highspy.HighsModelStatus.kTimeLimit: Outcome.TIME_LIMIT,
}


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """Values of the columns, duals of the rows, and the objective in euros."""

    outcome: Outcome
    values: Numbers
    duals: Numbers
    objective_eur: float


class GrowingProgram:
    """A minimisation over non-negative columns that gains rows and columns and restarts warm."""

    def __init__(self, lower: Numbers, upper: Numbers, *, in_small_steps: bool = False) -> None:
        """Start with rows and no columns; in_small_steps: as ``go_in_small_steps`` says."""
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._set("output_flag", value=False)
        self._set("threads", value=1)
        self._set("solver", value="simplex")
        self._solved = self._in_small_steps = False
        self._warm_strategy = _PRIMAL_SIMPLEX
        self._new_columns = self._new_rows = 0
        self._bounds = np.zeros((2, 0))
        self.add_rows(lower, upper)
        if in_small_steps:
            self.go_in_small_steps()

    def go_in_small_steps(self) -> None:
        """Expect to be solved many times, with little that is new.

        Costs and bounds stay as they are, for undoing what was shifted takes longer than the pivots
        it saves; so does weighing edges exactly.
        """
        self._in_small_steps = True
        self._set("dual_simplex_cost_perturbation_multiplier", value=0.0)
        self._set("primal_simplex_bound_perturbation_multiplier", value=0.0)

    def copied(self) -> "GrowingProgram":
        """Make another of the same rows and columns, which starts where this one stands."""
        twin = GrowingProgram(np.zeros(0), np.zeros(0), in_small_steps=self._in_small_steps)
        self._check(twin._highs.passModel(self._highs.getLp()))
        self._check(twin._highs.setBasis(self._highs.getBasis()))
        twin._bounds, twin._solved = self._bounds.copy(), True
        return twin

    def add_rows(self, lower: Numbers, upper: Numbers, matrix: csr_array | None = None) -> None:
        """Add rows; infinite bounds are none. matrix: rows × columns, for none touches any yet."""
        count = len(lower)
        self._new_rows += count
        rows = csr_array((count, self._highs.getNumCol())) if matrix is None else matrix
        self._check(
            self._highs.addRows(
                count,
                _finite(lower),
                _finite(upper),
                rows.nnz,
                rows.indptr[:-1].astype(np.int32),
                rows.indices.astype(np.int32),
                rows.data,
            )
        )
        self._bounds = np.concatenate([self._bounds, np.stack([lower, upper])], axis=1)
        self._warm_strategy = _DUAL_SIMPLEX if rows.nnz else self._warm_strategy

    def add_columns(self, columns: Columns) -> None:
        """Add columns of at least 0 tonnes without upper bound."""
        count, matrix = len(columns.cost), columns.matrix
        if not count:
            return
        self._new_columns += count
        self._check(
            self._highs.addCols(
                count,
                columns.cost,
                np.zeros(count),
                np.full(count, highspy.kHighsInf),
                matrix.nnz,
                matrix.indptr[:-1].astype(np.int32),
                matrix.indices.astype(np.int32),
                matrix.data,
            )
        )

    def set_bounds(self, lower: Numbers, upper: Numbers) -> None:
        """Give rows other bounds, from the first on; the prices found stay a good start."""
        bounds = np.stack([lower, upper])
        before = self._bounds[:, : len(lower)]
        places = np.flatnonzero((bounds != before).any(axis=0)).astype(np.int32)
        before[:] = bounds
        self._new_rows += len(places)
        change = self._highs.changeRowsBounds  # type: ignore[attr-defined]
        self._check(change(len(places), places, *_finite(bounds[:, places])))
        self._warm_strategy = _DUAL_SIMPLEX

    def set_column_bounds(self, places: Indices, lower: Numbers, upper: Numbers) -> None:
        """Hold some columns between other bounds than 0 and none."""
        change = self._highs.changeColsBounds
        self._check(change(len(places), places.astype(np.int32), lower, _finite(upper)))
        self._warm_strategy = _DUAL_SIMPLEX

    def set_costs(self, places: Indices, cost: Numbers) -> None:
        """Let some columns cost something else."""
        self._new_columns += len(places)
        self._check(self._highs.changeColsCost(len(places), places.astype(np.int32), cost))

    def start_from(self, columns: Flags, rows: Flags, at_lower: Flags) -> None:
        """Start the next solve where these columns and rows are free, and all others at a bound.

        at_lower: rows that are at their lower bound when not free. There may be some too many or
        too few: the solver mends that.
        """
        status = highspy.HighsBasisStatus
        basis = highspy.HighsBasis()
        basis.col_status = [status.kBasic if free else status.kLower for free in columns.tolist()]
        bounds = np.where(rows, 0, np.where(at_lower, 1, 2)).tolist()
        kinds = (status.kBasic, status.kLower, status.kUpper)
        basis.row_status = [kinds[bound] for bound in bounds]
        basis.valid = basis.alien = True
        self._check(self._highs.setBasis(basis))
        self._solved, self._new_columns = True, 0
        self._warm_strategy = _DUAL_SIMPLEX

    def basis(self) -> Basis:
        """Remember where the last solve ended."""
        return self._highs.getBasis()

    def return_to(self, basis: Basis) -> None:
        """Start the next solve where an earlier one ended; what came since carries nothing."""
        status, columns, rows = highspy.HighsBasisStatus, basis.col_status, basis.row_status
        more_columns = self._highs.getNumCol() - len(columns)
        more_rows = self._highs.getNumRow() - len(rows)
        basis.col_status = columns + [status.kLower] * more_columns
        basis.row_status = rows + [status.kBasic] * more_rows
        self._check(self._highs.setBasis(basis))
        self._new_columns = self._highs.getNumCol()  # no small step: as if all were new
        self._warm_strategy = _DUAL_SIMPLEX

    def free(self) -> tuple[Flags, Flags]:
        """Tell which columns and rows the last solve left free."""
        basis, free = self._highs.getBasis(), highspy.HighsBasisStatus.kBasic
        columns, rows = (
            np.array([one == free for one in side], dtype=bool)
            for side in (basis.col_status, basis.row_status)
        )
        return columns, rows

    def reduced_costs(self) -> Numbers:
        """Tell what a tonne on each column would have cost too much in the last solve."""
        return np.array(self._highs.getSolution().col_dual)

    def solve(self, seconds: float) -> Answer:
        """Solve from where the last solve ended, for at most so many seconds."""
        self._set("time_limit", value=self._highs.getRunTime() + max(seconds, 0.01))
        columns = self._highs.getNumCol()
        if self._in_small_steps:
            self._weigh_edges(self._new_columns + self._new_rows <= _FEW_SHARE * columns)
        outcome = self._run() or self._run_anew()
        if outcome is None:
            raise InternalError(
                [problem("solver_failed", status=self._highs.getModelStatus().name)]
            )
        self._solved = True
        self._warm_strategy = _PRIMAL_SIMPLEX
        self._new_columns = self._new_rows = 0
        solution = self._highs.getSolution()
        return Answer(
            outcome,
            np.array(solution.col_value),
            np.array(solution.row_dual),
            self._highs.getInfo().objective_function_value,
        )

    def _weigh_edges(self, is_small_step: bool) -> None:
        weights = _NO_WEIGHTS if is_small_step and self._solved else _EXACT_WEIGHTS
        self._set("simplex_dual_edge_weight_strategy", value=weights)

    def _run(self) -> Outcome | None:
        if self._solved:
            self._set("simplex_strategy", value=self._warm_strategy)
        self._check(self._highs.run())
        return _OUTCOMES.get(self._highs.getModelStatus())

    def _run_anew(self) -> Outcome | None:
        """Forget where the last solve ended, which may have grown numerically stale."""
        self._check(self._highs.clearSolver())
        self._solved = False
        self._set("simplex_strategy", value=_DUAL_SIMPLEX)
        return self._run()

    def _set(self, name: str, *, value: float | str) -> None:
        self._check(self._highs.setOptionValue(name, value))

    def _check(self, status: object) -> None:
        if status == highspy.HighsStatus.kError:
            raise InternalError([problem("solver_failed", status="kError")])


def _finite(bounds: Numbers) -> Numbers:
    return np.clip(bounds, -highspy.kHighsInf, highspy.kHighsInf)


def solver_version() -> str:
    """Name the solver and its version."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    return f"HiGHS {solver.version()}"
