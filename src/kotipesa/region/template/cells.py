# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write cells that mean the same after any spreadsheet has opened and saved them."""

import re
from collections.abc import Callable
from typing import Any

from openpyxl.cell import WriteOnlyCell

from kotipesa.region.template.look import (
    NUMBER_FORMAT,
    NUMBERS,
    OPEN,
    TEXT_FORMAT,
    TEXTS,
    around,
    font,
)
from kotipesa.sources import Column
from kotipesa.sources.schema import NUMBER_TYPES

_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DIGITS = ".15g"
"""LibreOffice writes numbers with 15 digits; what needs more is written as text."""


def dress(cells: Any, column: Column) -> None:
    """Let a cell or all of a column be filled in: months, ids and codes as texts.

    In any other format a spreadsheet turns 1e5, 007, 1-2 and 2026-03 into something else.
    """
    is_number = column.type in NUMBER_TYPES
    cells.number_format = NUMBER_FORMAT if is_number else TEXT_FORMAT
    cells.alignment = NUMBERS if is_number else TEXTS
    cells.protection = OPEN
    cells.font = font()
    cells.border = around()


def writer(page: Any, column: Column) -> Callable[[str], Any]:
    """Give what makes the cells of a column from texts; it uses one cell again and again."""
    cell = WriteOnlyCell(page)
    dress(cell, column)
    is_number = column.type in NUMBER_TYPES

    def write(text: str) -> Any:
        if not text:
            return None
        if is_number and (number := float(text)) == float(format(number, _DIGITS)):
            cell.value = number
        else:
            cell.value = plain_text(text)
            cell.data_type = "s"
        return cell

    return write


def plain_text(text: str) -> str:
    """Keep a text that looks like an escape of the format, ``_x0041_``, from being read as one."""
    return _LIKE_ESCAPE.sub("_x005F_", text)
