# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the classes and factors of the field as data, in three languages and with their sources."""

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
    list_names,
)
from kotipesa.vocab.factors import (
    Factor,
    MissingFactor,
    factor,
    factors,
    missing_factors,
    unverified,
)
from kotipesa.vocab.glossary import Term, glossary
from kotipesa.vocab.materials import Materials, default_materials
from kotipesa.vocab.municipalities import Municipality, find_municipality, municipalities
from kotipesa.vocab.vehicles import PAYLOAD_FACTORS
from kotipesa.vocab.version import VERSION

__all__ = [
    "CONTAMINATION",
    "FITNESS",
    "NO_FITNESS",
    "PAYLOAD_FACTORS",
    "SULPHIDE",
    "UNKNOWN_FITNESS",
    "VERSION",
    "Code",
    "Factor",
    "Materials",
    "MissingFactor",
    "Municipality",
    "Term",
    "codes",
    "default_materials",
    "factor",
    "factors",
    "find_code",
    "find_municipality",
    "glossary",
    "label",
    "list_names",
    "missing_factors",
    "municipalities",
    "unverified",
]
