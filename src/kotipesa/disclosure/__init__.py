# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what may be shown to whom: rough places, times and amounts, and sums that leak nobody."""

from kotipesa.disclosure.attack import Told, attack
from kotipesa.disclosure.contributions import TOTAL, Contributions
from kotipesa.disclosure.generalise import (
    BAND_LIMITS_T,
    GRID_M,
    NO_BAND,
    Bands,
    band,
    grid_centre,
    quarter,
)
from kotipesa.disclosure.lists import Hidden, hide_rows, is_safe
from kotipesa.disclosure.rules import Rules
from kotipesa.disclosure.suppress import Published, protect

__all__ = [
    "BAND_LIMITS_T",
    "GRID_M",
    "NO_BAND",
    "TOTAL",
    "Bands",
    "Contributions",
    "Hidden",
    "Published",
    "Rules",
    "Told",
    "attack",
    "band",
    "grid_centre",
    "hide_rows",
    "is_safe",
    "protect",
    "quarter",
]
