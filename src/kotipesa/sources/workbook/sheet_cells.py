# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what the cells of a sheet hold beyond their values: formulas, errors, merging, hiding."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, TypeAlias

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.errors import Problem, problem
from kotipesa.sources.cells import is_maybe_grouped
from kotipesa.sources.coded import Coded, coded
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import NUMBER_TYPES, plain_name
from kotipesa.sources.workbook.scan import SheetScan

REQUIRED_MARK, OPTIONAL_MARK = "●", "○"
"""A line of a template that begins each cell so stands over the header and is none."""
_ID_TYPES = ("id", "ref", "refs")
_TIMES = (date, time, timedelta)
Merged: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, counted from 0, both included."""


def is_mark_row(row: Sequence[Any]) -> bool:
    """Tell whether a row only says what is required, and in which unit."""
    texts = [text for cell in row if (text := cell_text(cell).strip())]
    return bool(texts) and all(text.startswith((REQUIRED_MARK, OPTIONAL_MARK)) for text in texts)


def column_kinds(header: Sequence[str], known: Mapping[str, str]) -> list[str | None]:
    """Give the type of each column, '' when it is not told, None for a column nobody knows."""
    return [known.get(plain_name(text)) for text in header]


def coded_cells(cells: Sequence[Any], kind: str) -> Coded:
    """Write each distinct value as a text; True and 1 are equal, but not the same.

    kind: the column's type, '' for any. A number in a column where others were typed with a comma
    gets its fourth decimal, as ``1.234`` would be taken for a thousand there.
    """
    write: Callable[[Any], str] = cell_text
    if kind in NUMBER_TYPES and any(type(cell) is str and "," in cell for cell in cells):
        write = _plain_decimals
    if bool in set(map(type, cells)):
        return coded([write(cell) for cell in cells])
    return coded(cells).each(write)


def date_problems(
    table: RawTable, below: Sequence[Sequence[Any]], kinds: Sequence[str | None]
) -> list[Problem]:
    """Refuse dates in columns of ids: a spreadsheet has turned 1-2 into the first of February.

    below: the values of every row under the header; kinds: the type of each column.
    """
    found = []
    for place, kind in enumerate(kinds):
        if kind not in _ID_TYPES:
            continue
        rows = [row for row, cells in enumerate(below) if isinstance(cells[place], _TIMES)]
        if rows:
            header = table.header[place]
            line = table.header_line + 1 + rows[0]
            where = replace(
                table.where_header(header), row=line, value=cell_text(below[rows[0]][place])
            )
            found.append(problem("id_is_date", where, count=len(rows)))
    return found


def with_formulas_and_errors(table: RawTable, scan: SheetScan, is_known: Flags) -> RawTable:
    """Write formulas as formulas and errors as errors again, in the columns that are known.

    The shown value of a formula may be stale, and that of an error is empty.
    """
    told = dict.fromkeys(scan.formulas, "") | dict(scan.errors)
    row_of_line = {int(line): row for row, line in enumerate(table.lines)} if told else {}
    columns = list(table.columns)
    for place in sorted({column - 1 for _, column in told}):
        if place >= len(columns) or not is_known[place]:
            continue
        cells = columns[place].spread()
        for (line, column), error in told.items():
            if column - 1 == place and line in row_of_line:
                row = row_of_line[line]
                cells[row] = error or f"={cells[row]}"
        columns[place] = coded(cells)
    return replace(table, columns=tuple(columns))


def merge_problems(table: RawTable, merged: Sequence[Merged], is_known: Flags) -> Iterator[Problem]:
    """Refuse merged cells where it matters: only the first of them holds the value.

    They matter in rows of known columns, when they hold anything, and across heads.
    """
    for (top, left), (bottom, right) in merged:
        if left >= len(table.header) or not is_known[left : right + 1].any():
            continue
        first, end = np.searchsorted(table.lines, [top + 1, bottom + 2])
        is_head = top + 1 <= table.header_line <= bottom + 1 and right > left
        holds = any(table.columns[left][row].strip() for row in range(first, min(end, first + 1)))
        if is_head or (first < end and holds and (right > left or bottom > top)):
            name = table.header[left]
            where = replace(table.where_header(name), row=top + 1)
            cells = f"{_cell_name(top, left)}:{_cell_name(bottom, right)}"
            yield problem("merged_cells", where, cells=cells)


def hiding_problems(table: RawTable, scan: SheetScan, *, is_hidden: bool) -> Iterator[Problem]:
    """Note what was read although nobody sees it."""
    if is_hidden:
        yield problem("hidden_sheet", table.where_header())
    rows = np.intersect1d(table.lines, np.array(scan.hidden, dtype=np.int64))
    if len(rows):
        where = replace(table.where_header(), row=int(rows[0]))
        yield problem("hidden_rows", where, count=len(rows))


def _plain_decimals(value: Any) -> str:
    text = cell_text(value)
    is_number = isinstance(value, float) and is_maybe_grouped(text)
    return f"{text}0" if is_number else text


def _cell_name(row: int, column: int) -> str:
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
