# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Throw dice whose results are cells of a table."""

from collections.abc import Mapping, Sequence

import numpy as np

from kotipesa.periods import month_number, month_text

START = "2026-03"


class Dice:
    """A seeded source of cells; each table has its own, so that a change in one moves no other."""

    def __init__(self, seed: int, table: str) -> None:
        self._random = np.random.default_rng([seed, *table.encode()])

    def chance(self, share: float) -> bool:
        """Tell yes in this share of throws."""
        return bool(self._random.random() < share)

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return int(self._random.integers(low, high + 1))

    def number(self, low: float, high: float) -> float:
        """Draw a number with few digits."""
        return round(float(self._random.uniform(low, high)), 3)

    def cell(self, low: float, high: float, *, empty: float = 0.0) -> str:
        """Draw a number as a cell, empty in a share of throws."""
        drawn = f"{self.number(low, high):g}"
        return "" if self.chance(empty) else drawn

    def one(self, values: Sequence[str]) -> str:
        """Pick one."""
        return values[self.whole(0, len(values) - 1)]

    def weighted(self, weights: Mapping[str, float]) -> str:
        """Pick one by weight."""
        shares = np.array(list(weights.values()))
        return list(weights)[int(self._random.choice(len(shares), p=shares / shares.sum()))]

    def some(self, values: Sequence[str], low: int, high: int) -> str:
        """Pick a few different ones as a list in a cell."""
        count = min(self.whole(low, high), len(values))
        picked = self._random.choice(len(values), size=count, replace=False)
        return "|".join(values[i] for i in sorted(picked.tolist()))


def month(number: int) -> str:
    """Write the month this many months after the start."""
    return month_text((month_number(START) or 0) + number)
