# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the least of many values over the months of each lot, or over the lots of each month."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.problem.problem import Ends


@dataclass(frozen=True, eq=False, slots=True)
class Windows:
    """Every month of every lot's window as a pair, sorted by lot.

    lot, month: the pairs; start: where each lot's pairs begin.
    """

    lot: Indices
    month: Indices
    start: Indices


def windows(ends: Ends) -> Windows:
    """List the months of the windows of lots."""
    length = ends.last - ends.first + 1
    start = np.cumsum(length) - length
    lot = np.repeat(np.arange(len(ends), dtype=np.int32), length)
    month = np.arange(len(lot)) - np.repeat(start, length) + np.repeat(ends.first, length)
    return Windows(lot, month.astype(np.int32), start.astype(np.int32))
