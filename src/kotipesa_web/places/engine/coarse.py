# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show place, time and amount as roughly as the engine does, to those who may not know more."""

import math
from functools import cache
from itertools import pairwise

import numpy as np

from kotipesa.disclosure import BAND_LIMITS_T, NO_BAND, band, grid_centre, quarter
from kotipesa.periods import month_number, month_text

BANDS = tuple(
    f"{low:.0f}-{'' if math.isinf(high) else f'{high:.0f}'}"
    for low, high in pairwise(BAND_LIMITS_T)
)


def coarse_of_site(x_m: float, y_m: float) -> dict[str, float]:
    """Give the fields of a site that hold the centre of its grid cell (EPSG:3067 metres)."""
    x, y = grid_centre(np.array([x_m]), np.array([y_m]))
    return {"grid_x_m": float(x[0]), "grid_y_m": float(y[0])}


def coarse_of_months(first_month: str, last_month: str) -> dict[str, str]:
    """Give the fields that hold the whole quarters a window lies in; '' stays ''."""
    return {"first_quarter": _quarter(first_month)[0], "last_quarter": _quarter(last_month)[1]}


def band_of(tonnes: float | None) -> str:
    """Name the band of an amount, such as ``500-2000``: from 500 t, below 2,000 t; '' unknown."""
    code = band(np.array([np.nan if tonnes is None else tonnes])).code[0]
    return "" if code == NO_BAND else BANDS[code]


@cache
def _quarter(month: str) -> tuple[str, str]:
    number = month_number(month)
    if number is None:
        return "", ""
    first, last = quarter(np.array([number]), np.array([number]))
    return month_text(int(first[0])), month_text(int(last[0]))
