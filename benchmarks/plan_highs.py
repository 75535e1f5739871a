# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand the whole program of the asked region to HiGHS as arrays, and let it try for a while."""

from time import perf_counter

import highspy
import numpy as np

from plan_region import asked_program, tell

LIMIT_S = 120.0


def main() -> None:
    """Pass the arrays and solve; both are timed."""
    full = asked_program()
    start = perf_counter()
    matrix = full.columns.matrix
    highs = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, "time_limit": LIMIT_S}.items():
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(full.columns.cost), len(full.rows)
    lp.col_cost_ = full.columns.cost
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = full.rows.lower, full.rows.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    highs.passModel(lp)
    highs.run()
    finished = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    tell(
        seconds=perf_counter() - start,
        finished=finished,
        objective_eur=highs.getInfo().objective_function_value if finished else None,
        columns=lp.num_col_,
        nonzeros=int(matrix.nnz),
    )


if __name__ == "__main__":
    main()
