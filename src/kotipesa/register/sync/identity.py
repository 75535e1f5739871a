# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the region's own id for each row a system tells, and put it into what refers to the row."""

from collections.abc import Iterable, Mapping

import numpy as np

from kotipesa.arrays import Texts, texts
from kotipesa.region.schema import region_schema
from kotipesa.register.records import KEPT_IN_STEP
from kotipesa.register.sync.sheet import REFERENCES, Sheet, meaning
from kotipesa.register.sync.standing import Sheets, Standing
from kotipesa.sources import by_distinct
from kotipesa.sources.cells import list_parts

Ids = Mapping[str, Mapping[str, str]]
"""The region's id of each row of a system, by table and the id there."""


def own_ids(standing: Standing, there: Sheets, system: str) -> dict[str, dict[str, str]]:
    """Give every row that the system tells, or told, the id of the region's row it is.

    What is recorded holds. Else a row is the one of the same id, if no system knows that one, or
    it says the same; else the id is free, or taken by another row and gets the system's name.
    """
    ids: dict[str, dict[str, str]] = {}
    for table in KEPT_IN_STEP:
        mine = standing.records.of(table).by(system)
        ids[table] = dict(zip(mine.system_id, mine.id, strict=True))
        if table in there:
            ids[table] |= _ids_of_new(table, standing, there[table], system, ids)
    return ids


def with_own_ids(table: str, sheet: Sheet, ids: Ids) -> Sheet:
    """Let the references of a sheet name rows by the region's ids; its own ids stay."""
    columns = dict(sheet.columns)
    for column in region_schema()[table]:
        if column.type in REFERENCES and column.name in columns and ids.get(column.list):
            columns[column.name] = _renamed(columns[column.name], ids[column.list])
    return Sheet(columns)


def _renamed(cells: Texts, ids: Mapping[str, str]) -> Texts:
    def rename(cell: str) -> str:
        parts = list_parts(cell)
        is_known = any(part in ids for part in parts)
        return "|".join(ids.get(part, part) for part in parts) if is_known else cell

    return by_distinct(cells, rename, object)


def _ids_of_new(
    table: str, standing: Standing, there: Sheet, system: str, ids: dict[str, dict[str, str]]
) -> dict[str, str]:
    here, known = standing.here(table), ids[table]
    recorded, mine = set(standing.records.of(table).id), set(known.values())
    new = [name for name in there.id if name not in known]
    taken = recorded | set(here.id) | set(new)
    contested = [name for name in new if name in recorded or name in mine]
    alike = _alike(table, here, with_own_ids(table, there, ids), contested)
    found = {name: name for name in new}
    for name in contested:
        if name in mine or name not in alike:
            found[name] = _free_id(f"{system}-{name}", taken)
            taken.add(found[name])
    return found


def _alike(table: str, here: Sheet, there: Sheet, names: Iterable[str]) -> set[str]:
    """Find the ids under which both sheets say the same in all that ``there`` tells."""
    ids = texts(list(names))
    row_here, row_there = here.find(ids), there.find(ids)
    same = row_here >= 0
    for column in there.columns:
        told = meaning(table, column, there.at(column, row_there))
        same &= (told == "") | (told == meaning(table, column, here.at(column, row_here)))
    return set(ids[np.flatnonzero(same)])


def _free_id(wanted: str, taken: set[str]) -> str:
    free, count = wanted, 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    return free
