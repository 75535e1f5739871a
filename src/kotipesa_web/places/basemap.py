# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the base map of a region: given borders and roads, else plain ones of what is known.

Plain borders are the cells nearest to each municipality's point: they are no real borders.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio.raw import read

from kotipesa.geo import polygons_to_etrs, to_etrs, to_wgs84
from kotipesa.vocab import Municipality, municipalities
from kotipesa_web.places.engine import given_rows
from kotipesa_web.places.models import Region
from kotipesa_web.places.pmtiles import Layer, write_pmtiles

AROUND_M = 6_000.0
NAMES = ("name_fi", "name_sv", "name_en")


def draw_base_map(
    region: Region, path: Path, *, borders: Path | None = None, roads: Path | None = None
) -> dict[str, int]:
    """Write the base map of a region; return how many shapes each layer has.

    ``borders`` and ``roads`` are map files of polygons and lines in any system they name.
    """
    towns = [one for one in municipalities() if one.code in region.municipalities]
    lines = _read(roads) if roads else _known_roads(region)
    areas = _read(borders) if borders else _cells(towns, lines)
    drawn = {
        "borders": Layer("Polygon", _degrees(areas), {}),
        "roads": Layer("LineString", _degrees(lines), {}),
        "places": Layer("Point", _degrees(_points(towns)), _names(towns)),
    }
    shown = {name: layer for name, layer in drawn.items() if len(layer.shapes)}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_pmtiles(shown, path)
    return {name: len(layer.shapes) for name, layer in shown.items()}


def _read(path: Path) -> list[Any]:
    """Read the shapes of a map file, in EPSG:3067, one part each."""
    meta, _fids, shapes, _fields = read(path, columns=[])
    known = shapely.from_wkb(shapes)
    moved = polygons_to_etrs(known[~shapely.is_missing(known)], meta["crs"])
    return [*shapely.get_parts(moved)]


def _known_roads(region: Region) -> list[Any]:
    """Join the links of the region's road graph into lines."""
    nodes, links = given_rows(region.pk, "nodes"), given_rows(region.pk, "roads")
    if not nodes or not links:
        return []
    x, y = (np.array([float(node[axis]) for node in nodes]) for axis in ("x", "y"))
    crs = np.array([node.get("crs") or "EPSG:4326" for node in nodes], dtype=object)
    place = dict(
        zip((node["id"] for node in nodes), zip(*to_etrs(x, y, crs), strict=True), strict=True)
    )
    ends = [(place[link["from_node"]], place[link["to_node"]]) for link in links]
    joined = shapely.line_merge(shapely.union_all(shapely.linestrings(ends)))
    return [*shapely.get_parts(joined)]


def _cells(towns: Sequence[Municipality], lines: Sequence[Any]) -> list[Any]:
    """Part the land around towns and roads into cells, one a town."""
    points = shapely.multipoints(_points(towns))
    if shapely.get_num_geometries(points) < 2:
        return []
    known = shapely.geometrycollections([points, *lines])
    land = shapely.buffer(shapely.convex_hull(known), AROUND_M)
    parts = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=land))
    cut = shapely.get_parts(shapely.intersection(parts, land))
    return [one for one in cut if one.geom_type == "Polygon"]


def _points(towns: Sequence[Municipality]) -> list[Any]:
    return [shapely.Point(town.x_m, town.y_m) for town in towns]


def _names(towns: Sequence[Municipality]) -> dict[str, list[str]]:
    return {name: [getattr(town, name[-2:]) for town in towns] for name in NAMES}


def _degrees(shapes: Sequence[Any]) -> list[Any]:
    if not shapes:
        return []

    def move(points: Any) -> Any:
        return np.column_stack(to_wgs84(points[:, 0], points[:, 1]))

    return [*shapely.transform(np.array(shapes, dtype=object), move)]
