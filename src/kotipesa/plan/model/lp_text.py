# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the linear program in the LP format, for readers who know soil better than solvers."""

import textwrap
from collections.abc import Collection

import numpy as np
from scipy.sparse import csr_array

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.model.names import FAMILIES, column_names, row_names
from kotipesa.plan.model.program import program
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem

_WIDTH = 100
_NO_BREAK = "\u00a0"  # keeps a coefficient and its column on one line


def lp_text(problem: Problem, arcs: Arcs, families: Collection[str] = tuple(FAMILIES)) -> str:
    """Write the rows of some families, the columns they touch, and what those cost in euros.

    The coefficients are those the planner solves with. Rows no column touches are left out; every
    column is at least 0 t, the default of the format. Raises KeyError for an unknown family.
    """
    written = program(problem, arcs)
    rows, columns = row_names(problem, written.rows), column_names(problem, written)
    matrix = csr_array(written.columns.matrix)
    matrix.sort_indices()
    lines: list[str] = []
    touched: list[Indices] = []
    for family, law in ((name, FAMILIES[name]) for name in families):
        lines.append(f"\\ {family}: {law}")
        for row in (r for r, name in enumerate(rows) if name.split("(")[0] == family):
            inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
            column, value = matrix.indices[inside], matrix.data[inside]
            if len(column):
                touched.append(column)
                bound = _bound(written.rows.lower[row], written.rows.upper[row])
                lines += _wrapped(rows[row], [*_terms(columns, column, value), bound])
    used = np.unique(np.concatenate([*touched, np.zeros(0, dtype=np.int32)]))
    objective = _wrapped("objective_eur", _terms(columns, used, written.columns.cost[used]))
    return "\n".join(["min", *objective, "st", *lines, "end", ""])


def _terms(names: list[str], columns: Indices, values: Numbers) -> list[str]:
    pairs = zip(columns.tolist(), values.tolist(), strict=True)
    return [f"{value:+.12g}{_NO_BREAK}{names[column]}" for column, value in pairs]


def _bound(lower: float, upper: float) -> str:
    sign = "=" if lower == upper else "<=" if np.isfinite(upper) else ">="
    return f"{sign}{_NO_BREAK}{upper if np.isfinite(upper) else lower:.12g}"


def _wrapped(name: str, terms: list[str]) -> list[str]:
    """Write a row over as many lines as it takes, never breaking a term."""
    lines = textwrap.wrap(
        " ".join([f"{name}:", *terms]),
        _WIDTH,
        initial_indent=" ",
        subsequent_indent="   ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_NO_BREAK, " ") for line in lines]
