# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Try tables out in a region before they are written: what would be wrong that was not before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from kotipesa.errors import Problem, Where
from kotipesa.region.assemble import Found, assemble, in_reading_order
from kotipesa.region.folder.plainly import plain_rows
from kotipesa.region.schema import column_names
from kotipesa.region.settings import Given
from kotipesa.sources import RawTable
from kotipesa.sources.raw import raw_table

Placed: TypeAlias = tuple[dict[str, str], Where]
"""A row, and the place it came from."""


def placed_rows(raw: RawTable) -> list[Placed]:
    """Give the rows of a table, each with the place it came from."""
    return [(row, raw.where(place)) for place, row in enumerate(plain_rows(raw, raw.name))]


def new_problems(
    there: Found,
    tables: Mapping[str, Sequence[Placed]],
    settings: Mapping[str, Given] = MappingProxyType({}),
) -> list[Problem]:
    """List what is wrong with a region of which some tables are others, that was not wrong before.

    tables: the whole of each; problems name the place each row came from. settings: those that
    come on top of the old ones.
    """
    raw, places = dict(there.tables), {}
    for name, rows in tables.items():
        raw[name], places[name] = _table(name, rows)
    before = set(assemble(there)[1])
    together = assemble(replace(there, tables=raw, settings={**there.settings, **settings}))[1]
    found = [_in_its_file(one, places) for one in together]
    return [one for one in in_reading_order(found) if one not in before]


def _table(name: str, rows: Sequence[Placed]) -> tuple[RawTable, dict[int, Where]]:
    """Make a table with lines from 1; also give the place of each line, 0 for the header."""
    header = list(dict.fromkeys(column for row, _ in rows for column in row))
    header = header or sorted(column_names(name))
    cells = [[str(row.get(column, "")) for column in header] for row, _ in rows]
    table = raw_table(Where(sheet=name), name, header, cells, np.arange(1, len(rows) + 1))
    places = {line: where for line, (_, where) in enumerate(rows, 1)}
    header_place = replace(rows[-1][1], row=1) if rows else Where(sheet=name)
    return table, places | {0: header_place}


def _in_its_file(found: Problem, places: Mapping[str, Mapping[int, Where]]) -> Problem:
    """Name the file and line a problem of the tables came from."""
    where = found.where
    if where.file or where.sheet not in places:
        return found
    origin = places[where.sheet][where.row]
    return replace(found, where=replace(origin, column=where.column, value=where.value))
