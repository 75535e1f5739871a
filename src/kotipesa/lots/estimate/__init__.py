# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Estimate the masses of coming projects before anybody has measured them."""

from kotipesa.lots.estimate.coefficients import (
    Coefficients,
    default_coefficients,
    read_coefficients,
)
from kotipesa.lots.estimate.method import estimate, quantities
from kotipesa.lots.estimate.programme import Estimate, estimate_programme, estimate_programmes
from kotipesa.lots.estimate.works import Estimates, Quantities, Works

__all__ = [
    "Coefficients",
    "Estimate",
    "Estimates",
    "Quantities",
    "Works",
    "default_coefficients",
    "estimate",
    "estimate_programme",
    "estimate_programmes",
    "quantities",
    "read_coefficients",
]
