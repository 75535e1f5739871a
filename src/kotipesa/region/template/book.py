# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the sheets of a template together."""

from collections.abc import Mapping

from openpyxl import Workbook

from kotipesa.errors import InputError, Language, Where, problem
from kotipesa.region.region import Region
from kotipesa.region.rows import Rows
from kotipesa.region.schema import SETTINGS
from kotipesa.region.template.form import CELL_CHARS, LAST_ROW, Form
from kotipesa.region.template.guidance import add_guidance
from kotipesa.region.template.lists import add_lists, lists
from kotipesa.region.template.settings_sheet import add_settings
from kotipesa.region.template.table_sheet import add_table
from kotipesa.region.to_rows import region_rows

FILLED_IN = ("lots", "projects", "sites", "facilities", "distances", "materials", "locked")
"""The tables people fill in; others come along only with a region that has them."""


def template_book(language: Language, region: Region | None = None) -> Workbook:
    """Make a workbook to fill in, empty or with all a region holds; it reads back as that region.

    Raises InputError for a region that no sheets can hold.
    """
    form = Form(language)
    rows, settings = region_rows(region) if region is not None else ({}, {})
    _refuse_what_no_sheet_holds(form, rows)
    tables = [*FILLED_IN, *(name for name in rows if name not in FILLED_IN)]
    book = Workbook(write_only=True)
    add_guidance(book, [*tables, SETTINGS], language)
    _add_sheets(book, form, {name: rows.get(name, ()) for name in tables}, settings, region)
    return book


def region_book(language: Language, region: Region) -> Workbook:
    """Make a workbook of what a region holds, under the region folder's own names and codes.

    language: of the help beside the cells. Raises InputError for a region that no sheets can hold.
    """
    form = Form(language, is_plain=True)
    rows, settings = region_rows(region)
    _refuse_what_no_sheet_holds(form, rows)
    book = Workbook(write_only=True)
    _add_sheets(book, form, rows, settings, region)
    return book


def _add_sheets(
    book: Workbook,
    form: Form,
    tables: Mapping[str, Rows],
    settings: Mapping[str, object],
    region: Region | None,
) -> None:
    materials = frozenset(region.materials.code) if region is not None else frozenset()
    found = lists(form, region)
    for table, rows in tables.items():
        add_table(book, table, rows, form, found, materials)
    add_settings(book, settings, form, found)
    add_lists(book, found)


def _refuse_what_no_sheet_holds(form: Form, tables: Mapping[str, Rows]) -> None:
    room = LAST_ROW - form.head_row
    problems = [
        problem("too_many_rows", Where(sheet=table), count=len(rows), limit=room)
        for table, rows in tables.items()
        if len(rows) > room
    ]
    problems += [
        problem("cell_too_long", Where(sheet=table, row=line, column=name), limit=CELL_CHARS)
        for table, rows in tables.items()
        for line, row in enumerate(rows, form.first_row)
        for name, cell in row.items()
        if len(str(cell)) > CELL_CHARS
    ]
    if problems:
        raise InputError(problems)
