# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn GeoJSON geometries into places, and back."""

import json
from typing import Any, NamedTuple

import numpy as np
import shapely

from kotipesa.arrays import Flags, Texts, Tuples, texts
from kotipesa.sources.distinct import column_of
from kotipesa.sources.seutumassa.columns import SYSTEM
from kotipesa.sources.wkt import exact_wkt

_SHAPES = ("Point", "Polygon", "MultiPolygon")
_INNER = {
    "Feature": "geometry",
    "FeatureCollection": "features",
    "GeometryCollection": "geometries",
}


class Places(NamedTuple):
    """Places in columns, as the region's table of sites writes them.

    x, y: a point, for areas one inside; geometry: WKT of what is more than a point; is_bad: text
    that is no place; is_high: heights were dropped.
    """

    x: Texts
    y: Texts
    crs: Texts
    geometry: Texts
    is_bad: Flags
    is_high: Flags


def read_places(geojson: Texts) -> Places:
    """Read a column of GeoJSON: each a point, a polygon or several.

    They are in EPSG:3879 unless they name another system. Empty cells and what is no such geometry
    have empty cells for coordinates.
    """
    read = [_geometry(text) for text in geojson]
    found = column_of((geometry for geometry, _ in read), object)
    is_there = np.array([geometry is not None for geometry in found], dtype=np.bool_)
    is_high = np.zeros(len(found), dtype=np.bool_)
    is_high[is_there] = shapely.has_z(found[is_there])
    found[is_there] = shapely.force_2d(found[is_there])
    is_area = np.zeros(len(found), dtype=np.bool_)
    is_area[is_there] = shapely.get_type_id(found[is_there]) != shapely.GeometryType.POINT
    points = found.copy()
    points[is_area] = shapely.point_on_surface(found[is_area])
    return Places(
        x=_coordinates(shapely.get_x(points), is_area),
        y=_coordinates(shapely.get_y(points), is_area),
        crs=texts([crs for _, crs in read]),
        geometry=_wkt(found, is_area),
        is_bad=np.array([bool(text) for text in geojson], dtype=np.bool_) & ~is_there,
        is_high=is_high,
    )


def geojson_text(geometries: Tuples) -> Texts:
    """Write geometries, None for none, as GeoJSON in every digit they have."""
    written: Texts = shapely.to_geojson(geometries)
    return texts(["" if text is None else text for text in written])


def _geometry(text: str) -> tuple[Any, str]:
    """Give the one geometry a text holds, None for none, and its coordinate system."""
    try:
        content = json.loads(text)
        content = json.loads(content) if isinstance(content, str) else content
        crs = _named_system(content)
        shape = _only_shape(content)
        geometry = shapely.from_geojson(json.dumps(shape, allow_nan=False)) if shape else None
    except (ValueError, RecursionError, shapely.errors.ShapelyError):
        return None, ""
    if geometry is None or shapely.is_empty(geometry):
        return None, ""
    return geometry, crs


def _only_shape(content: Any) -> dict[str, Any] | None:
    """Go into features and collections of one; anything else is no place."""
    while isinstance(content, dict) and content.get("type") in _INNER:
        content = content.get(_INNER[content["type"]])
        if isinstance(content, list):
            content = content[0] if len(content) == 1 else None
    if not isinstance(content, dict) or content.get("type") not in _SHAPES:
        return None
    return {"type": content["type"], "coordinates": content.get("coordinates")}


def _named_system(content: Any) -> str:
    named = content.get("crs") if isinstance(content, dict) else None
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name else SYSTEM


def _coordinates(values: Any, is_area: Flags) -> Texts:
    """Write the given coordinates whole, those we choose to the millimetre, nan as nothing."""
    chosen = np.where(is_area, np.round(values, 3), values)
    return texts(["" if np.isnan(value) else repr(float(value)) for value in chosen])


def _wkt(geometries: Tuples, wanted: Flags) -> Texts:
    written = texts([""] * len(geometries))
    written[wanted] = exact_wkt(geometries[wanted])
    return written
