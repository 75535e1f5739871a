# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write points as GeoJSON, and read the box a map asks for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from django.http import HttpResponse

from kotipesa.geo import WGS84, to_etrs, to_wgs84

Feature: TypeAlias = dict[str, Any]
MEDIA_TYPE = "application/geo+json"
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A box in EPSG:3067 metres."""

    low_x_m: float
    low_y_m: float
    high_x_m: float
    high_y_m: float


def box_of(text: str) -> Box | None:
    """Read ``west,south,east,north`` in degrees as the box around it; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return None
    x = np.array([west, east, west, east, (west + east) / 2, (west + east) / 2])
    y = np.array([south, south, north, north, south, north])
    x_m, y_m = to_etrs(x, y, np.full(len(x), WGS84, dtype=object))
    if np.isnan(x_m).any():
        return None
    return Box(float(x_m.min()), float(y_m.min()), float(x_m.max()), float(y_m.max()))


def features_at(told: Sequence[tuple[tuple[float, float], Mapping[str, Any]]]) -> list[Feature]:
    """Make point features of EPSG:3067 points and their properties."""
    if not told:
        return []
    x_m, y_m = np.array([point for point, _properties in told], dtype=np.float64).T
    degrees = np.round(np.column_stack(to_wgs84(x_m, y_m)), _DECIMALS).tolist()
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": dict(properties),
        }
        for place, (_point, properties) in zip(degrees, told, strict=True)
    ]


def collection(features: Sequence[Feature]) -> dict[str, Any]:
    """Gather features."""
    return {"type": "FeatureCollection", "features": [*features]}


def geojson_bytes(told: Mapping[str, Any]) -> bytes:
    """Write GeoJSON as bytes."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def geojson_answer(told: Mapping[str, Any]) -> HttpResponse:
    """Answer with GeoJSON that nobody in between keeps."""
    answer = HttpResponse(geojson_bytes(told), content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "private, no-store"
    return answer
