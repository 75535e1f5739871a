# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write surfaces as Inframodel, with the volumes between them as quantities (``IM_quantity``).

Inframodel gives a surface one quantity, its area or the volume below it down to another surface.
So the cut belongs to the base, the fill to the design, and the rock of the cut to the rock.
Schema: https://github.com/buildingSMART-Finland/InfraModel (CC BY 4.0), version 4.0.3.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kotipesa.report.whole_file import whole_file
from kotipesa.sources.models.landxml import Surface
from kotipesa.surfaces import CutFill, RockSplit
from kotipesa.version import __version__

NAMESPACE = "http://www.inframodel.fi/inframodel"
_CODING = "Kotipesä"
_CODES = {"cut": "leikkaus, m3ktr", "fill": "pengerrys, m3rtr", "rock": "kallioleikkaus, m3ktr"}
_NO_TIME = 'date="1970-01-01" time="00:00:00"'
"""The schema wants a time, the same input the same bytes."""


def write_quantities(
    base: Surface,
    design: Surface,
    rock: Surface | None,
    volumes: CutFill,
    split: RockSplit | None,
    path: Path,
) -> None:
    """Write the surfaces and their quantities, in metres, as a file that appears whole or not."""
    names = _names(base, design, rock)
    parts = [
        _surface(base, names[0], "cut", volumes.cut_m3, volumes.cut_area_m2, names[1]),
        _surface(design, names[1], "fill", volumes.fill_m3, volumes.fill_area_m2, names[0]),
    ]
    if rock and split:
        parts.append(_surface(rock, names[2], "rock", split.rock_m3, None, names[1]))
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(design, parts))


def _names(*surfaces: Surface | None) -> list[str]:
    """Name the surfaces apart: references go by name."""
    names: list[str] = []
    for surface in filter(None, surfaces):
        name = surface.name or surface.file
        names.append(name if name not in names else f"{name} ({len(names) + 1})")
    return names


def _lines(design: Surface, parts: list[Iterator[str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<LandXML xmlns="{NAMESPACE}" version="1.2" {_NO_TIME} language="finnish">'
    yield (
        '<Units><Metric areaUnit="squareMeter" linearUnit="meter" volumeUnit="cubicMeter" '
        'temperatureUnit="celsius" pressureUnit="milliBars" elevationUnit="meter"/></Units>'
    )
    epsg = design.crs.removeprefix("EPSG:")
    heights = _attribute("verticalCoordinateSystemName", design.heights)
    yield f"<CoordinateSystem{_attribute('epsgCode', epsg)}{heights}/>"
    yield '<FeatureDictionary name="inframodel" version="4.0.3"/>'
    yield '<Project name="Kotipesä">'
    description = "; ".join(f"{code} = {meaning}" for code, meaning in _CODES.items())
    coding = {"proprietaryInfraCoding": _CODING, "proprietaryInfraCodingDesc": description}
    yield from _feature("IM_proprietaryCodings", coding)
    yield "</Project>"
    yield f"<Application{_attribute('name', 'Kotipesä')}{_attribute('version', __version__)}/>"
    yield "<Surfaces>"
    for part in parts:
        yield from part
    yield "</Surfaces>"
    yield "</LandXML>"


def _surface(
    surface: Surface, name: str, code: str, volume_m3: float, area_m2: float | None, other: str
) -> Iterator[str]:
    yield f"<Surface{_attribute('name', name)}>"
    yield '<Definition surfType="TIN">'
    yield "<Pnts>"
    for number, (east, north, height) in enumerate(surface.tin.points_xyz.tolist(), 1):
        yield f'<P id="{number}">{north!r} {east!r} {height!r}</P>'
    yield "</Pnts>"
    yield "<Faces>"
    for one, two, three in (surface.tin.triangles + 1).tolist():
        yield f"<F>{one} {two} {three}</F>"
    yield "</Faces>"
    yield "</Definition>"
    area = {} if area_m2 is None else {"areaQuantity": f"{area_m2:.3f}"}
    yield from _feature(
        "IM_quantity",
        area
        | {
            "volumeQuantity": f"{volume_m3:.3f}",
            "quantityCoding": code,
            "quantityCodingDescription": _CODES[code],
            "quantityCodingSource": _CODING,
            "surfaceRef": other,
        },
    )
    yield "</Surface>"


def _feature(code: str, properties: dict[str, str]) -> Iterator[str]:
    yield f'<Feature code="{code}" source="inframodel">'
    for label, value in properties.items():
        yield f"<Property{_attribute('label', label)}{_attribute('value', value)}/>"
    yield "</Feature>"


def _attribute(name: str, value: str) -> str:
    return f" {name}={quoteattr(value)}" if value else ""
