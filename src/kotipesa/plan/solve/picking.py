# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pick which of the arcs that pay to add: a few of each lot, or as many as it takes to move it."""

import numpy as np

from kotipesa.arrays import Indices, Numbers

NEGATIVE = -1e-7  # euros per tonne: what counts as a worthwhile arc
_ENOUGH = 3.0  # partners enough could take a lot so many times over
_MOST = 100  # partners of a lot in one round


def best_pairs(
    cost: Numbers, few: int, row_t: Numbers, column_t: Numbers
) -> tuple[Indices, Indices]:
    """Pick the most negative entries of each row and of each column."""
    rows = best_partners(cost, few, row_t, column_t)
    columns = best_partners(cost.T, few, column_t, row_t)
    pairs = np.concatenate([np.stack(rows), np.stack(columns[::-1])], axis=1)
    row, column = np.unique(pairs, axis=1)
    return row, column


def best_partners(
    cost: Numbers, few: int, row_t: Numbers, column_t: Numbers, below: float = NEGATIVE
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


def best_months(cost: Numbers, lot_t: Numbers, month_cap_t: Numbers) -> tuple[Indices, Indices]:
    """Pick the most negative months of each row: one, and more until their capacity is enough.

    cost: pairs of lot and plant × months; lot_t, month_cap_t: of each pair.
    """
    limited = (month_cap_t > 0) & np.isfinite(month_cap_t)
    enough = np.ones(len(cost))
    enough[limited] = np.ceil(_ENOUGH * lot_t[limited] / month_cap_t[limited])
    month = np.argsort(cost, axis=1, kind="stable")
    wanted = np.arange(cost.shape[1]) < enough[:, None]
    wanted &= np.take_along_axis(cost, month, axis=1) < NEGATIVE
    return np.nonzero(wanted)[0], month[wanted]
