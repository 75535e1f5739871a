# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a point or an outline, in any Finnish system, into what the database keeps of it."""

from typing import Any

import numpy as np
import shapely

from kotipesa.geo import polygons_to_etrs, to_etrs, to_wgs84
from kotipesa_web.places.engine import coarse_of_site, given_rows

CENTIMETRE = 0.01


def point_fields(x: float, y: float, crs: str) -> dict[str, Any]:
    """Give the fields of a site for its point, x east and y north; raises InputError as to_etrs."""
    x_m, y_m = to_etrs(np.array([x]), np.array([y]), np.array([crs], object))
    point = {"x_m": float(x_m[0]), "y_m": float(y_m[0])}
    return {"crs": crs, "given_x": x, "given_y": y, **point, **coarse_of_site(**point)}


def outline_fields(geometry: str, crs: str) -> dict[str, Any]:
    """Give the fields of a site for its outline (WKT); '' for none."""
    if not geometry:
        empty: dict[str, Any] = dict.fromkeys(("low_x_m", "low_y_m", "high_x_m", "high_y_m"))
        return {**empty, "outline_wkb": None}
    shape = polygons_to_etrs(np.array([shapely.from_wkt(geometry)], object), crs)[0]
    shape = shapely.set_precision(shapely.make_valid(shape), CENTIMETRE)
    low_x, low_y, high_x, high_y = shape.bounds
    return {
        "outline_wkb": shapely.to_wkb(shape),
        "low_x_m": low_x,
        "low_y_m": low_y,
        "high_x_m": high_x,
        "high_y_m": high_y,
    }


def wgs84_ring(outline_wkb: bytes | memoryview | None) -> list[list[float]]:
    """Give the outer corners of an outline as longitude and latitude; [] where there is none."""
    if not outline_wkb:
        return []
    shape = shapely.from_wkb(bytes(outline_wkb))
    part = max(shapely.get_parts(shape), key=lambda one: one.area)
    return _degrees(part.exterior, 6)


def municipality_rings(region_id: int) -> dict[str, list[list[list[list[float]]]]]:
    """Give the outlines a region has of its municipalities: by code, parts of rings in degrees."""
    found: dict[str, list[list[list[list[float]]]]] = {}
    for row in given_rows(region_id, "outlines"):
        part = shapely.from_wkt(row["geometry"])
        found.setdefault(row["municipality"], []).append(_rings(part))
    return found


def _rings(part: Any) -> list[list[list[float]]]:
    return [_degrees(ring) for ring in (part.exterior, *part.interiors)]


def _degrees(ring: Any, decimals: int = 5) -> list[list[float]]:
    x_m, y_m = shapely.get_coordinates(ring).T
    return [[round(v, decimals) for v in pair] for pair in zip(*to_wgs84(x_m, y_m), strict=True)]
