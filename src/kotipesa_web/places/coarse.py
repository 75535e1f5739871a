# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show place and time roughly, to those who may not know them exactly."""

from kotipesa.periods import month_number, month_text

GRID_M = 5_000.0
QUARTER = 3


def coarse_of_site(x_m: float, y_m: float) -> dict[str, float]:
    """Give the fields of a site that hold the centre of its grid cell (EPSG:3067 metres)."""
    return {"grid_x_m": _centre(x_m), "grid_y_m": _centre(y_m)}


def coarse_of_months(first_month: str, last_month: str) -> dict[str, str]:
    """Give the fields that hold the whole quarters a window lies in; '' stays ''."""
    return {"first_quarter": _quarter(first_month, 0), "last_quarter": _quarter(last_month, 2)}


def _centre(metres: float) -> float:
    return (metres // GRID_M + 0.5) * GRID_M


def _quarter(month: str, place: int) -> str:
    number = month_number(month)
    return "" if number is None else month_text(number // QUARTER * QUARTER + place)
