# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List what a sync changes: row by row, and cell by cell with its three values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.register.sync.comparing import Compared
from kotipesa.register.sync.fates import OUTCOMES, Fates
from kotipesa.register.sync.threeway import CONFLICT, SAME

THEIRS, OURS, BOTH, OPEN = "theirs", "ours", "both", "open"
_WINNER = ("", THEIRS, OURS, BOTH, OURS)
"""Whose value stands after each decision of threeway, in its order."""


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Cells that differ; row: of the changes; winner: THEIRS, OURS, BOTH, or OPEN for nobody."""

    row: Indices
    column: Texts
    last: Texts
    here: Texts
    there: Texts
    winner: Texts


@dataclass(frozen=True, eq=False, slots=True)
class Changes:
    """What becomes of the rows of a table that are not as they were.

    counts: rows by outcome, the unchanged ones too; id: the region's, system_id: the one there.
    """

    table: str
    counts: Mapping[str, int]
    id: Texts
    system_id: Texts
    outcome: Texts
    reason: Texts
    cells: Cells


def changes_of(compared: Compared, fates: Fates) -> Changes:
    """List the rows in the order of OUTCOMES, then of the ids there."""
    counted = Counter(fates.outcome.tolist())
    place = {outcome: at for at, outcome in enumerate(OUTCOMES)}
    rank = np.array([place.get(outcome, len(OUTCOMES)) for outcome in fates.outcome], dtype=np.int8)
    told = np.flatnonzero(rank < place["unchanged"])
    rows = told[np.argsort(rank[told], kind="stable")]
    return Changes(
        table=compared.table,
        counts={outcome: counted[outcome] for outcome in OUTCOMES if counted[outcome]},
        id=compared.id[rows],
        system_id=compared.key[rows],
        outcome=fates.outcome[rows],
        reason=fates.reason[rows],
        cells=_cells(compared, fates, rows),
    )


def _cells(compared: Compared, fates: Fates, rows: Indices) -> Cells:
    both = (compared.here.has & compared.there.has)[rows]
    is_open = (fates.outcome == "conflict")[rows]
    parts = []
    for name, decided in compared.decided.items():
        decision = decided[rows]
        at = np.flatnonzero(both & (decision != SAME))
        winner = texts(_WINNER)[decision[at]]
        winner[(decision[at] == CONFLICT) & fates.takes_theirs[rows[at]]] = THEIRS
        winner[is_open[at]] = OPEN
        sides = (compared.last, compared.here, compared.there)
        values = [side.at(name)[rows[at]] for side in sides]
        parts.append((at, texts([name] * len(at)), *values, winner))
    nothing = (np.zeros(0, dtype=np.intp), *[texts([])] * 5)
    row, *columns = (np.concatenate(part) for part in zip(nothing, *parts, strict=True))
    order = np.argsort(row, kind="stable")
    return Cells(row[order], *(column[order] for column in columns))
