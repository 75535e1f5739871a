# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a raw table by its schema into a batch: typed columns, and every problem with its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kotipesa.arrays import Flags, Indices
from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.coded import Coded
from kotipesa.sources.columns import TYPES, empty_value, read_column
from kotipesa.sources.distinct import column_of, nearest
from kotipesa.sources.raw import RawTable, raw_table
from kotipesa.sources.schema import Column, header_names, plain_name

SAME_AT_MOST = 1_000
STRANGE_AT_MOST = 100
"""So many unknown columns are named, each with the known ones it is like; others are counted."""


@dataclass(eq=False, slots=True)
class Batch:
    """A table on its way in; the one value here that grows, as checks add what they find.

    values: typed columns by name, one for each column of the schema; is_given: where a cell was
    not empty; written: the texts they were read from; is_good: rows without a problem so far.
    """

    raw: RawTable
    values: dict[str, Coded]
    is_given: dict[str, Flags]
    written: dict[str, Coded]
    is_good: Flags
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        """Count the rows, good and bad."""
        return len(self.raw)

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Give a typed column, bad rows included."""
        return self.values[column].spread()

    def good(self, column: str) -> NDArray[Any]:
        """Give the good rows of a typed column."""
        return self.values[column].rows(self.is_good).spread()

    def good_each(
        self, column: str, function: Callable[[Any], Any], dtype: DTypeLike
    ) -> NDArray[Any]:
        """Apply a function to a typed column, once for each distinct value; give the good rows."""
        return self.values[column].rows(self.is_good).each(function).spread(dtype)

    def where(self, row: int, column: str = "") -> Where:
        """Name the place of a cell, with what is written there."""
        value = self.written[column][row] if column in self.written else ""
        return self.raw.where(row, column, value)

    def refuse(self, row: int, code: str, column: str = "", **params: object) -> None:
        """Say what is wrong with a row; it is bad from now on."""
        self.problems.append(problem(code, self.where(row, column), **params))
        self.is_good[row] = False

    def refuse_where(self, wrong: Flags, code: str, column: str = "", **params: object) -> None:
        """Say the same about every row that is wrong."""
        self.refuse_rows(np.flatnonzero(wrong), code, column, **params)

    def refuse_rows(self, rows: Indices, code: str, column: str = "", **params: object) -> None:
        """Say the same about some rows; after SAME_AT_MOST rows count the others."""
        for row in rows[:SAME_AT_MOST]:
            self.refuse(int(row), code, column, **params)
        if len(others := rows[SAME_AT_MOST:]):
            self.refuse(int(others[0]), "same_in_more_rows", column, count=len(others))
            self.is_good[others] = False

    def remark(self, row: int, code: str, column: str = "", **params: object) -> None:
        """Note something about a row that stays good."""
        self.problems.append(problem(code, self.where(row, column), **params))


def read_batch(raw: RawTable, columns: Sequence[Column]) -> Batch:
    """Read every column of the schema; missing ones get their defaults, unknown ones a note."""
    found, problems = _match_header(raw, columns)
    batch = Batch(
        raw=raw,
        values={},
        is_given={},
        written={name: raw.columns[place] for name, place in found.items()},
        is_good=np.ones(len(raw), dtype=np.bool_),
        problems=problems,
    )
    for column in columns:
        if column.name in found:
            _add_column(batch, column)
        else:
            _add_missing(batch, column)
    return batch


def empty_batch(name: str, columns: Sequence[Column]) -> Batch:
    """Stand in for a table that nobody gave."""
    raw = raw_table(Where(), name, [column.name for column in columns], [], [])
    return read_batch(raw, columns)


def _match_header(raw: RawTable, columns: Sequence[Column]) -> tuple[dict[str, int], list[Problem]]:
    known = header_names(columns)
    found: dict[str, int] = {}
    problems = []
    strange = 0
    for place, header in enumerate(raw.header):
        name = plain_name(header)
        if known.get(name) in found:
            problems.append(problem("duplicate_column", raw.where_header(header)))
        elif name in known:
            found[known[name]] = place
        elif name or any(text.strip() for text in raw.columns[place].found):
            strange += 1
            if strange <= STRANGE_AT_MOST:
                where = raw.where_header(header)
                problems.append(problem("unknown_column", where, nearest=nearest(name, known)))
    if strange > STRANGE_AT_MOST:
        others = strange - STRANGE_AT_MOST
        problems.append(problem("more_unknown_columns", raw.where_header(), count=others))
    return found, problems


def _add_column(batch: Batch, column: Column) -> None:
    read = read_column(batch.written[column.name], column)
    batch.values[column.name] = read.values
    batch.is_given[column.name] = read.is_given
    for rows, fault in read.faults:
        batch.refuse_rows(rows, fault.code, column.name, **dict(fault.params))


def _add_missing(batch: Batch, column: Column) -> None:
    nothing = column_of([empty_value(column)], TYPES[column.type].dtype)
    batch.values[column.name] = Coded(nothing, np.zeros(len(batch), dtype=np.int32))
    batch.is_given[column.name] = np.zeros(len(batch), dtype=np.bool_)
    if column.is_required:
        where = batch.raw.where_header(column.name)
        batch.problems.append(problem("missing_column", where))
        batch.is_good[:] = False
