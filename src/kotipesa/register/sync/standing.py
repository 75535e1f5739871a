# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what stands in a region when a system tells its rows, and find who refers to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kotipesa.region.rows import Rows
from kotipesa.region.schema import region_schema
from kotipesa.register.records import Records
from kotipesa.register.sync.sheet import EMPTY, REFERENCES, Sheet
from kotipesa.sources.cells import list_parts

Sheets = Mapping[str, Sheet]


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """A region, as a system finds it.

    sheets: its tables; records: who knows which row; named: projects that the settings name.
    """

    sheets: Sheets
    records: Records
    named: frozenset[str] = frozenset()

    def here(self, table: str) -> Sheet:
        """Give a table of the region, empty when there is none."""
        return self.sheets.get(table, EMPTY)


@dataclass(frozen=True, eq=False, slots=True)
class Telling:
    """What a system tells: rows by table, and last: what it told last time, in its own ids."""

    system: str
    told: Mapping[str, Rows]
    last: Sheets = field(default_factory=dict)


def referred_to(table: str, sheets: Sheets) -> set[str]:
    """List the ids of a table that rows of any table refer to."""
    return {
        name
        for other, sheet in sheets.items()
        for column in region_schema().get(other, ())
        if column.type in REFERENCES and column.list == table and column.name in sheet.columns
        for cell in set(sheet.columns[column.name])
        for name in list_parts(cell)
    }


def in_agreed_moves(sheets: Sheets) -> set[str]:
    """List the ids of lots and facilities of moves already agreed."""
    locked = sheets.get("locked", EMPTY).columns
    return {name for end in ("from_id", "to_id") for name in locked.get(end, ())}
