# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the sheets of a template together."""

from openpyxl import Workbook

from kotipesa.errors import Language
from kotipesa.region.region import Region
from kotipesa.region.schema import SETTINGS
from kotipesa.region.template.guidance import add_guidance
from kotipesa.region.template.lists import add_lists, lists
from kotipesa.region.template.settings_sheet import add_settings
from kotipesa.region.template.table_sheet import add_table
from kotipesa.region.to_rows import region_rows

FILLED_IN = ("lots", "projects", "sites", "facilities", "distances", "materials", "locked")
"""The tables people fill in; others come along only with a region that has them."""


def template_book(language: Language, region: Region | None = None) -> Workbook:
    """Make a workbook to fill in, empty or with all a region holds; it reads back as that region.

    Raises InputError for a region that no tables can hold; see ``region_rows``.
    """
    rows, settings = region_rows(region) if region is not None else ({}, {})
    tables = [*FILLED_IN, *(name for name in rows if name not in FILLED_IN)]
    materials = frozenset(region.materials.code) if region is not None else frozenset()
    found = lists(language, region)
    book = Workbook(write_only=True)
    add_guidance(book, [*tables, SETTINGS], language)
    for table in tables:
        add_table(book, table, rows.get(table, ()), language, found, materials)
    add_settings(book, settings, language, found)
    add_lists(book, found)
    return book
