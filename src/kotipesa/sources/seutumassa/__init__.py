# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Speak SeutuMASSA: the capital region's register of masses, as its result table is exported."""

from kotipesa.sources.seutumassa.columns import (
    COLUMNS,
    MUNICIPALITIES,
    NO_GROUP,
    SYSTEM,
    VOLUME_UNIT,
    is_seutumassa,
)
from kotipesa.sources.seutumassa.identity import row_ids
from kotipesa.sources.seutumassa.places import geojson_text, read_places
from kotipesa.sources.seutumassa.reading import read_seutumassa, seutumassa_tables

__all__ = [
    "COLUMNS",
    "MUNICIPALITIES",
    "NO_GROUP",
    "SYSTEM",
    "VOLUME_UNIT",
    "geojson_text",
    "is_seutumassa",
    "read_places",
    "read_seutumassa",
    "row_ids",
    "seutumassa_tables",
]
