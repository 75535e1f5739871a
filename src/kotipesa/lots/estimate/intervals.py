# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold figures with their intervals, one or a column, and add their uncertainties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the interval it is believed in; 0 < low <= mid <= high."""

    low: float
    mid: float
    high: float


UNKNOWN = Interval(np.nan, np.nan, np.nan)


@dataclass(frozen=True, eq=False, slots=True)
class Intervals:
    """Intervals in columns: the middle, and how far down and up from it in natural logarithms."""

    mid: Numbers
    log_low: Numbers
    log_high: Numbers

    def at(self, rows: Indices) -> "Intervals":
        """Pick rows."""
        return Intervals(self.mid[rows], self.log_low[rows], self.log_high[rows])

    def where(self, use: Flags, other: "Intervals") -> "Intervals":
        """Keep these where ``use`` holds, take the other's elsewhere."""
        return Intervals(
            np.where(use, self.mid, other.mid),
            np.where(use, self.log_low, other.log_low),
            np.where(use, self.log_high, other.log_high),
        )


def interval_columns(intervals: Sequence[Interval]) -> Intervals:
    """Put intervals under each other."""
    low, mid, high = np.array([(i.low, i.mid, i.high) for i in intervals]).reshape(-1, 3).T
    return Intervals(mid, np.log(mid / low), np.log(high / mid))


def look_up(codes: Texts, by_code: Mapping[str, Interval]) -> Intervals:
    """Find an interval for each code; nan where the table has none."""
    distinct, place = np.unique(codes.astype(str), return_inverse=True)
    found = interval_columns([by_code.get(code, UNKNOWN) for code in distinct])
    return found.at(place.astype(np.int32))


def product(factors: Sequence[Intervals]) -> Intervals:
    """Multiply independent lognormal factors: middles multiply, logarithms add in squares."""
    return Intervals(
        np.prod([factor.mid for factor in factors], axis=0),
        np.sqrt(np.sum([factor.log_low**2 for factor in factors], axis=0)),
        np.sqrt(np.sum([factor.log_high**2 for factor in factors], axis=0)),
    )
