# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a table as it was found: texts in columns, and the line each row came from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts
from kotipesa.errors import Where
from kotipesa.sources.coded import Coded, coded
from kotipesa.sources.limits import shown


@dataclass(frozen=True, eq=False, slots=True)
class RawTable:
    """One table of texts.

    name: which table of the schema; file, sheet: where it was found; header: names as written;
    header_line and lines: line numbers as a person counts them; columns: coded texts, one column a
    name, as ``coded(texts)`` makes them.
    """

    name: str
    file: str
    sheet: str
    header: tuple[str, ...]
    header_line: int
    columns: tuple[Coded, ...]
    lines: Indices

    def __len__(self) -> int:
        """Count the rows below the header."""
        return len(self.lines)

    @property
    def cells(self) -> tuple[Texts, ...]:
        """Give the texts of every row, a column a name."""
        return tuple(column.spread() for column in self.columns)

    def only(self, rows: Indices | Flags) -> "RawTable":
        """Keep some rows."""
        columns = tuple(column.rows(rows) for column in self.columns)
        return replace(self, columns=columns, lines=self.lines[rows])

    def where(self, row: int, column: str = "", value: str = "") -> Where:
        """Name the place of a row (counted from 0 below the header)."""
        return Where(self.file, self.sheet, int(self.lines[row]), column, shown(value))

    def where_header(self, column: str = "") -> Where:
        """Name the place of the header."""
        return Where(self.file, self.sheet, self.header_line, column)


def raw_table(
    place: Where, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], lines: Any
) -> RawTable:
    """Turn rows of equal length into a table of columns; ``place.row`` is the header's line."""
    columns: Iterable[Sequence[str]] = zip(*rows, strict=True) if rows else ((),) * len(header)
    return RawTable(
        name=name,
        file=place.file,
        sheet=place.sheet,
        header=tuple(header),
        header_line=place.row,
        columns=tuple(map(coded, columns)),
        lines=np.asarray(lines, dtype=np.int32),
    )


def rows_table(
    name: str, rows: Sequence[Mapping[str, object]], columns: Sequence[str] = ()
) -> RawTable:
    """Make a table of Python rows; they count as a sheet called ``name`` whose header is line 1.

    columns: the header of a table without rows.
    """
    header = list(dict.fromkeys(key for row in rows for key in row)) or columns
    cells = [[cell_text(row.get(key)) for key in header] for row in rows]
    return raw_table(Where(sheet=name, row=1), name, header, cells, np.arange(2, len(rows) + 2))


def cell_text(value: object) -> str:
    """Write a value of Excel, TOML or Python as the text a person would have typed.

    Whole floats lose their ``.0`` (Excel has no integers), dates become ``YYYY-MM-DD``, lists are
    joined with ``|``, nothing is the empty text.
    """
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            return write(value)
    return str(value)


def _number_text(value: float) -> str:
    value = float(value)
    is_whole = value.is_integer() and abs(value) < 1e15
    return str(int(value)) if is_whole else repr(value)


_WRITERS: tuple[tuple[tuple[type, ...], Callable[[Any], str]], ...] = (
    ((str,), str),
    ((type(None),), lambda _: ""),
    ((bool, np.bool_), lambda value: "yes" if value else "no"),
    ((float, np.floating), _number_text),
    ((datetime,), lambda value: value.date().isoformat()),
    ((date,), date.isoformat),
    ((list, tuple), lambda value: "|".join(map(cell_text, value))),
)
