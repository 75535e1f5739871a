# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Decide what becomes of each row that a system tells, or no longer tells."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.register.sync.comparing import Compared
from kotipesa.register.sync.sheet import NO_ROW, among
from kotipesa.register.sync.threeway import ALIKE, CONFLICT, KEPT, TAKEN

THEIRS, OURS = "theirs", "ours"

OUTCOMES = (
    "conflict",
    "settled",
    "new",
    "changed_there",
    "removed",
    "vanished",
    "reappeared",
    "changed_here",
    "removed_here",
    "changed_alike",
    "unchanged",
)
"""What may become of a row, in the order people are told; removed: there and therefore here."""


@dataclass(frozen=True, eq=False, slots=True)
class Fates:
    """What becomes of the rows compared.

    outcome: one of OUTCOMES, '' for rows that are neither told nor here as before; reason: why a
    vanished row stays, or who settled a conflict; accepted: what is told is seen from now on;
    takes_theirs: in conflicts too; inserted, removed: rows of the region; dropped: neither side
    has the row any more.
    """

    outcome: Texts
    reason: Texts
    accepted: Flags
    takes_theirs: Flags
    inserted: Flags
    removed: Flags
    dropped: Flags


def settle(compared: Compared, known_elsewhere: Flags, take: str) -> Fates:
    """Decide the fate of each row; take: THEIRS or OURS in every conflict, '' asks the keeper.

    known_elsewhere: rows that another system knows too. Without a decision a conflict stays open:
    nothing of its row is written, and it comes up again. A row that only its keeper knew and that
    nobody changed here goes with it; see ``keep_needed`` for those that others refer to.
    """
    told, here = compared.there.has, compared.here.has
    recorded, was = compared.record != NO_ROW, compared.was_there
    gone_here = told & ~here & compared.last.has & was
    conflict = compared.any(CONFLICT) | (gone_here & (compared.became > 0))
    theirs = conflict & (compared.is_keeper if not take else np.full_like(conflict, take == THEIRS))
    ours = conflict & np.full_like(conflict, take == OURS)
    is_open = conflict & ~theirs & ~ours
    inserted = told & ~here & ~(gone_here & ~theirs)
    vanished = ~told & here & was
    reason = np.select(
        [
            theirs & (not take),
            conflict & ~is_open,
            ~vanished,
            ~compared.is_keeper,
            known_elsewhere,
            compared.differs_here,
        ],
        ["keeper", take, "", "not_keeper", "known_elsewhere", "changed_here"],
        "",
    )
    removed = vanished & (reason == "")
    came_back = told & recorded & ~was & compared.last.has
    outcome = np.select(
        [
            is_open,
            conflict,
            came_back,
            inserted,
            gone_here,
            compared.any(TAKEN),
            compared.any(KEPT),
            compared.any(ALIKE) & compared.last.has,
            told,
            removed,
            vanished,
        ],
        [
            "conflict",
            "settled",
            "reappeared",
            "new",
            "removed_here",
            "changed_there",
            "changed_here",
            "changed_alike",
            "unchanged",
            "removed",
            "vanished",
        ],
        "",
    )
    return Fates(
        outcome=texts(outcome.tolist()),
        reason=texts(reason.tolist()),
        accepted=told & ~is_open,
        takes_theirs=theirs,
        inserted=inserted,
        removed=removed,
        dropped=removed | (~told & ~here),
    )


def keep_needed(fates: Fates, ids: Texts, needed: set[str], reason: str) -> Fates:
    """Let rows stay that were to be removed but are needed, for a reason."""
    stays = fates.removed & among(ids, needed)
    return Fates(
        outcome=np.where(stays, "vanished", fates.outcome),
        reason=np.where(stays, reason, fates.reason),
        accepted=fates.accepted,
        takes_theirs=fates.takes_theirs,
        inserted=fates.inserted,
        removed=fates.removed & ~stays,
        dropped=fates.dropped & ~stays,
    )
