# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Count months: a month is one integer, twelve a year, so windows are plain arithmetic."""

import re
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices

ALWAYS_FROM = 0
ALWAYS_TO = 12 * 10_000 - 1
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(text: str) -> int | None:
    """Read ``YYYY-MM`` as months since year 0; anything else is None."""
    found = _MONTH.fullmatch(text.strip())
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None


def month_text(number: int) -> str:
    """Write a month number as ``YYYY-MM``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Horizon:
    """The months a plan looks at: ``start`` is a month number, ``months`` their count."""

    start: int
    months: int

    def clip(self, first: Indices, last: Indices) -> tuple[Indices, Indices]:
        """Cut windows to the horizon and count from its start; an empty one has first > last."""
        return (
            np.maximum(first - self.start, 0).astype(np.int32),
            np.minimum(last - self.start, self.months - 1).astype(np.int32),
        )

    def labels(self) -> list[str]:
        """Name every month, in order."""
        return [month_text(self.start + month) for month in range(self.months)]
