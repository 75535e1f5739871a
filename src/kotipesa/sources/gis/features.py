# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the features of a map file: attributes as a raw table, geometries as they were drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from kotipesa.arrays import Numbers, Texts, Tuples, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import axes_swapped, likely_systems, off_map, system_name, to_etrs
from kotipesa.sources.apart import parse_apart
from kotipesa.sources.archive import archive_problem
from kotipesa.sources.coded import coded
from kotipesa.sources.gis.archived import unsafe_member
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, shown
from kotipesa.sources.raw import RawTable
from kotipesa.sources.wkt import exact_wkt

ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".zip", ".gml", ".parquet")
_REASON_CHARS = 200


@dataclass(frozen=True, eq=False, slots=True)
class Features:
    """One layer of a map.

    raw: attributes as texts, a row a feature; its file and sheet are the file and the layer, its
    lines count the features from 1. shapes: shapely geometries, x east and y north in ``crs``,
    as they were drawn, None without one. x, y: the point itself or one on the surface, in the same
    system, nan without one. crs: EPSG:3879 and the like.
    """

    raw: RawTable
    shapes: Tuples
    x: Numbers
    y: Numbers
    crs: str

    def __len__(self) -> int:
        """Count the features."""
        return len(self.shapes)

    def wkt(self) -> Texts:
        """Write each geometry as text that reads back as the same geometry; '' without one."""
        return exact_wkt(self.shapes)


def read_features(
    path: Path,
    *,
    layer: str = "",
    encoding: str = "",
    crs: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Features | None, tuple[Problem, ...]]:
    """Read one layer of GeoJSON, GeoPackage, Shapefile (in a zip too), GML or GeoParquet.

    layer: which one, where a file has several; encoding: of the texts of a Shapefile without .cpg;
    crs: the system, where the file lacks it or is wrong. No features when the file cannot be read,
    its system is not known, or none of it lies in Finland; every reason is a problem.
    """
    where = Where(path.name)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        return None, (problem("map_unknown_ending", where, endings=", ".join(ENDINGS)),)
    if ending == ".zip" and (unsafe := _unsafe_archive(path, limits)):
        return None, (unsafe,)
    found = parse_apart(
        "gis",
        path,
        file_limits=limits,
        ending=ending,
        layer=layer,
        encoding=encoding,
    )
    if isinstance(found, Problem):
        return None, (found,)
    where = replace(where, sheet=shown(found["layer"]))
    problems = list(_told(found["findings"], where))
    shapes = shapely.from_wkb([shape or None for shape in found["wkb"].tolist()])
    system, of_system = _system(found["crs"], crs, shapes, where)
    problems += of_system
    features = Features(_table(found, where), shapes, found["x"], found["y"], system)
    if system:
        problems += _elsewhere(features, where)
    is_placed = system and not any(p.code in _NOWHERE for p in problems)
    return (features if is_placed else None), tuple(problems)


def _unsafe_archive(path: Path, limits: Limits) -> Problem | None:
    if not path.is_file():
        return problem("unreadable_file", Where(path.name), reason="no such file")
    return archive_problem(path, limits, broken="bad_archive") or unsafe_member(path)


def _table(found: Mapping[str, Any], where: Where) -> RawTable:
    names = found["names"]
    return RawTable(
        name="",
        file=where.file,
        sheet=where.sheet,
        header=tuple(names),
        header_line=0,
        columns=tuple(coded(found[f"field {place}"]) for place in range(len(names))),
        lines=np.arange(1, len(found["wkb"]) + 1, dtype=np.int32),
    )


def _told(findings: list[Any], where: Where) -> Iterator[Problem]:
    for code, row, params in findings:
        said = {name: shown(str(value), _REASON_CHARS) for name, value in params.items()}
        yield problem(code, replace(where, row=row), **said)


def _system(own: str, asked: str, shapes: Tuples, where: Where) -> tuple[str, tuple[Problem, ...]]:
    """Decide in which system the features are: the one asked for, else the file's own."""
    if asked or own:
        if not (system := system_name(asked or own)):
            guess = _guess(shapes)
            return "", (
                problem("map_crs_unknown", where, crs=shown(asked or own, 200), guess=guess),
            )
        differs = asked and own and system_name(own) != system
        said = (problem("map_crs_replaced", where, crs=system, own=shown(own, 200)),)
        return system, (said if differs else ())
    return "", (problem("map_without_crs", where, guess=_guess(shapes)),)


def _guess(shapes: Tuples) -> str:
    """Name the usual systems in which the first feature would lie in Finland."""
    points = shapely.get_coordinates(shapes)
    return likely_systems(*points[0]) if len(points) else "-"


def _elsewhere(features: Features, where: Where) -> tuple[Problem, ...]:
    """Say so when no feature at all is in Finland: the system or the order of axes is wrong."""
    known = np.flatnonzero(~np.isnan(features.x))
    x, y, crs = features.x[known], features.y[known], texts([features.crs] * len(known))
    if not len(known) or not off_map(*to_etrs(x, y, crs)).all():
        return ()
    place = replace(where, row=int(known[0]) + 1)
    said = {"x": f"{x[0]:.10g}", "y": f"{y[0]:.10g}", "crs": features.crs}
    if axes_swapped(x, y, crs).all():
        return (problem("map_axes_swapped", place, **said),)
    return (problem("map_off_map", place, guess=likely_systems(x[0], y[0]), **said),)


_NOWHERE = ("map_axes_swapped", "map_off_map")
