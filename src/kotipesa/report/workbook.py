# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the tables of a plan as one Excel workbook for people."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kotipesa.errors import Language
from kotipesa.report.facts import Facts
from kotipesa.report.fixed_archive import repack
from kotipesa.report.sheets import Sheet, SheetColumn, sheets
from kotipesa.report.speech import speech
from kotipesa.report.whole_file import whole_file

_FORMATS = {
    "tonnes": "#,##0.0",
    "euros": "#,##0",
    "price": "0.00",
    "km": "0.0",
    "count": "0",
    "any": "General",
    "month": "m/yyyy",
}
_WIDEST = 60


def write_xlsx(facts: Facts, language: Language, path: Path) -> None:
    """Write ``plan.xlsx``: a sheet a table, heads in the language, numbers as numbers.

    A text is always a text, also when it begins like a formula. The same facts give the same bytes.
    """
    write_sheets(sheets(facts, speech(language)), path)


def write_sheets(pages: Sequence[Sheet], path: Path) -> None:
    """Write sheets as a workbook."""
    book = Workbook(write_only=True)
    for sheet in pages:
        _write_sheet(book, sheet)
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Write a workbook, whole or not at all; only what it holds decides the bytes."""
    written = BytesIO()
    book.save(written)
    with whole_file(path) as unfinished:
        repack(written, unfinished)


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    page: Any = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = _width(column, sheet.rows)
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{max(len(sheet.rows), 1) + 1}"
    page.append([_head(page, column.head) for column in sheet.columns])
    cells = [_cell(page, column.kind) for column in sheet.columns]
    makers = [_MAKERS.get(column.kind, _number) for column in sheet.columns]
    for row in sheet.rows.iter_rows():
        page.append([make(c, v) for make, c, v in zip(makers, cells, row, strict=True)])


def _head(page: Any, text: str) -> Cell:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, kind: str) -> Cell:
    """Make the one cell a column writes all its values with."""
    cell = WriteOnlyCell(page)
    if kind in _FORMATS:
        cell.number_format = _FORMATS[kind]
    return cell


def _text(cell: Cell, value: str | None) -> Cell | None:
    """Put a text that can never become a formula or an error value."""
    if not value:
        return None
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    return cell


def _month(cell: Cell, value: int | None) -> Cell | None:
    """Put a month as the date of its first day."""
    if value is None or value < 12:
        return None
    cell.value = date(value // 12, value % 12 + 1, 1)
    return cell


def _number(cell: Cell, value: float | None) -> Cell | None:
    if value is None or value in (float("inf"), float("-inf")):
        return None
    cell.value = value
    return cell


_MAKERS: dict[str, Any] = {"text": _text, "month": _month}


def _width(column: SheetColumn, rows: pl.DataFrame) -> float:
    """Make a column as wide as its longest text, within reason."""
    if column.kind != "text":
        return max(12.0, 0.7 * len(column.head))
    longest = rows[column.id].str.len_chars().max() if len(rows) else 0
    width = max(8.0, 0.8 * len(column.head), float(longest or 0))  # type: ignore[arg-type]
    return min(_WIDEST, width + 2)
