# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the choices of every list on one hidden sheet, where drop-downs may be of any length."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from openpyxl.utils import get_column_letter, quote_sheetname

from kotipesa.region.region import Region
from kotipesa.region.schema import region_schema
from kotipesa.region.template.form import Form
from kotipesa.region.template.look import font, protect, text_cell
from kotipesa.region.template.spoken import ANSWERS, MATERIALS
from kotipesa.region.titles import LISTS
from kotipesa.sources import Column
from kotipesa.vocab import municipalities

_MUNICIPALITIES = "municipalities"
_MUNICIPAL = ("municipality", "municipalities")


@dataclass(frozen=True, slots=True)
class Lists:
    """The choices of each list, in the language, and the title of the sheet that holds them."""

    sheet: str
    choices: Mapping[str, tuple[str, ...]]

    def of(self, column: Column) -> tuple[str, ...]:
        """Give the choices of a column; () for a column without a list."""
        return self.choices.get(_key(column), ())

    def range_of(self, column: Column) -> str:
        """Name the cells that hold a column's choices, '' for a column without a list."""
        key = _key(column)
        if key not in self.choices:
            return ""
        letter = get_column_letter(list(self.choices).index(key) + 1)
        last = len(self.choices[key]) + 1
        return f"{quote_sheetname(self.sheet)}!${letter}$2:${letter}${last}"


def lists(form: Form, region: Region | None) -> Lists:
    """Gather the lists of all columns; a region's own materials come after the vocabulary's."""
    found: dict[str, tuple[str, ...]] = {}
    for column in _columns():
        if (key := _key(column)) and key not in found and (texts := form.choices(column)):
            found[key] = texts
    if region is not None:
        shown = len(found[MATERIALS])
        found[MATERIALS] += tuple(region.materials.code[shown:])
    found[_MUNICIPALITIES] = tuple(sorted(getattr(m, form.language) for m in municipalities()))
    return Lists(form.title(LISTS), found)


def add_lists(book: Any, found: Lists) -> None:
    """Write the hidden sheet of choices, a list a column under its name."""
    page = book.create_sheet(found.sheet)
    page.sheet_state = "hidden"
    protect(page)
    page.append([text_cell(page, name, of=font(bold=True)) for name in found.choices])
    for row in zip_longest(*found.choices.values(), fillvalue=""):
        page.append([text_cell(page, text) for text in row])


def _columns() -> Iterable[Column]:
    return (column for table in region_schema().values() for column in table)


def _key(column: Column) -> str:
    if column.type == "yesno":
        return ANSWERS
    return _MUNICIPALITIES if column.type in _MUNICIPAL else column.list
