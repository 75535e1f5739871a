# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the least of many values over the months of each lot, or over the lots of each month."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.problem import Ends


@dataclass(frozen=True, eq=False, slots=True)
class Windows:
    """Every month of every lot's window as a pair, sorted by lot.

    lot, month: the pairs; start: where each lot's pairs begin.
    """

    lot: Indices
    month: Indices
    start: Indices

    def least_by_lot(self, values: Numbers) -> Numbers:
        """Take the least over each lot's pairs; values: … × pairs, result: … × lots."""
        if not len(self.start):
            return np.zeros((*values.shape[:-1], 0))
        least: Numbers = np.minimum.reduceat(values, self.start, axis=-1)
        return least


def windows(ends: Ends) -> Windows:
    """List the months of the windows of lots."""
    length = ends.last - ends.first + 1
    start = np.cumsum(length) - length
    lot = np.repeat(np.arange(len(ends), dtype=np.int32), length)
    month = np.arange(len(lot)) - np.repeat(start, length) + np.repeat(ends.first, length)
    return Windows(lot, month.astype(np.int32), start.astype(np.int32))


@dataclass(frozen=True, eq=False, slots=True)
class GroupMonths:
    """The pairs of a Windows sorted by group and month, so that reduceat finds the least of each.

    lot: the pairs' lots in that order; group, month: of each run; start: where it begins.
    """

    lot: Indices
    group: Indices
    month: Indices
    start: Indices

    def least(self, values: Numbers, groups: int, months: int) -> Numbers:
        """Take the least over the lots of each group and month: … × lots to … × groups × months."""
        least = np.full((*values.shape[:-1], groups, months), np.inf)
        if len(self.start):
            runs = np.minimum.reduceat(values[..., self.lot], self.start, axis=-1)
            least[..., self.group, self.month] = runs
        return least


def group_months(pairs: Windows, group_of_lot: Indices) -> GroupMonths:
    """Sort the pairs of lots and months by the lots' group, then by month."""
    group = group_of_lot[pairs.lot]
    order = np.lexsort((pairs.lot, pairs.month, group))
    group, month = group[order], pairs.month[order]
    new_run = np.ones(len(order), dtype=bool)
    new_run[1:] = (group[1:] != group[:-1]) | (month[1:] != month[:-1])
    start = np.flatnonzero(new_run)
    return GroupMonths(pairs.lot[order], group[start], month[start], start.astype(np.int32))
