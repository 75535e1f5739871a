# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a whole linear program at once: for golden texts and benchmarks; planning lets it grow."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack

from kotipesa.arrays import Indices
from kotipesa.plan.model.columns import (
    Columns,
    arc_columns,
    broken_lock_columns,
    stock_columns,
    unmet_columns,
)
from kotipesa.plan.model.rows import Rows, standing_rows, with_rows_for
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """A linear program: minimise the cost of columns of at least 0 t, each row within its bounds.

    Columns stand in this order: arcs; stocks, by pair of store and grade, month by month; unmet
    tonnes of each lot; broken tonnes of each lock. stores, grades: the pairs that hold stock.
    """

    rows: Rows
    arcs: Arcs
    stores: Indices
    grades: Indices
    columns: Columns


def program(problem: Problem, arcs: Arcs) -> Program:
    """Write the program of a problem on some arcs, each given once."""
    rows, stores, grades = with_rows_for(standing_rows(problem), arcs, problem)
    blocks = (
        arc_columns(problem, rows, arcs),
        stock_columns(problem, rows, stores, grades),
        unmet_columns(problem, rows),
        broken_lock_columns(problem, rows),
    )
    cost = np.concatenate([block.cost for block in blocks])
    matrix = csc_array(hstack([block.matrix for block in blocks], format="csc"))
    return Program(rows, arcs, stores, grades, Columns(cost, matrix))
