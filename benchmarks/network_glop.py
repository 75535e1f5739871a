# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand a whole linear program to GLOP as arrays, and let it try for so many seconds."""

import sys
from time import process_time

import numpy as np
from ortools.linear_solver.python import model_builder_helper as builder
from scipy.sparse import csr_matrix

from measured import peak_mb, seconds_since, tell
from network_whole import handed


def main() -> None:
    """Pass the arrays and solve; both are timed."""
    full = handed()
    rows, columns = len(full["lower"]), len(full["cost"])
    matrix = csr_matrix((full["value"], full["column"], full["start"]), shape=(rows, columns))
    before_mb, start = peak_mb(), process_time()
    model = builder.ModelBuilderHelper()
    none, endless = np.zeros(columns), np.full(columns, np.inf)
    bounds = full["lower"], full["upper"]
    model.fill_model_from_sparse_data(none, endless, full["cost"], *bounds, matrix)
    peer = builder.ModelSolverHelper("GLOP")
    peer.set_time_limit_in_seconds(float(sys.argv[2]))
    peer.solve(model)
    is_done = peer.status() == builder.SolveStatus.OPTIMAL
    cost_eur = peer.objective_value() if is_done else None
    tell(
        seconds=seconds_since(start),
        objective_eur=cost_eur,
        columns=columns,
        before_mb=before_mb,
    )


if __name__ == "__main__":
    main()
