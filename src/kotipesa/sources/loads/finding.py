# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the table of loads in a file: below titles, above totals, on a sheet of its own."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.delimited.reading import read_delimited
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.loads.fitting import FittedTable, fit
from kotipesa.sources.loads.profile import LoadsProfile
from kotipesa.sources.loads.schema import TABLE
from kotipesa.sources.mapping import read_grid
from kotipesa.sources.raw import RawTable, raw_table
from kotipesa.sources.schema import plain_name
from kotipesa.sources.workbook.reading import read_workbook

_SHEETS = ("loads", "kuormat", "lass")
_WORKBOOKS = (".xlsx", ".xlsm")
_TITLE_ROWS = 30
_TOTALS = ("yhteensä", "yht", "summa", "total", "totalt", "sammanlagt", "sum")


def find_table(
    path: Path, known: Sequence[LoadsProfile]
) -> tuple[FittedTable | None, list[Problem]]:
    """Find a table one of the profiles fits; no table when there is none, with the reason.

    A csv file may have titles above its header. A row of totals is left out, and a note says so.
    """
    if not path.is_file():
        return None, [problem("path_not_found", Where(path.name), path=path.name)]
    is_workbook = path.suffix.lower() in _WORKBOOKS
    raw, problems = _from_workbook(path) if is_workbook else _from_text(path, known)
    if raw is None:
        return None, list(problems)
    fitted, odd = fit(raw, known)
    if fitted is None and not is_workbook:
        below, of_titles = _below_titles(path, known)
        if below is not None:
            fitted, odd = fit(below, known)
            problems = of_titles
    if fitted is None:
        return None, [*problems, *odd]
    kept, of_totals = _without_totals(fitted)
    return kept, [*problems, *odd, *of_totals]


def _from_text(
    path: Path, known: Sequence[LoadsProfile]
) -> tuple[RawTable | None, tuple[Problem, ...]]:
    headers = {plain_name(name.replace("_", " ")) for profile in known for name in profile.columns}
    return read_delimited(path, TABLE, headers)


def _from_workbook(path: Path) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """Read the one sheet of a workbook that is called loads, kuormat or lass."""
    tables, problems = read_workbook(path, {name: frozenset() for name in _SHEETS})
    if len(tables) == 1:
        return next(iter(tables.values())), problems
    lost = problem("loads_sheet_missing", Where(path.name), sheets=", ".join(_SHEETS))
    return None, (*problems, lost)


def _below_titles(
    path: Path, known: Sequence[LoadsProfile]
) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """Take the first of the first rows that is a header to some profile."""
    grid, problems = read_grid(path)
    rows = grid.rows if grid is not None else ()
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        if grid is not None and fit(_headed(path, row), known)[0] is not None:
            where = Where(path.name, row=grid.lines[place])
            below, lines = rows[place + 1 :], grid.lines[place + 1 :]
            return raw_table(where, TABLE, row, below, lines), problems
    return None, problems


def _headed(path: Path, header: Sequence[str]) -> RawTable:
    return raw_table(Where(path.name, row=1), TABLE, header, [], [])


def _without_totals(fitted: FittedTable) -> tuple[FittedTable, list[Problem]]:
    """Leave out rows without a day that call themselves a total."""
    raw = fitted.raw
    date = fitted.table.header.index("date") if "date" in fitted.table.header else None
    if date is None or not len(raw):
        return fitted, []
    dates = fitted.table.columns[date].spread()
    has_no_day = by_distinct(dates, lambda text: not text.strip(), np.bool_)
    if not has_no_day.any():
        return fitted, []
    says_total = np.zeros(len(raw), dtype=np.bool_)
    for column in (*raw.columns, fitted.table.columns[date]):
        says_total |= column.each(_is_total).spread(np.bool_)
    totals = np.flatnonzero(has_no_day & says_total)
    if not len(totals):
        return fitted, []
    note = problem("load_totals_left_out", raw.where(int(totals[0])), count=len(totals))
    return fitted.without(totals), [note]


def _is_total(text: str) -> bool:
    return plain_name(text).strip(":_.") in _TOTALS
