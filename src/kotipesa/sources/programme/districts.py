# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Place districts on the map: one point that surely lies in each, from the owner's polygons."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from kotipesa.arrays import Indices, Numbers, Texts, Tuples, texts
from kotipesa.errors import InputError, Where, problem, sound
from kotipesa.geo import polygons_to_etrs
from kotipesa.sources.cells import clean_text
from kotipesa.sources.gis import read_features
from kotipesa.sources.programme.profile import PolygonFields
from kotipesa.sources.programme.table import district_number


class Place(NamedTuple):
    """A point in EPSG:3067 metres, with the name of what it stands for."""

    name: str
    x_m: float
    y_m: float


@dataclass(frozen=True, eq=False, slots=True)
class DistrictMap:
    """Districts by number with a point in each, and polygons of major districts by name."""

    number: Indices
    name: Texts
    x_m: Numbers
    y_m: Numbers
    major_name: Texts
    major_polygon: Tuples

    def district(self, number: int) -> Place | None:
        """Give a district's point; None for a number the map lacks."""
        rows = np.flatnonzero(self.number == number)
        return self._place(int(rows[0]), str(self.name[rows[0]])) if len(rows) else None

    def majors(self, names: Sequence[str]) -> Place | None:
        """Give the point of major districts together: the middlemost of their districts' points.

        A point of the polygon itself may lie in the sea. None when the map lacks any of the names,
        or has no district in them.
        """
        rows = np.flatnonzero(np.isin(self.major_name, list(names)))
        if not names or len(rows) < len(names):
            return None
        polygon = shapely.union_all(self.major_polygon[rows])
        inside = np.flatnonzero(shapely.contains_xy(polygon, self.x_m, self.y_m))
        if not len(inside):
            return None
        x_m, y_m = self.x_m[inside], self.y_m[inside]
        apart_m = np.hypot(x_m[:, None] - x_m, y_m[:, None] - y_m)
        return self._place(int(inside[apart_m.sum(axis=1).argmin()]), " + ".join(names))

    def _place(self, row: int, name: str) -> Place:
        return Place(name, float(self.x_m[row]), float(self.y_m[row]))


def read_districts(paths: Sequence[Path], fields: PolygonFields) -> DistrictMap:
    """Read polygons of districts and, where given, of major districts, from any vector file.

    A layer with the field of district numbers holds districts, one with that of major districts'
    names holds those. Raises InputError with ``districts_missing``, ``districts_without_key``, or
    what is wrong with the file as a map.
    """
    numbers: list[int] = []
    names: list[str] = []
    points: list[Any] = []
    major_names: list[str] = []
    polygons: list[Any] = []
    for path in paths:
        columns, shapes = _layer(path)
        if fields.district in columns:
            codes = columns[fields.district]
            told = {row: district_number(code) for row, code in enumerate(codes)}
            known = {row: number for row, number in told.items() if number is not None}
            rows = list(known)
            numbers += known.values()
            names += [_readable(columns.get(fields.name, codes)[row]) for row in rows]
            points += list(shapely.point_on_surface(shapes[rows]))
        elif fields.major in columns:
            major_names += columns[fields.major]
            polygons += list(shapes)
        else:
            keys = f"{fields.district}, {fields.major}"
            raise InputError([problem("districts_without_key", Where(path.name), keys=keys)])
    return DistrictMap(
        number=np.array(numbers, dtype=np.int32),
        name=texts(names),
        x_m=shapely.get_x(np.array(points, dtype=object)),
        y_m=shapely.get_y(np.array(points, dtype=object)),
        major_name=texts(major_names),
        major_polygon=np.array(polygons, dtype=object),
    )


def _readable(name: str) -> str:
    """Write a name that is all capitals as a name: KALLIO as Kallio."""
    return name.title() if name.isupper() else name


def _layer(path: Path) -> tuple[dict[str, list[str]], Tuples]:
    """Read the only layer of a map file: texts by field, geometries in EPSG:3067."""
    if not path.is_file():
        raise InputError([problem("districts_missing", file=path.name)])
    features, problems = read_features(path)
    features = sound(features, problems)
    cells = ([clean_text(text) for text in column] for column in features.raw.cells)
    columns = dict(zip(features.raw.header, cells, strict=True))
    return columns, polygons_to_etrs(features.shapes, features.crs)
