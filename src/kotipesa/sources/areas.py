# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read areas somebody drew: the polygons of a GeoJSON or GeoPackage file."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from kotipesa.arrays import Flags, Texts, Tuples, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import Areas, known_crs, off_map, polygons_to_etrs, to_etrs
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, shown, size_problem
from kotipesa.sources.raw import cell_text

ID_FIELDS = ("tunnus", "koodi", "code", "natcode", "id")
NAME_FIELDS = ("name", "nimi", "namn", "nimi_fi", "name_fi", "namefin")
_SQLITE_MARK = b"SQLite format 3\0"
_CRS_WITHIN_BYTES = 1 << 20
_NAMED_SYSTEM = re.compile(rb'"crs"\s*:\s*\{[^{}]*\{[^{}]*"name"\s*:\s*"([^"]*)"')
_POLYGON, _MULTIPOLYGON = 3, 6
_UNREADABLE = (DataSourceError, DataLayerError, shapely.errors.ShapelyError, ValueError, OSError)


def read_areas(
    path: Path, layer: str = "", limits: Limits = DEFAULT_LIMITS
) -> tuple[Areas | None, tuple[Problem, ...]]:
    """Read every polygon into EPSG:3067; the system they came in is kept beside them.

    layer: which one to read where a file has several. Ids and names come from fields called like
    ID_FIELDS and NAME_FIELDS, else from the order. Areas that cannot be used are problems of their
    own; no areas at all when the file cannot be read.
    """
    if fault := _unsound(path, limits):
        return None, (fault,)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        if len(layers) > 1 and layer not in layers:
            where = Where(path.name)
            return None, (problem("area_many_layers", where, layers=", ".join(layers)),)
        meta, _, shapes, fields = pyogrio.raw.read(path, layer=layer or None)
        outlines = shapely.from_wkb(shapes)
    except _UNREADABLE as fault:
        return None, (problem("area_unreadable", Where(path.name), reason=shown(str(fault), 200)),)
    where = Where(path.name, layer)
    crs = meta["crs"]
    if not crs:
        return None, (problem("area_without_crs", where),)
    for name in (_named_system(path), str(crs)):
        if name and not known_crs(name):
            return None, (problem("crs_unknown", where, crs=shown(name, 200)),)
    named = dict(zip((str(name).casefold() for name in meta["fields"]), fields, strict=True))
    return _areas(outlines, named, str(crs), where)


def _areas(
    outlines: Any, fields: dict[str, Any], crs: str, where: Where
) -> tuple[Areas | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    is_area = np.isin(shapely.get_type_id(outlines), (_POLYGON, _MULTIPOLYGON))
    is_area &= ~shapely.is_empty(outlines)
    if not is_area.any():
        return None, (problem("area_no_polygons", where),)
    if others := np.count_nonzero(~is_area):
        problems.append(problem("area_not_polygon", where, count=others))
    ids, names = _ids(fields, len(outlines))[is_area], _names(fields, len(outlines))[is_area]
    outlines = shapely.force_2d(outlines[is_area])
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


def _ids(fields: dict[str, Any], count: int) -> Texts:
    """Name the areas by the first field of ids, or else of names, that tells them all apart."""
    for field in (*ID_FIELDS, *NAME_FIELDS):
        if field in fields:
            ids = texts([cell_text(value).strip() for value in fields[field]])
            if len(set(ids)) == count and all(ids):
                return ids
    return texts([str(number) for number in range(1, count + 1)])


def _names(fields: dict[str, Any], count: int) -> Texts:
    for field in NAME_FIELDS:
        if field in fields:
            return texts([cell_text(value).strip() for value in fields[field]])
    return _ids(fields, count)


def _named_system(path: Path) -> str:
    """Read the system a GeoJSON names itself; where GDAL knows it not, it would take WGS 84."""
    with path.open("rb") as file:
        start = file.read(_CRS_WITHIN_BYTES)
        file.seek(max(len(start), path.stat().st_size - _CRS_WITHIN_BYTES))
        found = _NAMED_SYSTEM.search(start) or _NAMED_SYSTEM.search(file.read())
    return found[1].decode(errors="replace") if found else ""


def _unsound(path: Path, limits: Limits) -> Problem | None:
    """Refuse what is no GeoJSON and no whole GeoPackage before a library opens it."""
    where = Where(path.name)
    try:
        if too_large := size_problem(path, limits):
            return too_large
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as fault:
        return problem("area_unreadable", where, reason=fault.strerror or fault)
    if not start.strip():
        return problem("empty_file", where)
    if start.startswith(_SQLITE_MARK):
        return _cut_off(path, start) or _damaged(path)
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return problem("area_unreadable", where, reason="neither GeoJSON nor GeoPackage")
    return None


def _cut_off(path: Path, header: bytes) -> Problem | None:
    """Compare the pages a GeoPackage says it has with its size (sqlite.org/fileformat2, 1.3)."""
    page_bytes = int.from_bytes(header[16:18], "big")
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    expected = page_bytes * int.from_bytes(header[28:32], "big")
    size = path.stat().st_size
    if len(header) == 100 and size >= expected:
        return None
    return problem("area_truncated", Where(path.name), size=size, expected=expected)


def _damaged(path: Path) -> Problem | None:
    """Let SQLite look through a GeoPackage that has the right size."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        verdict = str(fault)
    if verdict == "ok":
        return None
    return problem("area_unreadable", Where(path.name), reason=shown(verdict, 200))
