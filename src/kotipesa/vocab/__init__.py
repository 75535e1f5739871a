# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the classes and factors of the field as data: csv tables with three languages and sources."""

from kotipesa.vocab.codes import (
    CONTAMINATION,
    FITNESS,
    NO_FITNESS,
    SULPHIDE,
    UNKNOWN_FITNESS,
    Code,
    codes,
    find_code,
    label,
)
from kotipesa.vocab.factors import Factor, factor, factors, unverified
from kotipesa.vocab.materials import Materials, default_materials
from kotipesa.vocab.municipalities import Municipality, find_municipality, municipalities
from kotipesa.vocab.version import VERSION

__all__ = [
    "CONTAMINATION",
    "FITNESS",
    "NO_FITNESS",
    "SULPHIDE",
    "UNKNOWN_FITNESS",
    "VERSION",
    "Code",
    "Factor",
    "Materials",
    "Municipality",
    "codes",
    "default_materials",
    "factor",
    "factors",
    "find_code",
    "find_municipality",
    "label",
    "municipalities",
    "unverified",
]
