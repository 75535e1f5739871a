# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what the numbers of a model are: their unit, their coordinate system, their height system.

What a file does not say has to be said by whoever gives it; nothing here is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers, texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.geo import known_crs, off_map, to_etrs
from kotipesa.sources.limits import shown

METRES: Mapping[str, float] = {
    "meter": 1.0,
    "metre": 1.0,
    "m": 1.0,
    "millimeter": 0.001,
    "centimeter": 0.01,
    "decimeter": 0.1,
    "kilometer": 1000.0,
    "foot": 0.3048,
    "ussurveyfoot": 1200 / 3937,
    "inch": 0.0254,
    "mile": 1609.344,
}
"""Metres in each unit of LandXML; the US survey foot is 1200/3937 m by definition."""

_GK_FIRST, _GK_LAST, _GK_EPSG = 19, 31, 3854
_KKJ = {0: 3386, 1: 2391, 2: 2392, 3: 2393, 4: 2394, 5: 3387}
_NAMED_IN = ("name", "horizontalcoordinatesystemname", "projectedcoordinatesystemname", "desc")
_HEIGHTS_IN = ("verticalcoordinatesystemname", "verticaldatum")
_ZONE_M = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What the numbers of a file are measured in.

    metres: in one unit of the plan, height_metres: in one of the heights; crs: an EPSG code, '' if
    nobody told; heights: the height system in capitals, '' if nobody told.
    """

    metres: float
    height_metres: float
    crs: str
    heights: str


def read_frame(
    units: Mapping[str, str], system: Mapping[str, str], where: Where, *, crs: str, unit: str
) -> tuple[Frame | None, list[Problem]]:
    """Read units and systems of a file; ``crs`` and ``unit`` are said for it where it is silent.

    units, system: attributes by name in small letters, as written.
    """
    problems: list[Problem] = []
    metres = _metres(units, unit, where, problems)
    code = _crs(system, crs, where, problems)
    if _angle(system.get("rotationangle", "")):
        problems.append(problem("model_rotated", where, angle=shown(system["rotationangle"])))
    if problems:
        return None, problems
    written = units.get("elevationunit", "").casefold()
    height_metres = _height_metres(written, metres)
    if height_metres is None:
        return None, [problem("model_unit_unknown", where, unit=shown(written))]
    heights = next((system[name] for name in _HEIGHTS_IN if system.get(name)), "")
    return Frame(metres, height_metres, code, "".join(heights.upper().split())), []


def epsg(text: str) -> str:
    """Read the name of a coordinate system (3875, GK21, ETRS-GK21FIN, KKJ3) as an EPSG code."""
    name = "".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if code := re.fullmatch(r"(?:epsg:*)?(\d{4,6})", name):
        return f"EPSG:{code[1]}"
    if zone := re.search(r"gk(\d\d)(?!\d)", name):
        is_zone = _GK_FIRST <= int(zone[1]) <= _GK_LAST
        return f"EPSG:{_GK_EPSG + int(zone[1])}" if is_zone else ""
    if zone := re.search(r"kkj(?:zone)?([0-5])(?!\d)", name):
        return f"EPSG:{_KKJ[int(zone[1])]}"
    return "EPSG:3067" if "tm35" in name else ""


def in_zone(points: Numbers, crs: str, where: Where) -> tuple[Numbers, list[Problem]]:
    """Give points (n, 3), east first, with the zone before the easting where the system wants it.

    Gauss–Krüger eastings begin with the number of their zone; many programs leave it out. Points
    of another zone, and points whose axes are exchanged, are refused.
    """
    if not crs or not len(points):
        return points, []
    middle = np.median(points[:, :2], axis=0)
    east, north = _with_zone(middle[:1], crs), _with_zone(middle[1:], crs)
    if _is_outside(east, middle[1:], crs) and not _is_outside(north, middle[:1], crs):
        return points, [problem("model_axes_swapped", where, crs=crs)]
    zone = _zone(crs)
    prefixes = np.unique(points[:, 0] // _ZONE_M)
    if not zone or prefixes.tolist() == [zone]:
        return points, []
    if prefixes.tolist() != [0]:
        found = ", ".join(f"{prefix:g}" for prefix in prefixes[:5])
        return points, [problem("model_zone_differs", where, crs=crs, zone=zone, found=found)]
    moved = points + np.array([zone * _ZONE_M, 0.0, 0.0])
    return moved, [problem("model_zone_added", where, crs=crs, zone=zone)]


def _metres(units: Mapping[str, str], said: str, where: Where, problems: list[Problem]) -> float:
    written = units.get("linearunit", "").casefold()
    name = written or said.casefold().replace("-", "").replace(" ", "")
    if not name:
        problems.append(problem("model_without_unit", where))
    elif name not in METRES:
        problems.append(problem("model_unit_unknown", where, unit=shown(written or said)))
    elif said and METRES.get(said.casefold().replace("-", "")) != METRES[name]:
        problems.append(problem("model_unit_differs", where, unit=written, said=shown(said)))
    return METRES.get(name, 1.0)


def _height_metres(written: str, metres: float) -> float | None:
    """Read the unit of heights: that of the plan unless told; its feet are those of the plan."""
    if not written:
        return metres
    if written in ("feet", "foot") and metres in (METRES["foot"], METRES["ussurveyfoot"]):
        return metres
    return METRES.get({"feet": "foot", "miles": "mile"}.get(written, written))


def _crs(system: Mapping[str, str], said: str, where: Where, problems: list[Problem]) -> str:
    written = system.get("epsgcode", "")
    told = {code for name in _NAMED_IN if (code := epsg(system.get(name, "")))}
    if written:
        told.add(epsg(written) or written)
    if said:
        told.add(epsg(said) or said)
    if len(told) > 1:
        problems.append(
            problem("model_crs_differs", where, crs=", ".join(sorted(map(shown, told))))
        )
    unknown = sorted(code for code in told if not known_crs(code))
    problems += [problem("crs_unknown", where, crs=shown(code)) for code in unknown]
    return next(iter(told), "")


def _angle(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _zone(crs: str) -> int:
    """Give the zone of an EPSG code of ETRS-GKnFIN, 0 for other systems."""
    zone = int(crs.removeprefix("EPSG:")) - _GK_EPSG
    return zone if _GK_FIRST <= zone <= _GK_LAST else 0


def _with_zone(east: Numbers, crs: str) -> Numbers:
    return east + _zone(crs) * _ZONE_M if east[0] < _ZONE_M else east


def _is_outside(east: Numbers, north: Numbers, crs: str) -> bool:
    return bool(off_map(*to_etrs(east, north, texts([crs])))[0])
