# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep one coordinate system inside, EPSG:3067 (ETRS-TM35FIN), whatever came in."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.enums import TransformDirection
from pyproj.exceptions import CRSError

from kotipesa.arrays import Flags, Numbers, Texts, Tuples, texts
from kotipesa.errors import InputError, problem

ETRS_TM35FIN = "EPSG:3067"
WGS84 = "EPSG:4326"
FINLAND_BOUNDS = (40_000.0, 6_600_000.0, 760_000.0, 7_800_000.0)
"""West, south, east, north of a box around Finland with Åland, in EPSG:3067 metres."""

LIKELY_SYSTEMS = (ETRS_TM35FIN, WGS84, *(f"EPSG:{code}" for code in range(3873, 3886)))
"""What Finnish coordinates without a system usually are: TM35FIN, WGS 84, GK19 to GK31."""

_EPSG = re.compile(
    r"(?:epsg:+|urn:ogc:def:crs:epsg:[\d.]*:|https?://www\.opengis\.net/def/crs/epsg/0/)?(\d{4,6})"
)
_GK_ZONE = re.compile(r"etrs-gk(19|2\d|3[01])fin")
_BY_NAME = {
    "etrs-tm35fin": 3067,
    "crs84": 4326,
    "ogc:crs84": 4326,
    "urn:ogc:def:crs:ogc:1.3:crs84": 4326,
    "wgs84": 4326,
}


@dataclass(frozen=True, eq=False, slots=True)
class Areas:
    """Polygons in EPSG:3067 metres, one row an area.

    polygon: shapely geometries; source: where each came from; crs: what it was given in.
    """

    id: Texts
    name: Texts
    polygon: Tuples
    source: Texts
    crs: Texts

    def __len__(self) -> int:
        """Count the areas."""
        return len(self.id)

    def covers(self, x_m: Numbers, y_m: Numbers) -> Flags:
        """Tell which areas cover which points, borders too: a row an area, a column a point."""
        covering = np.zeros((len(self), len(x_m)), dtype=np.bool_)
        placed = np.flatnonzero(np.isfinite(x_m) & np.isfinite(y_m))
        points = shapely.points(x_m[placed], y_m[placed])
        point, area = shapely.STRtree(self.polygon).query(points, predicate="intersects")
        covering[area, placed[point]] = True
        return covering


def known_crs(text: str) -> bool:
    """Tell whether a text names a flat coordinate system: EPSG:3879, 3067, ETRS-GK25FIN, WGS84."""
    return _to_etrs(text) is not None


def system_name(text: str) -> str:
    """Give the one name of a flat coordinate system, EPSG:3879; '' for what known_crs refuses."""
    return f"EPSG:{_epsg_code(text)}" if known_crs(text) else ""


def likely_systems(x: float, y: float) -> str:
    """Name those of LIKELY_SYSTEMS in which a point would lie in Finland, or ``-``."""
    count = len(LIKELY_SYSTEMS)
    names = texts(LIKELY_SYSTEMS)
    fitting = ~off_map(*to_etrs(np.full(count, x), np.full(count, y), names))
    return ", ".join(names[fitting]) or "-"


def to_etrs(x: Numbers, y: Numbers, crs: Texts) -> tuple[Numbers, Numbers]:
    """Bring coordinates, x east and y north, into EPSG:3067 metres.

    A point its system cannot hold becomes nan. Raises InputError with ``crs_unknown`` for every
    system nobody knows.
    """
    names = sorted(set(crs))
    if unknown := [name for name in names if not known_crs(name)]:
        raise InputError([problem("crs_unknown", crs=name) for name in unknown])
    x_m, y_m = np.full(len(x), np.nan), np.full(len(x), np.nan)
    for name in names:
        rows = crs == name
        if transformer := _to_etrs(name):
            x_m[rows], y_m[rows] = transformer.transform(x[rows], y[rows])
    lost = ~(np.isfinite(x_m) & np.isfinite(y_m))
    x_m[lost] = y_m[lost] = np.nan
    return x_m, y_m


def etrs_to(x_m: Numbers, y_m: Numbers, crs: str) -> tuple[Numbers, Numbers]:
    """Bring EPSG:3067 metres into another system, x east and y north.

    Raises InputError with ``crs_unknown`` for a system nobody knows.
    """
    transformer = _to_etrs(crs)
    if transformer is None:
        raise InputError([problem("crs_unknown", crs=crs)])
    x, y = transformer.transform(x_m, y_m, direction=TransformDirection.INVERSE)
    return x, y


def to_wgs84(x_m: Numbers, y_m: Numbers) -> tuple[Numbers, Numbers]:
    """Bring EPSG:3067 metres to longitude and latitude in degrees."""
    longitude, latitude = _to_wgs84().transform(x_m, y_m)
    return longitude, latitude


def polygons_to_etrs(polygons: Tuples, crs: str) -> Tuples:
    """Bring geometries, x east and y north, into EPSG:3067; raises InputError as to_etrs does."""

    def move(points: Numbers) -> Numbers:
        names = np.full(len(points), crs, dtype=object)
        return np.column_stack(to_etrs(points[:, 0], points[:, 1], names))

    moved: Tuples = shapely.transform(polygons, move)
    return moved


def off_map(x_m: Numbers, y_m: Numbers) -> Flags:
    """Tell which points lie outside Finland's box, or nowhere at all."""
    west, south, east, north = FINLAND_BOUNDS
    on_map: Flags = (x_m >= west) & (x_m <= east) & (y_m >= south) & (y_m <= north)
    return ~on_map


def axes_swapped(x: Numbers, y: Numbers, crs: Texts) -> Flags:
    """Tell which points would be in Finland if only x and y were exchanged."""
    swapped: Flags = off_map(*to_etrs(x, y, crs)) & ~off_map(*to_etrs(y, x, crs))
    return swapped


def _to_etrs(crs: str) -> Transformer | None:
    code = _epsg_code(crs)
    return None if code is None else _from_epsg(code)


def _epsg_code(crs: str) -> int | None:
    name = crs.strip().lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    if zone := _GK_ZONE.fullmatch(name):
        return 3854 + int(zone[1])
    code = _EPSG.fullmatch(name)
    return int(code[1]) if code else None


@cache
def _from_epsg(code: int) -> Transformer | None:
    try:
        system = CRS.from_epsg(code)
    except CRSError:
        return None
    if len(system.axis_info) != 2 or not (system.is_projected or system.is_geographic):
        return None
    return Transformer.from_crs(system, ETRS_TM35FIN, always_xy=True)


@cache
def _to_wgs84() -> Transformer:
    return Transformer.from_crs(ETRS_TM35FIN, WGS84, always_xy=True)
