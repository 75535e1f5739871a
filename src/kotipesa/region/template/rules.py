# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a spreadsheet help while somebody types: help for each column, choices, bounds."""

from math import isfinite
from typing import Literal

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from kotipesa.errors import Language
from kotipesa.region.schema import key_columns, region_schema
from kotipesa.region.template.form import LAST_ROW, Form
from kotipesa.region.template.lists import Lists
from kotipesa.region.template.words import say
from kotipesa.sources import Column
from kotipesa.sources.schema import NUMBER_TYPES

_TITLE_CHARS, _TEXT_CHARS = 32, 255
_CLOSED = ("code", "yesno")
_SEVERAL = ("codes", "refs", "municipalities")


def rule(column: Column, form: Form, lists: Lists, cells: str) -> DataValidation:
    """Make the rule of some cells of a column: its help, and its choices or bounds if any."""
    made = _choices(column, form, lists) or _bounds(column, form.language) or DataValidation()
    made.allow_blank = True
    made.promptTitle = column.label[form.language][:_TITLE_CHARS]
    made.prompt = help_text(column, form)[:_TEXT_CHARS]
    made.showInputMessage = True
    made.add(cells)
    return made


def help_text(column: Column, form: Form) -> str:
    """Say what a column holds, how several values stand in it and what an empty cell means."""
    said = [form.help(column)]
    if column.type in _SEVERAL:
        said.append(say("several", form.language))
    if default := default_text(column, form):
        said.append(say("when_empty", form.language, default=default))
    return " ".join(said)


def default_text(column: Column, form: Form) -> str:
    """Name what an empty cell means, '' where that needs words of its own."""
    if column.default in ("", "inf", "-"):
        return ""
    return form.speaker(column, ())(column.default)


def _choices(column: Column, form: Form, lists: Lists) -> DataValidation | None:
    """Offer the choices of a list; only closed lists refuse what is none of them."""
    cells = lists.range_of(column) or _ids_of(column, form)
    if not cells:
        return None
    made = DataValidation(type="list", formula1=f"={cells}")
    made.showErrorMessage = column.type in _CLOSED
    made.errorTitle = say("not_listed_title", form.language)
    made.error = say("not_listed", form.language)
    return made


def _ids_of(column: Column, form: Form) -> str:
    """Name the cells that hold the ids another sheet has so far."""
    if column.type not in ("ref", "refs"):
        return ""
    names = [other.name for other in region_schema()[column.list]]
    letter = get_column_letter(names.index(key_columns(column.list)[0]) + 1)
    sheet = quote_sheetname(form.title(column.list))
    first, whole = (
        f"{sheet}!${letter}${form.first_row}",
        f"${letter}${form.first_row}:${letter}${LAST_ROW}",
    )
    return f"OFFSET({first},0,0,MAX(1,COUNTA({sheet}!{whole})),1)"


def _bounds(column: Column, language: Language) -> DataValidation | None:
    if column.type not in NUMBER_TYPES:
        return None
    kind: Literal["whole", "decimal"] = "whole" if column.type == "count" else "decimal"
    low, high = column.low, column.high
    if column.type == "positive":
        made = DataValidation(type=kind, operator="greaterThan", formula1="0")
        shown = "> 0"
    elif isfinite(low) and isfinite(high):
        made = DataValidation(type=kind, operator="between", formula1=f"{low:g}")
        made.formula2 = f"{high:g}"
        shown = f"{low:g} … {high:g}"
    elif isfinite(low):
        made = DataValidation(type=kind, operator="greaterThanOrEqual", formula1=f"{low:g}")
        shown = f"≥ {low:g}"
    else:
        return None
    made.showErrorMessage = True
    made.errorTitle = say("not_number_title", language)
    made.error = say("not_number", language, bounds=shown)
    return made
