# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep what is shown of a lot's months and amount to those who may not know them exactly."""

from kotipesa_web.places.engine import band_of, coarse_of_months


def coarse_of_lot(first_month: str, last_month: str, tonnes: float | None) -> dict[str, str]:
    """Give the fields of a lot that hold its quarters and its band of tonnes ('' where unknown)."""
    return {**coarse_of_months(first_month, last_month), "band": band_of(tonnes)}
