# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a table as texts in columns by name, and say what a text means."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.errors import Problem
from kotipesa.periods import month_text
from kotipesa.region.schema import region_schema
from kotipesa.sources import Column, by_distinct, cell_text
from kotipesa.sources.cells import clean_text
from kotipesa.sources.columns import empty_value, read_cell

NO_ROW = -1
REFERENCES = ("ref", "refs")


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """A table of texts; ``id`` is one of its columns."""

    columns: Mapping[str, Texts]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.columns["id"])

    @property
    def id(self) -> Texts:
        """Give the ids."""
        return self.columns["id"]

    def at(self, name: str, rows: Indices) -> Texts:
        """Give cells of a column, '' where there is no such row or column."""
        if name not in self.columns:
            return texts([""] * len(rows))
        return np.append(self.columns[name], "")[rows]

    def find(self, ids: Texts) -> Indices:
        """Find the row of each id, NO_ROW for those that are not there."""
        rows = {name: row for row, name in enumerate(self.id)}
        return np.array([rows.get(name, NO_ROW) for name in ids], dtype=np.int32)

    def only(self, rows: Indices | Flags) -> "Sheet":
        """Keep some rows."""
        return Sheet({name: cells[rows] for name, cells in self.columns.items()})

    def rows(self) -> list[dict[str, str]]:
        """Give the rows as people meet them."""
        cells = zip(*self.columns.values(), strict=True)
        return [dict(zip(self.columns, row, strict=True)) for row in cells]


EMPTY = Sheet({"id": texts([])})


def sheet_of(rows: Sequence[Mapping[str, object]]) -> Sheet:
    """Make a sheet of rows, in their order."""
    names = dict.fromkeys(["id", *(name for row in rows for name in row)])
    columns = {name: texts([cell_text(row.get(name)) for row in rows]) for name in names}
    return Sheet(columns | {"id": texts([row_id(row) for row in rows])})


def told_sheet(rows: Sequence[Mapping[str, object]], last: Sheet) -> Sheet:
    """Make a sheet of what a system tells; what it leaves out is as it was told last.

    Rows come in the order of their ids, whatever the order of the file.
    """
    rows = sorted(rows, key=row_id)
    names = dict.fromkeys(["id", *(name for row in rows for name in row), *last.columns])
    ids = texts([row_id(row) for row in rows])
    before = last.find(ids)
    columns = {"id": ids}
    for name in list(names)[1:]:
        is_told = np.array([name in row for row in rows], dtype=np.bool_)
        told = texts([cell_text(row.get(name)) for row in rows])
        columns[name] = np.where(is_told, told, last.at(name, before))
    return Sheet(columns)


def among(ids: Texts, known: Collection[str]) -> Flags:
    """Tell which ids are known."""
    names = frozenset(known)
    return np.array([name in names for name in ids], dtype=np.bool_)


def row_id(row: Mapping[str, object]) -> str:
    """Give the id of a row without what is not seen of it."""
    return clean_text(cell_text(row.get("id")))


def meaning(table: str, name: str, cells: Texts) -> Texts:
    """Write cells in the one way that all texts of the same meaning have; the default is ''."""
    column = next((c for c in region_schema()[table] if c.name == name), None)
    return by_distinct(cells, lambda text: _meaning(clean_text(text), column), object)


def _meaning(text: str, column: Column | None) -> str:
    if column is None or not text:
        return text
    value = read_cell(text, column)
    if isinstance(value, Problem):
        return text
    return "" if value == empty_value(column) else _one_text(value, column)


def _one_text(value: Any, column: Column) -> str:
    if column.type == "month":
        return month_text(value)
    if isinstance(value, tuple):
        return "|".join(sorted(value))
    return cell_text(value)
