# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show a lot's months and amount roughly, to those who may not know them exactly."""

import math
from bisect import bisect_right
from itertools import pairwise

from kotipesa_web.places.coarse import coarse_of_months

LIMITS_T = (0, 100, 500, 2_000, 10_000, 50_000)
BANDS = (*(f"{low}-{high}" for low, high in pairwise(LIMITS_T)), f"{LIMITS_T[-1]}-")


def coarse_of_lot(first_month: str, last_month: str, tonnes: float | None) -> dict[str, str]:
    """Give the fields of a lot that hold its quarters and its band of tonnes ('' where unknown)."""
    return {**coarse_of_months(first_month, last_month), "band": band_of(tonnes)}


def band_of(tonnes: float | None) -> str:
    """Name the band of an amount, such as ``500-2000``: from 500 t, below 2,000 t."""
    if tonnes is None or math.isnan(tonnes):
        return ""
    return BANDS[bisect_right(LIMITS_T, tonnes) - 1]
