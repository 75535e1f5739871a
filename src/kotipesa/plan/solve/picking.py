# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pick which of the arcs that pay to add: a few of each lot, or as many as it takes to move it."""

import numpy as np

from kotipesa.arrays import Indices, Numbers

_ENOUGH = 3.0  # partners enough could take a lot so many times over
_MOST = 100  # partners of a lot in one round


def best_partners(
    cost: Numbers, few: int, row_t: Numbers, column_t: Numbers, below: float
) -> tuple[Indices, Indices]:
    """Pick the least entries of each row: a few, and more until their tonnes are enough.

    row_t, column_t: tonnes of lots and partners; below: what an entry must be less than.
    """
    hopeful = np.flatnonzero(cost.min(axis=1, initial=np.inf) < below)
    part = cost[hopeful]
    count = min(_MOST, part.shape[1])
    if not len(hopeful):
        return hopeful, hopeful
    best = np.argpartition(part, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(part, best, axis=1), axis=1, kind="stable")
    best = np.take_along_axis(best, order, axis=1)
    before_t = np.zeros(best.shape)
    np.cumsum(column_t[best[:, :-1]], axis=1, out=before_t[:, 1:])
    wanted = before_t < _ENOUGH * row_t[hopeful, None]
    wanted[:, :few] = True
    row, column = np.repeat(hopeful, count), best.ravel()
    good = wanted.ravel() & (cost[row, column] < below)
    return row[good], column[good]
