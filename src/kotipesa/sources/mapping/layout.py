# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find where the table stands in a file: title rows, one or two header rows, rows of totals."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.cells import clean_text
from kotipesa.sources.mapping.grid import Grid
from kotipesa.sources.mapping.mapping import ANYTHING, Layout
from kotipesa.sources.mapping.written_amounts import read_amount
from kotipesa.sources.mapping.written_periods import read_period
from kotipesa.sources.raw import RawTable, raw_table
from kotipesa.sources.schema import plain_name
from kotipesa.vocab import find_code

_SEARCHED_ROWS = 40
_RAGGED_AT_MOST = 1_000
_FULL_ENOUGH = 0.6
_TOTALS = re.compile(
    r"(?:kaikki\s+)?(?:yhteensä|yht\.|summa|loppusumma|välisumma|totalt|total|sammanlagt)\b.*",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"[(\[]?\s*(?:m3|m³|€|eur|kk/vvvv|vvvv|pvm|kpl|km|%|tn)\s*\w*\s*[)\]]?", re.IGNORECASE
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class GuessedLayout:
    """A layout as it looks; totals: the lines of rows that only add up or explain the others."""

    layout: Layout
    totals: tuple[int, ...]


def table_of(grid: Grid, layout: Layout, name: str = "") -> RawTable:
    """Give the rows below the header, columns by name; empty and repeated names get letters."""
    below = [row for row, line in enumerate(grid.lines) if line > layout.header_rows[-1]]
    place = Where(grid.file, grid.sheet, layout.header_rows[-1])
    return raw_table(
        place,
        name,
        header_of(grid, layout.header_rows),
        [grid.rows[row] for row in below],
        [grid.lines[row] for row in below],
    )


def header_of(grid: Grid, header_rows: Sequence[int]) -> tuple[str, ...]:
    """Name the columns: header rows joined, a name above several columns carried on to them."""
    rows = [row for row, line in zip(grid.rows, grid.lines, strict=True) if line in header_rows]
    above = [""] * grid.width
    for depth, row in enumerate(rows):
        is_last = depth == len(rows) - 1
        cells = [clean_text(" ".join(cell.split())) for cell in row]
        named = cells if is_last else _carried(cells, rows[depth + 1])
        above = [" ".join(filter(None, pair)) for pair in zip(above, named, strict=True)]
    names: dict[str, str] = {}
    for at, name in enumerate(above):
        said = name or _letter(at)
        said = f"{said} ({_letter(at)})" if plain_name(said) in names else said
        names[plain_name(said)] = said
    return tuple(names.values())


def found_layout(grid: Grid, layout: Layout, needed: Collection[str]) -> Layout | None:
    """Find the header that has the columns needed, on the layout's lines or others; else None."""
    wanted = set(map(plain_name, needed))
    count = len(layout.header_rows)
    for start in (layout.header_rows[0], *grid.lines[:_SEARCHED_ROWS]):
        rows = tuple(range(start, start + count))
        if wanted and wanted <= set(map(plain_name, header_of(grid, rows))):
            return replace(layout, sheet=grid.sheet, header_rows=rows)
    return None


def ragged_rows(grid: Grid, layout: Layout) -> tuple[Problem, ...]:
    """Refuse rows of a csv file that are longer than its header: a stray delimiter shifts cells."""
    rows = zip(grid.rows, grid.lines, strict=True)
    lengths = [(line, _length(row)) for row, line in rows if line >= layout.header_rows[0]]
    head = max((long for line, long in lengths if line in layout.header_rows), default=0)
    if grid.sheet or not head:
        return ()
    return tuple(
        problem("ragged_row", Where(grid.file, row=line), cells=long, columns=head)
        for line, long in lengths
        if long > head
    )[:_RAGGED_AT_MOST]


def guess_layout(grid: Grid) -> GuessedLayout:
    """Guess the header rows by their fullness and their words, and the rows of totals."""
    top = _header_row(grid)
    rows = [grid.lines[top]]
    if top + 1 < len(grid.rows) and _goes_on(grid, top):
        rows = list(range(grid.lines[top], grid.lines[top + 1] + 1))
    totals = _totals(grid, rows[-1])
    columns = header_of(grid, rows)
    skip = _skipped(grid, columns, totals)
    layout = Layout(grid.sheet, tuple(rows), columns, skip=skip)
    return GuessedLayout(layout, tuple(grid.lines[row] for row in totals))


def formula_notes(grid: Grid, layout: Layout, columns: Sequence[str]) -> tuple[Problem, ...]:
    """Note in which of the columns values were worked out by formulas, and how many."""
    header = header_of(grid, layout.header_rows)
    below = [column for line, column in grid.formulas if line > layout.header_rows[-1]]
    counts = np.bincount(below, minlength=len(header)) if below else np.zeros(len(header), int)
    return tuple(
        problem(
            "mapping_formulas_read",
            Where(grid.file, grid.sheet, layout.header_rows[-1], name),
            count=int(count),
        )
        for name, count in zip(header, counts, strict=False)
        if count and name in columns
    )


def _header_row(grid: Grid) -> int:
    """Choose the first row that is nearly as full as the fullest, and holds words only."""
    searched = grid.rows[:_SEARCHED_ROWS]
    filled = [sum(bool(cell.strip()) for cell in row) for row in searched]
    enough = _FULL_ENOUGH * max(filled)
    for place, row in enumerate(searched):
        is_wordy = not any(_says_value(cell) for cell in row)
        if filled[place] >= enough and is_wordy:
            return place
    return int(np.argmax(filled))


def _goes_on(grid: Grid, top: int) -> bool:
    """Tell whether the row below the header belongs to it: units, or names under a wider name."""
    if grid.lines[top + 1] != grid.lines[top] + 1:
        return False
    head, below = grid.rows[top], grid.rows[top + 1]
    said = [cell for cell in below if cell.strip()]
    if any(_says_value(cell) for cell in said):
        return False
    if all(
        _UNITS.fullmatch(cell.strip()) or find_code("unit", cell.strip("()[] ")) for cell in said
    ):
        return True
    is_under_gap = [
        bool(low.strip()) and not high.strip() for high, low in zip(head, below, strict=True)
    ]
    return any(is_under_gap)


def _carried(cells: Sequence[str], below: Sequence[str]) -> list[str]:
    """Carry a name on to the right, where it stands above several names."""
    carried, last = [], ""
    for cell, under in zip(cells, below, strict=True):
        if cell:
            last = cell if under.strip() else ""
        carried.append(cell or (last if under.strip() else ""))
    return carried


def _totals(grid: Grid, header_line: int) -> list[int]:
    """Find rows that begin with a word for a sum, and lone texts behind the last full row."""
    rows = [row for row, line in enumerate(grid.lines) if line > header_line]
    filled = {row: [cell.strip() for cell in grid.rows[row] if cell.strip()] for row in rows}
    totals = [row for row in rows if any(map(_TOTALS.fullmatch, filled[row][:2]))]
    usual = np.median([len(cells) for cells in filled.values()]) if rows else 0
    for row in reversed(rows):
        if len(filled[row]) > 1 or usual < 3:
            if row in totals:
                continue
            break
        if row not in totals:
            totals.append(row)
    return sorted(totals)


def _skipped(
    grid: Grid, columns: Sequence[str], totals: Sequence[int]
) -> dict[str, tuple[str, ...]]:
    """Write rows of totals as values to skip: by the word for a sum, else by the first cell."""
    skip: dict[str, tuple[str, ...]] = {}
    for row in totals:
        said = [(at, cell.strip()) for at, cell in enumerate(grid.rows[row]) if cell.strip()]
        sums = [
            (at, f"{text.split()[0]}{ANYTHING}") for at, text in said if _TOTALS.fullmatch(text)
        ]
        for at, value in (sums or said)[:1]:
            skip[columns[at]] = tuple(dict.fromkeys([*skip.get(columns[at], ()), value]))
    return skip


def _says_value(cell: str) -> bool:
    """Tell whether a cell is a number or a time, which no name of a column is.

    A year alone may head a column.
    """
    text = cell.strip()
    if not text or re.fullmatch(r"(?:19|20)\d\d", text):
        return False
    return read_amount(text) is not None or read_period(text) is not None


def _length(row: Sequence[str]) -> int:
    """Count the cells up to the last that says something."""
    return max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0)


def _letter(at: int) -> str:
    """Name a column as spreadsheets do: A, B … Z, AA."""
    before = _letter(at // 26 - 1) if at >= 26 else ""
    return before + _LETTERS[at % 26]
