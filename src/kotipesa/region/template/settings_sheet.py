# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the settings as a sheet: a setting a row, its value to fill in, its default beside."""

from collections.abc import Mapping
from typing import Any

from kotipesa.region.schema import SETTINGS, setting_columns
from kotipesa.region.template import look
from kotipesa.region.template.cells import dress, writer
from kotipesa.region.template.form import Form
from kotipesa.region.template.lists import Lists
from kotipesa.region.template.rules import default_text, rule
from kotipesa.region.template.table_sheet import unit_text
from kotipesa.region.template.words import say
from kotipesa.sources import Column, cell_text

_HEADS = {"setting": 30, "value": 20, "unit": 14, "default": 16, "about": 76}


def add_settings(book: Any, settings: Mapping[str, object], form: Form, lists: Lists) -> None:
    """Add the sheet of settings; those that nobody set stay empty."""
    page = book.create_sheet(form.title(SETTINGS))
    for letter, width in zip("ABCDE", _HEADS.values(), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.row_dimensions[1].height = 24
    look.protect(page)
    look.print_on_paper(page, len(_HEADS), say("page", form.language))
    for line, column in enumerate(setting_columns().values(), 2):
        page.data_validations.append(rule(column, form, lists, f"B{line}"))
    page.append([_head(page, form.word(key)) for key in _HEADS])
    for key, column in setting_columns().items():
        page.append(_row(page, column, cell_text(settings.get(key)), form))


def _head(page: Any, text: str) -> Any:
    return look.text_cell(page, text, of=look.font(look.PAPER, bold=True), on=look.REQUIRED)


def _row(page: Any, column: Column, text: str, form: Form) -> list[Any]:
    muted = look.font(look.MUTED)
    spoken = form.speaker(column, ())(text) if text else ""
    value = writer(page, column)(spoken) or _empty(page, column)
    return [
        look.text_cell(page, form.head(column), of=look.font(bold=True), on=look.WASH),
        value,
        look.text_cell(page, unit_text(column, form.language), of=muted, on=look.WASH),
        look.text_cell(page, default_text(column, form), of=muted, on=look.WASH),
        look.text_cell(page, form.help(column), of=muted, on=look.WASH),
    ]


def _empty(page: Any, column: Column) -> Any:
    """Make an empty cell that may be filled in."""
    cell = look.text_cell(page, "")
    dress(cell, column)
    return cell
