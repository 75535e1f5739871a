# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the whole program of the asked region in Pyomo and solve it in HiGHS."""

from time import perf_counter
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression
from scipy.sparse import csr_array

from plan_region import asked_program, tell


def main() -> None:
    """Write columns, then row by row; writing and solving are timed."""
    full = asked_program()
    start = perf_counter()
    rows = csr_array(full.columns.matrix)
    ends, column, value = (part.tolist() for part in (rows.indptr, rows.indices, rows.data))
    lower, upper = full.rows.lower.tolist(), full.rows.upper.tolist()
    model = pyo.ConcreteModel()
    model.tonnes = pyo.Var(range(len(full.columns.cost)), within=pyo.NonNegativeReals)
    tonnes = list(model.tonnes.values())
    model.cost = pyo.Objective(
        expr=LinearExpression(linear_coefs=full.columns.cost.tolist(), linear_vars=tonnes)
    )

    def bounded(_: Any, row: int) -> Any:
        inside = slice(ends[row], ends[row + 1])
        touched = [tonnes[place] for place in column[inside]]
        total = LinearExpression(linear_coefs=value[inside], linear_vars=touched)
        if lower[row] == upper[row]:
            return total == lower[row]
        return total <= upper[row] if np.isfinite(upper[row]) else total >= lower[row]

    used = np.flatnonzero(np.diff(rows.indptr)).tolist()
    model.rows = pyo.Constraint(used, rule=bounded)
    solver = pyo.SolverFactory("appsi_highs")
    solver.highs_options = {"threads": 1}
    solver.solve(model)
    tell(seconds=perf_counter() - start, objective_eur=float(pyo.value(model.cost)))


if __name__ == "__main__":
    main()
