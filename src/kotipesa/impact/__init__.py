# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what moves cause and what they avoid, each figure with its interval and its factors."""

from kotipesa.impact.assess import assess
from kotipesa.impact.figures import Figure, Impact
from kotipesa.impact.fuel import (
    LORRIES,
    Lorry,
    haul_litres,
    kgco2e_of_litres,
    litres_per_tonne,
    loads,
)
from kotipesa.impact.interval import Interval
from kotipesa.impact.savings import Saving, savings

__all__ = [
    "LORRIES",
    "Figure",
    "Impact",
    "Interval",
    "Lorry",
    "Saving",
    "assess",
    "haul_litres",
    "kgco2e_of_litres",
    "litres_per_tonne",
    "loads",
    "savings",
]
