# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a region in step with what a system tells; pure, the folder is another file's business."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, stack, texts
from kotipesa.errors import Problem, problem
from kotipesa.register.records import KEPT_IN_STEP, Records
from kotipesa.register.sync.applying import applied, digests, records_now, seen_now
from kotipesa.register.sync.changes import Changes, changes_of
from kotipesa.register.sync.comparing import Compared, compare
from kotipesa.register.sync.fates import Fates, keep_needed, settle
from kotipesa.register.sync.guard import left_out, losses, named, older
from kotipesa.register.sync.identity import own_ids, with_own_ids
from kotipesa.register.sync.sheet import EMPTY, Sheet, among, told_sheet
from kotipesa.register.sync.standing import (
    Sheets,
    Standing,
    Telling,
    in_agreed_moves,
    referred_to,
)


@dataclass(frozen=True, eq=False, slots=True)
class Synced:
    """What a sync comes to.

    standing: the region after it, whose untouched sheets are the very same; last: what the system
    told, by table; changes: of each table told; refusals: why it is not to be written unless
    forced; notes: what people are to know; ids: the region's id of each row, by table.
    """

    standing: Standing
    last: Sheets
    changes: tuple[Changes, ...]
    refusals: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    ids: Mapping[str, Mapping[str, str]]


def sync(standing: Standing, telling: Telling, *, take: str = "", as_of: str = "") -> Synced:
    """Compare what a system tells with the region and with what it told last time; merge them.

    Tables and columns it does not tell stay as they are. take: 'theirs' or 'ours' in conflicts,
    '' leaves them to the keeper of the row, or open; as_of: the day of what is told.
    """
    mine, others = standing.records.by(telling.system), standing.records.but(telling.system)
    last = {name: _trusted(sheet, mine.of(name)) for name, sheet in telling.last.items()}
    there = {
        table: told_sheet(telling.told[table], last.get(table, EMPTY))
        for table in KEPT_IN_STEP
        if table in telling.told
    }
    ids = own_ids(standing, there, telling.system)
    sheets, seen, changes = dict(standing.sheets), dict(telling.last), []
    refusals, notes = older(mine, telling.system, as_of), left_out(mine, last, telling)
    records = [others, *(mine.of(table) for table in KEPT_IN_STEP if table not in there)]
    for table in reversed([*there]):
        before = last.get(table, EMPTY)
        compared = compare(
            table,
            with_own_ids(table, before, ids),
            standing.here(table),
            with_own_ids(table, there[table], ids),
            mine.of(table),
            ids[table],
        )
        fates = settle(compared, among(compared.id, others.of(table).id), take)
        fates = _keep_referred(compared, fates, sheets, standing.named)
        sheets[table] = applied(compared, fates)
        seen[table] = seen_now(compared, fates, before, there[table])
        kept = others.of(table)
        kept_elsewhere = among(compared.id, kept.id[kept.keeper])
        mine_now = records_now(compared, fates, mine.of(table), seen[table], kept_elsewhere, as_of)
        records.append(_named_system(mine_now, telling.system))
        changes.append(changes_of(compared, fates))
        refusals += losses(compared)
        notes += _notes(compared, fates, telling)
    after = replace(standing, sheets=sheets, records=stack(records))
    return Synced(after, seen, tuple(reversed(changes)), tuple(refusals), tuple(notes), ids)


def _trusted(last: Sheet, mine: Records) -> Sheet:
    """Leave out rows that are not what the records say was seen: somebody changed the copy."""
    digest = dict(zip(mine.system_id, mine.seen_sha256, strict=True))
    known = texts([digest.get(name, "") for name in last.id])
    return last.only((known == "") | (known == digests(last)))


def _keep_referred(
    compared: Compared, fates: Fates, sheets: Sheets, named_projects: frozenset[str]
) -> Fates:
    """Let rows stay that agreed moves or other rows need, and those that these need in turn."""
    table = compared.table
    if table in ("lots", "facilities"):
        return keep_needed(fates, compared.id, in_agreed_moves(sheets), "locked")
    elsewhere = {name: sheet for name, sheet in sheets.items() if name != table}
    needed = referred_to(table, elsewhere)
    if table == "projects":
        needed |= named_projects
    left = sheets.get(table, EMPTY)
    while True:
        fates = keep_needed(fates, compared.id, needed, "referred_to")
        stays = np.ones(len(left), dtype=np.bool_)
        stays[compared.here.row[fates.removed]] = False
        in_turn = referred_to(table, {table: left.only(stays)})
        if not among(compared.id[fates.removed], in_turn).any():
            return fates
        needed |= in_turn


def _named_system(records: Records, system: str) -> Records:
    return replace(records, system=texts([system] * len(records)))


def _notes(compared: Compared, fates: Fates, telling: Telling) -> list[Problem]:
    """Say what is settled or done to rows otherwise than one might think."""
    first = compared.record < 0
    renamed = first & fates.accepted & (compared.key != compared.id)
    adopted = first & fates.accepted & compared.here.has & ~renamed
    by_keeper = fates.takes_theirs & (fates.reason == "keeper")
    locked = fates.reason == "locked"
    said: list[tuple[str, Flags]] = [
        ("sync_conflict", fates.outcome == "conflict"),
        ("sync_renamed", renamed),
        ("sync_adopted", adopted),
        ("sync_keeper_won", by_keeper),
        ("sync_locked_vanished", locked),
    ]
    return [
        problem(
            code,
            table=compared.table,
            count=rows.sum(),
            names=named(compared.id[rows]),
            system=telling.system,
        )
        for code, rows in said
        if rows.any()
    ]
