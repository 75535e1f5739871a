# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the whole program of the asked region in linopy and solve it in HiGHS."""

from time import perf_counter

import linopy
import numpy as np
import pandas as pd
import xarray as xr
from scipy.sparse import csr_array

from kotipesa.arrays import Numbers
from plan_region import asked_program, tell


def main() -> None:
    """Write columns at once and rows group by group; writing and solving are timed."""
    full = asked_program()
    start = perf_counter()
    model = linopy.Model()
    columns = pd.RangeIndex(len(full.columns.cost), name="column")
    tonnes = model.add_variables(lower=0, coords=[columns], name="tonnes")
    model.add_objective((xr.DataArray(full.columns.cost, coords=[columns]) * tonnes).sum())
    rows = csr_array(full.columns.matrix)
    for sign, right, like in alike(np.diff(rows.indptr), full.rows.lower, full.rows.upper):
        part = rows[like].tocoo()
        at, row = (xr.DataArray(place, dims="entry") for place in (part.col, part.row))
        sums = (xr.DataArray(part.data, dims="entry") * tonnes.sel(column=at)).groupby(
            row.rename("row")
        )
        there = np.arange(len(like))
        right_side = xr.DataArray(right[like], dims="row", coords={"row": there})
        model.add_constraints(sums.sum(), sign, right_side, name=f"{sign} {like[0]}")
    model.solve(solver_name="highs", io_api="direct", output_flag=False, threads=1)
    tell(seconds=perf_counter() - start, objective_eur=float(model.objective.value))


def alike(
    length: np.ndarray, lower: Numbers, upper: Numbers
) -> list[tuple[str, Numbers, np.ndarray]]:
    """Group rows by sign and by length within a factor of two, for linopy pads to the longest."""
    kinds = (
        ("=", upper, lower == upper),
        ("<=", upper, np.isneginf(lower)),
        (">=", lower, np.isposinf(upper)),
    )
    size = np.ceil(np.log2(np.maximum(length, 1)))
    groups = [
        (sign, right, np.flatnonzero(of_kind & (size == one) & (length > 0)))
        for sign, right, of_kind in kinds
        for one in np.unique(size)
    ]
    return [group for group in groups if len(group[2])]


if __name__ == "__main__":
    main()
