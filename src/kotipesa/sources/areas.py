# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read areas somebody drew: the named polygons of a map file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from kotipesa.arrays import Flags, Texts, Tuples, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import Areas, off_map, polygons_to_etrs, to_etrs
from kotipesa.sources.gis import Features, read_features
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, shown

ID_FIELDS = ("tunnus", "koodi", "code", "natcode", "id")
NAME_FIELDS = ("name", "nimi", "namn", "nimi_fi", "name_fi", "namefin")
_POLYGON, _MULTIPOLYGON = 3, 6
_OF_OUTLINES = ("map_crossing_outline", "map_without_geometry")
"""What is said of areas in words of their own."""


def read_areas(
    path: Path, layer: str = "", limits: Limits = DEFAULT_LIMITS
) -> tuple[Areas | None, tuple[Problem, ...]]:
    """Read every polygon into EPSG:3067; the system they came in is kept beside them.

    layer: which one to read where a file has several. Ids and names come from fields called like
    ID_FIELDS and NAME_FIELDS, else from the order. Areas that cannot be used are problems of their
    own; no areas at all when the file cannot be read.
    """
    features, problems = read_features(path, layer=layer, limits=limits)
    if features is None:
        return None, problems
    others = tuple(found for found in problems if found.code not in _OF_OUTLINES)
    try:
        areas, of_areas = _areas(features)
    except shapely.errors.ShapelyError as fault:
        reason = shown(str(fault), 200)
        return None, (*others, problem("map_unreadable", Where(path.name), reason=reason))
    return areas, (*others, *of_areas)


def _areas(features: Features) -> tuple[Areas | None, tuple[Problem, ...]]:
    where, crs = Where(features.raw.file), features.crs
    problems: list[Problem] = []
    is_area = np.isin(shapely.get_type_id(features.shapes), (_POLYGON, _MULTIPOLYGON))
    if not is_area.any():
        return None, (problem("area_no_polygons", where),)
    if others := np.count_nonzero(~is_area):
        problems.append(problem("area_not_polygon", where, count=others))
    named = dict(zip(map(str.casefold, features.raw.header), features.raw.cells, strict=True))
    ids, names = (column[is_area] for column in (_ids(named, is_area), _names(named, is_area)))
    outlines = shapely.force_2d(features.shapes[is_area])
    lost = _lies_elsewhere(outlines, crs)
    problems += [problem("area_off_map", where, id=name, crs=crs) for name in ids[lost]]
    ids, names, polygons = ids[~lost], names[~lost], polygons_to_etrs(outlines[~lost], crs)
    crossed = ~shapely.is_valid(polygons)
    problems += [problem("area_repaired", where, id=name) for name in ids[crossed]]
    polygons[crossed] = [_repaired(polygon) for polygon in polygons[crossed]]
    count = len(polygons)
    areas = Areas(ids, names, polygons, texts([where.file] * count), texts([crs] * count))
    return (areas if count else None), tuple(problems)


def _lies_elsewhere(outlines: Tuples, crs: str) -> Flags:
    """Tell which outlines have a corner nowhere, or no corner in Finland's box."""
    corners, row = shapely.get_coordinates(outlines, return_index=True)
    x_m, y_m = to_etrs(corners[:, 0], corners[:, 1], texts([crs] * len(corners)))
    nowhere = np.bincount(row, ~np.isfinite(x_m), len(outlines)) > 0
    inside = np.bincount(row, ~off_map(x_m, y_m), len(outlines)) > 0
    elsewhere: Flags = nowhere | ~inside
    return elsewhere


def _repaired(polygon: Any) -> Any:
    """Give the area of an outline that crosses itself; lines left over enclose nothing."""
    parts = shapely.get_parts(shapely.make_valid(polygon))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def _ids(fields: Mapping[str, Texts], is_area: Flags) -> Texts:
    """Name the areas by the first field of ids, or else of names, that tells them all apart."""
    for field in (*ID_FIELDS, *NAME_FIELDS):
        if field in fields:
            ids = texts([text.strip() for text in fields[field]])
            if len(set(ids)) == len(ids) and all(ids):
                return ids
    return texts([str(number) for number in range(1, len(is_area) + 1)])


def _names(fields: Mapping[str, Texts], is_area: Flags) -> Texts:
    for field in NAME_FIELDS:
        if field in fields:
            return texts([text.strip() for text in fields[field]])
    return _ids(fields, is_area)
