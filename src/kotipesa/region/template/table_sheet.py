# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write one table as a sheet: what is required over the heads, rows below, help in every cell."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension

from kotipesa.errors import Language
from kotipesa.region.schema import region_schema
from kotipesa.region.template import look
from kotipesa.region.template.cells import dress, writer
from kotipesa.region.template.form import LAST_ROW, Form
from kotipesa.region.template.lists import Lists
from kotipesa.region.template.rules import rule
from kotipesa.region.template.words import say
from kotipesa.sources import Column
from kotipesa.sources.workbook.sheet_cells import OPTIONAL_MARK, REQUIRED_MARK

Row: TypeAlias = Mapping[str, object]
_WIDTHS = {"id": 16, "text": 22, "month": 12, "number": 13, "positive": 13, "count": 13}
_WIDTH, _WIDEST = 17, 40
_SHEET_COLUMNS = 16_384
_TINTED_ROWS = 2_000


def add_table(
    book: Any,
    table: str,
    rows: Sequence[Row],
    form: Form,
    lists: Lists,
    materials: Collection[str],
) -> None:
    """Add the sheet of a table; materials: the codes that the region of the rows has."""
    page = book.create_sheet(form.title(table))
    columns = region_schema()[table]
    speakers = {column.name: form.speaker(column, materials) for column in columns}
    cells = {
        name: [speak(str(row.get(name, ""))) for row in rows] for name, speak in speakers.items()
    }
    widths = [_width(column, form, cells[column.name]) for column in columns]
    _set_up(page, form, columns, widths, len(rows))
    look.print_on_paper(page, len(columns), say("page", form.language))
    for letter, column in zip(_letters(len(columns)), columns, strict=True):
        below = f"{letter}{form.first_row}:{letter}{LAST_ROW}"
        page.data_validations.append(rule(column, form, lists, below))
    _tint_what_is_missing(page, form, columns, len(rows))
    if not form.is_plain:
        page.append([_mark(page, column, form.language) for column in columns])
    page.append([_head(page, column, form) for column in columns])
    writers = [writer(page, column) for column in columns]
    for row in zip(*cells.values(), strict=True):
        page.append([write(text) for write, text in zip(writers, row, strict=True)])


def mark_text(column: Column, language: Language) -> str:
    """Say whether a column is required, and its unit."""
    sign, word = (REQUIRED_MARK, "required") if column.is_required else (OPTIONAL_MARK, "optional")
    unit = unit_text(column, language)
    return f"{sign} {say(word, language)}" + (f" · {unit}" if unit else "")


def unit_text(column: Column, language: Language) -> str:
    """Name the unit of a column, or how a month is written."""
    if column.type == "month":
        return say("month_form", language)
    return column.unit.replace("month", say("month", language))


def _set_up(
    page: Any, form: Form, columns: Sequence[Column], widths: Sequence[float], rows: int
) -> None:
    last = get_column_letter(len(columns))
    for letter, column, width in zip(_letters(len(columns)), columns, widths, strict=True):
        made = page.column_dimensions[letter]
        made.width = width
        dress(made, column)
    beside = ColumnDimension(page, min=len(columns) + 1, max=_SHEET_COLUMNS, width=_WIDTH)
    beside.protection = look.OPEN
    page.column_dimensions[get_column_letter(len(columns) + 1)] = beside
    page.row_dimensions[1].height = 16
    page.row_dimensions[form.head_row].height = 33
    page.freeze_panes = f"B{form.first_row}"
    page.auto_filter.ref = f"A{form.head_row}:{last}{max(form.head_row + rows, form.first_row)}"
    page.print_title_rows = f"1:{form.head_row}"
    page.sheet_view.zoomScale = 100
    look.protect(page)


def _tint_what_is_missing(page: Any, form: Form, columns: Sequence[Column], rows: int) -> None:
    """Colour the empty required cells of a row that has anything in it."""
    first, last = "$A", f"${get_column_letter(len(columns))}"
    row = form.first_row
    end = row + rows + _TINTED_ROWS
    paint = DifferentialStyle(fill=look.fill(look.MISSING))
    for letter, column in zip(_letters(len(columns)), columns, strict=True):
        if column.is_required:
            started = f"COUNTA({first}{row}:{last}{row})>0"
            formula = f"AND({started},LEN(TRIM({letter}{row}))=0)"
            tint = Rule("expression", dxf=paint, formula=[formula])
            page.conditional_formatting.add(f"{letter}{row}:{letter}{end}", tint)


def _mark(page: Any, column: Column, language: Language) -> Any:
    text = mark_text(column, language)
    return look.text_cell(page, text, of=look.font(look.MUTED, 8), on=look.WASH)


def _head(page: Any, column: Column, form: Form) -> Any:
    color, ground = (look.PAPER, look.REQUIRED) if column.is_required else (look.INK, look.OPTIONAL)
    cell = look.text_cell(page, form.head(column), of=look.font(color, bold=True), on=ground)
    cell.border = look.between()
    return cell


def _width(column: Column, form: Form, cells: Sequence[str]) -> float:
    """Make a column wide enough for its mark, its head on two lines and most of its cells."""
    label = form.head(column)
    word = max(map(len, label.replace("-", "- ").split()))
    mark = 0.8 * len(mark_text(column, form.language))
    longest = max(map(len, cells), default=0)
    wanted = max(_WIDTHS.get(column.type, _WIDTH), word + 4, 0.7 * len(label), mark, longest + 3)
    return min(_WIDEST, wanted)


def _letters(count: int) -> list[str]:
    return [get_column_letter(place) for place in range(1, count + 1)]
