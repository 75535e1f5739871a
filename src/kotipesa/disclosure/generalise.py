# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show place, time and amount only roughly: a grid cell, a quarter, a band."""

from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Indices, Numbers, Small

GRID_M = 5_000.0
BAND_LIMITS_T = (0.0, 100.0, 500.0, 2_000.0, 10_000.0, 50_000.0, np.inf)
NO_BAND = -1
_MONTHS = 3


class Bands(NamedTuple):
    """Amounts as bands: a code from 0, and the tonnes a band goes from and stays below."""

    code: Small
    low_t: Numbers
    high_t: Numbers


def grid_centre(x_m: Numbers, y_m: Numbers, *, size_m: float = GRID_M) -> tuple[Numbers, Numbers]:
    """Move points to the centre of their cell of a grid that begins at zero of EPSG:3067."""
    return _centre(x_m, size_m), _centre(y_m, size_m)


def quarter(first_month: Indices, last_month: Indices) -> tuple[Indices, Indices]:
    """Widen windows of month numbers to whole quarters; a month is a window of itself."""
    start = first_month // _MONTHS * _MONTHS
    return start, last_month // _MONTHS * _MONTHS + _MONTHS - 1


def band(amount_t: Numbers) -> Bands:
    """Put tonnes into bands; nan is NO_BAND, without limits. Raises ValueError below zero."""
    amount_t = np.asarray(amount_t, dtype=np.float64)
    if (amount_t < 0).any():
        message = "a band has no amounts below zero"
        raise ValueError(message)
    limits_t = np.array(BAND_LIMITS_T)
    is_told = ~np.isnan(amount_t)
    found = np.searchsorted(limits_t[1:-1], amount_t, side="right")
    code = np.where(is_told, found, NO_BAND).astype(np.int8)
    return Bands(
        code=code,
        low_t=np.where(is_told, limits_t[code], np.nan),
        high_t=np.where(is_told, limits_t[code + 1], np.nan),
    )


def _centre(metres: Numbers, size_m: float) -> Numbers:
    found: Numbers = (np.floor(metres / size_m) + 0.5) * size_m
    return found
