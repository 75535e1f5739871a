# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write cells as the region folder has them, whatever language and spelling they came in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from kotipesa.periods import month_text
from kotipesa.region.schema import region_schema
from kotipesa.sources import Coded, Column, RawTable, cell_text
from kotipesa.sources.cells import clean_text, list_parts
from kotipesa.sources.columns import read_column
from kotipesa.sources.schema import NUMBER_TYPES, header_names, plain_name
from kotipesa.vocab import find_code

_WRITERS: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys((*NUMBER_TYPES, "code", "codes", "open_code", "yesno"), cell_text),
    "month": lambda month: month_text(int(month)) if month >= 0 else "",
}
_REFERS = ("ref", "refs")
_MATERIALS, _MATERIAL = "materials", "material"


def plain_rows(raw: RawTable, table: str) -> list[dict[str, str]]:
    """Give the rows of a table as it was found, with plain column names.

    Numbers get a decimal point, months become ``YYYY-MM``, labels of closed lists their codes; a
    cell that says nothing clear stays as it is, and so does a column nobody knows.
    """
    columns = region_schema()[table]
    names, known = header_names(columns), {column.name: column for column in columns}
    cells: dict[str, Sequence[str]] = {}
    for header, found in zip(raw.header, raw.columns, strict=True):
        name = names.get(plain_name(header), header)
        cells[name] = _plain(found, known.get(name))
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def with_material_codes(
    table: str, rows: Iterable[Mapping[str, str]], own: Collection[str]
) -> list[dict[str, str]]:
    """Write the labels of the vocabulary's materials as their codes; own: codes of the region."""
    columns = [
        column.name
        for column in region_schema()[table]
        if column.type in _REFERS and column.list == _MATERIALS
    ]

    def code(name: str) -> str:
        return name if name in own else find_code(_MATERIAL, name) or name

    def codes(cell: str) -> str:
        return "|".join(map(code, list_parts(cell)))

    return [
        {**row, **{name: codes(row[name]) for name in columns if row.get(name)}} for row in rows
    ]


def _plain(cells: Coded, column: Column | None) -> list[str]:
    write = _WRITERS.get(column.type) if column else None
    if column is None or write is None:
        return list(cells.each(clean_text).spread()) if column else list(cells.spread())
    read = read_column(cells, column)
    is_clear = read.is_given.copy()
    for rows, _ in read.faults:
        is_clear[rows] = False
    written = read.values.each(write).spread()
    return [
        value if clear else text
        for value, text, clear in zip(written, cells.spread(), is_clear, strict=True)
    ]
