# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell how much a plan uses each candidate, how large it has to be, and from when until when."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan import Plan
from kotipesa.siting.candidates import Candidates

UNUSED = -1


@dataclass(frozen=True, eq=False, slots=True)
class Uses:
    """In columns by candidate.

    tonnes: what it takes in, or gives as a source; peak_t: the most that lies there at the end of a
    month, 0 where nothing ever does; first, last: the months of its first and last move, UNUSED
    where there is none.
    """

    tonnes: Numbers
    peak_t: Numbers
    first: Indices
    last: Indices


def uses(plan: Plan, candidates: Candidates) -> Uses:
    """Read from a plan what it does with each candidate."""
    moves, stocks = plan.moves, plan.stocks
    counts = (moves.to_kind != "lot") | (moves.from_kind == "source")
    name = np.where(moves.from_kind == "source", moves.from_id, moves.to_id)
    tonnes, peak_t, first, last = [], [], [], []
    for candidate in candidates.id:
        at = (moves.from_id == candidate) | (moves.to_id == candidate)
        tonnes.append(moves.tonnes[counts & (name == candidate)].sum())
        first.append(moves.month[at].min() if at.any() else UNUSED)
        last.append(moves.month[at].max(initial=UNUSED))
        mine = stocks.store == candidate
        _, month = np.unique(stocks.month[mine], return_inverse=True)
        peak_t.append(np.bincount(month, stocks.tonnes[mine]).max(initial=0.0))
    columns = np.array(tonnes), np.array(peak_t)
    return Uses(*columns, np.array(first, dtype=np.int32), np.array(last, dtype=np.int32))
