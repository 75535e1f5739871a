# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the column types every table is made of, and pick rows from such tables."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Texts: TypeAlias = NDArray[np.object_]
Tuples: TypeAlias = NDArray[np.object_]
Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.signedinteger[Any]]
Small: TypeAlias = NDArray[np.int8]
Masks: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]

TableT = TypeVar("TableT")


def take(table: TableT, rows: Any) -> TableT:
    """Pick rows (an index or mask array) of a frozen table whose fields are all columns."""
    columns = {f.name: getattr(table, f.name)[rows] for f in fields(table)}  # type: ignore[arg-type]
    return replace(table, **columns)  # type: ignore[type-var]


def stack(tables: Sequence[TableT]) -> TableT:
    """Put frozen tables of one kind under each other; at least one is needed."""
    first = tables[0]
    columns = {
        f.name: np.concatenate([getattr(t, f.name) for t in tables])
        for f in fields(first)  # type: ignore[arg-type]
    }
    return replace(first, **columns)  # type: ignore[type-var]


def texts(values: Sequence[str]) -> Texts:
    """Make a text column."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def tuples(values: Sequence[tuple[Any, ...]]) -> Tuples:
    """Make a column of tuples, one tuple a row."""
    column = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        column[row] = value
    return column
