# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the fates of rows into the region's table, the records and what was seen last."""

import hashlib

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.register.records import Records
from kotipesa.register.sync.comparing import Compared
from kotipesa.register.sync.fates import Fates
from kotipesa.register.sync.sheet import NO_ROW, Sheet
from kotipesa.register.sync.threeway import CONFLICT, TAKEN


def applied(compared: Compared, fates: Fates) -> Sheet:
    """Give the region's table after it; the very same sheet when nothing changes.

    Rows keep their order, new ones come behind in the order of their ids there.
    """
    here, there = compared.here, compared.there
    columns, is_other = dict(here.sheet.columns), bool(fates.removed.any())
    for name, decided in compared.decided.items():
        taken = (decided == TAKEN) & fates.accepted
        taken |= (decided == CONFLICT) & fates.takes_theirs
        rows = np.flatnonzero(taken & here.has & there.has)
        if len(rows):
            cells = here.sheet.at(name, np.arange(len(here.sheet)))
            cells[here.row[rows]] = there.at(name)[rows]
            columns[name], is_other = cells, True
    new = np.flatnonzero(fates.inserted)
    if not is_other and not len(new):
        return here.sheet
    stays = np.ones(len(here.sheet), dtype=np.bool_)
    stays[here.row[fates.removed]] = False
    names = dict.fromkeys([*columns, *(there.sheet.columns if len(new) else ())])
    behind = {name: there.at(name)[new] for name in names} | {"id": compared.id[new]}
    before = Sheet(columns)
    every = np.flatnonzero(stays).astype(np.int32)
    return Sheet({name: np.concatenate([before.at(name, every), behind[name]]) for name in names})


def seen_now(compared: Compared, fates: Fates, last: Sheet, told: Sheet) -> Sheet:
    """Give what the system is known to say, in its own ids; what means the same stays as written.

    Rows that vanished there stay with what was told last, until they are gone here too.
    """
    is_new = fates.accepted & ((compared.became > 0) | ~compared.last.has)
    stays = ~fates.dropped & (compared.last.has | is_new)
    names = dict.fromkeys([*last.columns, *told.columns])
    sides = {
        name: np.where(is_new, told.at(name, compared.there.row), last.at(name, compared.last.row))[
            stays
        ]
        for name in names
    }
    return Sheet(sides | {"id": compared.key[stays]})


def records_now(
    compared: Compared, fates: Fates, mine: Records, seen: Sheet, kept_elsewhere: Flags, as_of: str
) -> Records:
    """Give the system's records of a table.

    Who brings a row is its keeper, and so is who tells all that stands here of a row without one.
    What is the same as last time keeps its day when none is told.
    """
    recorded = compared.record != NO_ROW
    stays = np.flatnonzero(~fates.dropped & (recorded | fates.accepted))
    is_first = ~recorded[stays] & ~kept_elsewhere[stays] & ~compared.differs_here[stays]
    before = _cells(mine.seen_sha256, compared.record[stays])
    now = np.append(digests(seen), "")[seen.find(compared.key[stays])]
    vanished = ~compared.there.has[stays]
    digest = np.where(vanished, "", np.where(fates.accepted[stays], now, before))
    day = _cells(mine.seen, compared.record[stays])
    is_same = (digest == before) | vanished | ~fates.accepted[stays]
    told_day = np.full(len(stays), as_of, dtype=object)
    keeps_day = is_same if not as_of else vanished | ~fates.accepted[stays]
    return Records(
        table=texts([compared.table] * len(stays)),
        id=compared.id[stays],
        system=texts([""] * len(stays)),
        system_id=compared.key[stays],
        keeper=np.where(recorded[stays], compared.is_keeper[stays], is_first),
        seen_sha256=digest,
        seen=np.where(keeps_day, day, told_day),
    )


def digests(sheet: Sheet) -> Texts:
    """Digest what each row says: its filled cells by name, the order of columns apart."""
    names = sorted(sheet.columns)
    rows = zip(*(sheet.columns[name] for name in names), strict=True)
    return texts([_digest(names, row) for row in rows])


def _digest(names: list[str], row: tuple[str, ...]) -> str:
    said = [f"{name}\x1f{cell}" for name, cell in zip(names, row, strict=True) if cell]
    return hashlib.sha256("\x1e".join(said).encode()).hexdigest()


def _cells(column: Texts, rows: Indices) -> Texts:
    return np.append(column, "")[rows]
