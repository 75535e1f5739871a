# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay what a system told last, what the region says and what the system tells side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Small, Texts, texts
from kotipesa.register.records import Records
from kotipesa.register.sync.sheet import NO_ROW, Sheet, meaning
from kotipesa.register.sync.threeway import CONFLICT, KEPT, three_way


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One version of a table, and the row in it of each row compared, NO_ROW for none."""

    sheet: Sheet
    row: Indices

    @property
    def has(self) -> Flags:
        """Tell which rows are in it."""
        found: Flags = self.row != NO_ROW
        return found

    def at(self, name: str) -> Texts:
        """Give the cells of a column, '' where there is no row."""
        return self.sheet.at(name, self.row)


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """The rows of one table that a system knows, tells or told.

    key: the id there, in order; id: the region's; last, here, there: the three versions; record:
    its record, or NO_ROW; was_there: it was there last time; is_keeper: the system keeps it;
    decided: by column, as in threeway; became: how many cells are others there than last time, of
    those filled on either side; differs_here: the region says what the system did not.
    """

    table: str
    key: Texts
    id: Texts
    last: Side
    here: Side
    there: Side
    record: Indices
    was_there: Flags
    is_keeper: Flags
    decided: Mapping[str, Small]
    became: Indices
    filled: Indices
    differs_here: Flags

    def any(self, *decisions: int) -> Flags:
        """Tell the rows that stand on both sides and have a cell so decided."""
        both = self.here.has & self.there.has
        cells = [np.isin(cell, decisions) for cell in self.decided.values()]
        return both & np.any(cells, axis=0) if cells else np.zeros_like(both)


def compare(
    table: str, last: Sheet, here: Sheet, there: Sheet, mine: Records, ids: Mapping[str, str]
) -> Compared:
    """Compare a table of a system with the region's.

    last, there: with the system's ids of their rows and the region's ids in their references;
    mine: the system's records of the table; ids: the region's id by the one there.
    """
    key = texts(sorted({*mine.system_id, *there.id}))
    own = texts([ids[name] for name in key])
    sides = Side(last, last.find(key)), Side(here, here.find(own)), Side(there, there.find(key))
    place = {name: row for row, name in enumerate(mine.system_id)}
    record = np.array([place.get(name, NO_ROW) for name in key], dtype=np.int32)
    told = [name for name in there.columns if name != "id"]
    before, now, after = (
        {name: meaning(table, name, side.at(name)) for name in told} for side in sides
    )
    after = {name: np.where(sides[2].has, after[name], before[name]) for name in told}
    decided = three_way(before, now, after)
    changed = [before[name] != after[name] for name in told]
    filled = [(before[name] != "") | (after[name] != "") for name in told]
    return Compared(
        table=table,
        key=key,
        id=own,
        last=sides[0],
        here=sides[1],
        there=sides[2],
        record=record,
        was_there=(record != NO_ROW) & (np.append(mine.seen_sha256, "")[record] != ""),
        is_keeper=np.append(mine.keeper, False)[record],
        decided=decided,
        became=np.sum(changed, axis=0, dtype=np.int32) if told else np.zeros_like(record),
        filled=np.sum(filled, axis=0, dtype=np.int32) if told else np.zeros_like(record),
        differs_here=_differs_here(table, sides[1], decided, told),
    )


def _differs_here(table: str, here: Side, decided: Mapping[str, Small], told: list[str]) -> Flags:
    """Tell the rows of which the region says something that the system did not tell."""
    differs = np.zeros(len(here.row), dtype=np.bool_)
    for cell in decided.values():
        differs |= np.isin(cell, (KEPT, CONFLICT))
    for name in here.sheet.columns:
        if name != "id" and name not in told:
            differs |= meaning(table, name, here.at(name)) != ""
    return differs & here.has
