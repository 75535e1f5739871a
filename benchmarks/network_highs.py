# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand a whole linear program to HiGHS as arrays, and let it try for so many seconds."""

import sys
from time import process_time

import highspy
import numpy as np

from measured import peak_mb, seconds_since, tell
from network_whole import handed


def main() -> None:
    """Pass the arrays and solve by simplex or interior point; both are timed."""
    full, limit_s, solver = handed(), float(sys.argv[2]), sys.argv[3]
    before_mb, start = peak_mb(), process_time()
    highs = highspy.Highs()
    asked = {"output_flag": False, "threads": 1, "time_limit": limit_s, "solver": solver}
    for name, value in asked.items():
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(full["cost"]), len(full["lower"])
    lp.col_cost_ = full["cost"]
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = full["lower"], full["upper"]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = full["start"], full["column"]
    lp.a_matrix_.value_ = full["value"]
    highs.passModel(lp)
    highs.run()
    is_done = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    tell(
        seconds=seconds_since(start),
        objective_eur=highs.getInfo().objective_function_value if is_done else None,
        columns=lp.num_col_,
        before_mb=before_mb,
    )


if __name__ == "__main__":
    main()
