# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn cells of the region folder into the values of fields and back, and tell which differ."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kotipesa.errors import Problem
from kotipesa.periods import month_text
from kotipesa.region.schema import region_schema
from kotipesa.sources import Column, cell_text, read_value
from kotipesa.sources.cells import list_parts
from kotipesa.sources.schema import NUMBER_TYPES
from kotipesa.vocab import find_code, find_municipality
from kotipesa_web.core.columns import cell

_LISTS = ("codes", "refs", "municipalities")


@cache
def columns_of(table: str) -> Mapping[str, Column]:
    """Give the columns of a table by name."""
    return {column.name: column for column in region_schema()[table]}


def plain_cell(table: str, name: str, text: str) -> str:
    """Write what somebody typed as the region folder has it; what says nothing clear stays."""
    column = columns_of(table)[name]
    value = read_value(text, column) if text.strip() else ""
    if isinstance(value, Problem) or not text.strip():
        return text.strip()
    if column.type == "month":
        return month_text(int(value))
    if column.type == "municipality":
        found = find_municipality(str(value))
        return found.code if found else str(value)
    if column.list == "materials":
        return "|".join(find_code("material", part) or part for part in list_parts(text))
    return cell_text(value)


def as_stored(column: Column, text: str) -> Any:
    """Give the value of a field for a cell that is not empty; the cell has no fault."""
    if column.type in NUMBER_TYPES:
        number = float(text)
        return None if number == float("inf") else int(number) if column.type == "count" else number
    if column.type == "yesno":
        return text == "yes"
    if column.type == "municipalities":
        found = [(name, find_municipality(name)) for name in list_parts(text)]
        return [one.code if one else name for name, one in found]
    return list(list_parts(text)) if column.type in _LISTS else text


def as_text(value: Any) -> str:
    """Write a stored value as a cell."""
    return cell_text(cell(value))


def differing(
    table: str, names: Iterable[str], cells: Mapping[str, str], stored: Mapping[str, Any]
) -> Iterator[str]:
    """Name the columns in which a row says something else than what is stored.

    An empty cell and an empty field both say their column's default.
    """
    columns = columns_of(table)
    for name in names:
        column = columns[name]
        if _said(column, cells.get(name, "")) != _meant(column, stored.get(name)):
            yield name


def _said(column: Column, text: str) -> Any:
    text = text or column.default
    try:
        return as_stored(column, text) if text else None
    except ValueError:
        return text


def _meant(column: Column, value: Any) -> Any:
    is_empty = value is None or value in ("", [])
    return _said(column, "") if is_empty else value
