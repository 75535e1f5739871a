# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the public roads a lorry may drive from an OpenStreetMap extract (.osm.pbf or .osm)."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from kotipesa.arrays import Flags, Texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import WGS84, to_etrs
from kotipesa.roads.graph import build, tell_islands
from kotipesa.roads.links import RoadLinks

_WITH_LINKS = ("motorway", "trunk", "primary", "secondary", "tertiary")
HIGHWAYS = (
    *_WITH_LINKS,
    *(f"{highway}_link" for highway in _WITH_LINKS),
    "unclassified",
    "residential",
    "living_street",
)
_PERMISSIONS = ("hgv", "motor_vehicle", "vehicle", "access")
_CLOSED = ("no", "private")
_ROUNDABOUTS = ("roundabout", "circular")
_FORWARD, _BACKWARD, _BOTH = ("yes", "true", "1"), ("-1", "reverse"), ("no", "false", "0")
_DEGREE = 10_000_000
"""OpenStreetMap keeps whole ten-millionths of a degree."""


def read_osm(path: Path, service: bool = True) -> tuple[RoadLinks | None, tuple[Problem, ...]]:
    """Read a road graph and what is odd about it; None when there is none to read.

    A road is drivable when its highway is in HIGHWAYS (or ``service``) and the most particular of
    its tags hgv, motor_vehicle, vehicle, access does not say no or private. One-way streets,
    roundabouts and motorways keep their direction; turn restrictions and ferries are left out.
    Ways meet where they have a point in common to 1e-7 degrees; metres are Euclid in EPSG:3067.
    """
    highways = (*HIGHWAYS, "service") if service else HIGHWAYS
    try:
        lines, tags = _read_ways(path, highways)
    except (DataSourceError, DataLayerError) as fault:
        reason = str(fault).replace(str(path), path.name).partition(";")[0]
        return None, (problem("osm_unreadable", Where(path.name), reason=reason),)
    open_ways = ~np.isin(_most_particular(tags), _CLOSED)
    links = _links(lines[open_ways], {key: values[open_ways] for key, values in tags.items()})
    if not len(links.metres):
        return None, (problem("osm_no_roads", Where(path.name)),)
    return links, tell_islands(build(links), path.name)


def _read_ways(path: Path, highways: Sequence[str]) -> tuple[Any, dict[str, Texts]]:
    """Read the geometries (longitude, latitude) and tags ('' for none) of such highways."""
    wanted = ", ".join(f"'{highway}'" for highway in highways)
    with as_file(files("kotipesa.roads") / "osm_tags.ini") as tags_file:
        meta, _, lines, columns = pyogrio.raw.read(
            path, layer="lines", where=f"highway IN ({wanted})", CONFIG_FILE=str(tags_file)
        )
    tags = (np.where(column, column, "") for column in columns)
    return shapely.from_wkb(lines), dict(zip(meta["fields"], tags, strict=True))


def _most_particular(tags: dict[str, Texts]) -> Texts:
    """Give what the most particular tag of each way says of lorries, '' when none does."""
    said = tags[_PERMISSIONS[0]]
    for key in _PERMISSIONS[1:]:
        said = np.where(said, said, tags[key])
    return said


def _links(lines: Any, tags: dict[str, Texts]) -> RoadLinks:
    """Cut the lines into links between points; equal points are one node."""
    points, way = shapely.get_coordinates(lines, return_index=True)
    longitude, latitude = np.rint(points * _DEGREE).astype(np.int64).T
    key, first, node = np.unique(
        longitude << 32 | latitude + (1 << 31), return_index=True, return_inverse=True
    )
    x, y = points[first].T
    x_m, y_m = to_etrs(x, y, np.full(len(key), WGS84, dtype=object))
    inside = np.flatnonzero((way[1:] == way[:-1]) & (node[1:] != node[:-1]))
    start, end = node[inside], node[inside + 1]
    one_way, backward = _directions(tags)
    turned = backward[way[inside]]
    return RoadLinks(
        node_id=np.arange(len(key)).astype(str).astype(object),
        x_m=x_m,
        y_m=y_m,
        from_node=np.where(turned, end, start).astype(np.int32),
        to_node=np.where(turned, start, end).astype(np.int32),
        metres=np.hypot(x_m[end] - x_m[start], y_m[end] - y_m[start]),
        is_one_way=one_way[way[inside]],
    )


def _directions(tags: dict[str, Texts]) -> tuple[Flags, Flags]:
    """Tell which ways go in one direction only, and which of those against their drawing."""
    implied = (tags["highway"] == "motorway") | np.isin(tags["junction"], _ROUNDABOUTS)
    backward = np.isin(tags["oneway"], _BACKWARD)
    forward = np.isin(tags["oneway"], _FORWARD) | (implied & ~np.isin(tags["oneway"], _BOTH))
    return forward | backward, backward
