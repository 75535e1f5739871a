# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the engine read the tables a region gives everybody: roads, materials, outlines and such."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from kotipesa.errors import InputError, Problem, Where, problem, severity
from kotipesa.geo import polygons_to_etrs
from kotipesa.region.folder.read import found_in_folder, read_tolerantly
from kotipesa.region.folder.write import csv_text
from kotipesa.region.to_rows import region_rows
from kotipesa.vocab import find_municipality
from kotipesa_web.lots.snapshot import GIVEN

OUTLINES = "outlines"
ROADS_FILE = "roads.osm.pbf"
MAPS = (".geojson", ".json")
ENDS = ("from_site", "to_site")
SMALL_M2 = 20_000.0
"""Smaller islands are left out of outlines, unless a municipality has none larger."""
ROUGH_M = 25.0
"""Outlines are drawn on screens alone: finer corners are left out."""
_HEADS = {
    "lots": "id,direction,material,amount,unit,site,from,to\n",
    "sites": "id,x,y,crs\n",
}
_WGS84 = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class ReadTables:
    """Tables as they would be kept, by name, with their rows; and what is wrong in the files."""

    texts: Mapping[str, str]
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong and something is there."""
        return bool(self.texts) and not any(severity(one) == "error" for one in self.problems)


def read_tables(files: Mapping[str, bytes], kept: Mapping[str, bytes]) -> ReadTables:
    """Read files called as the region folder's, and outlines of municipalities in GeoJSON.

    kept: the tables the region has by now, which new ones may need: roads need nodes.
    """
    named = {name.lower(): content for name, content in files.items()}
    maps = {name: content for name, content in named.items() if name.endswith(MAPS)}
    tables = {name: content for name, content in named.items() if name not in maps}
    known = {f"{name}.csv" for name in GIVEN} | {ROADS_FILE}
    strange = [problem("unknown_file", Where(n), nearest="roads") for n in tables.keys() - known]
    read = _read_folder({n: tables[n] for n in tables.keys() & known}, kept)
    texts, problems = dict(read.texts), [*strange, *read.problems]
    rows = dict(read.rows)
    for name, content in maps.items():
        try:
            outlines = [*_outlines(name, content)]
        except InputError as refused:
            problems += refused.problems
            continue
        texts[OUTLINES], rows[OUTLINES] = _outline_text(outlines), len(outlines)
    return ReadTables(texts, rows, tuple(problems))


def _read_folder(files: Mapping[str, bytes], kept: Mapping[str, bytes]) -> ReadTables:
    if not files:
        return ReadTables({}, {}, ())
    beside = {f"{n}.csv": kept[n] for n in ("roads", "nodes") if n in kept}
    if ROADS_FILE in files:
        beside = {}
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        for name, content in {**beside, **files}.items():
            (folder / name).write_bytes(content)
        for name, head in _HEADS.items():
            (folder / f"{name}.csv").write_text(head)
        _place_ends(folder)
        region, problems = read_tolerantly(folder)
    told = tuple(one for one in problems if one.where.file.lower() in files)
    if region is None or any(severity(one) == "error" for one in told):
        return ReadTables({}, {}, told)
    found, _settings = region_rows(region)
    names = {name.partition(".")[0] for name in files}
    names |= {"nodes"} if "roads" in names else set()
    kept_rows = {name: found.get(name, []) for name in GIVEN if name in names}
    texts = {name: csv_text(name, rows) for name, rows in kept_rows.items()}
    return ReadTables(texts, {name: len(rows) for name, rows in kept_rows.items()}, told)


def _place_ends(folder: Path) -> None:
    """Let every place that distances name be a site: which are there is not for a file to learn."""
    file = folder / "distances.csv"
    if not file.is_file():
        return
    raw = found_in_folder({"distances.csv": file}).tables.get("distances")
    if raw is None:
        return
    told = zip(raw.header, raw.cells, strict=True)
    ends = {cell for head, cells in told if head.strip().lower() in ENDS for cell in cells}
    lines = "".join(f"{_quoted(end)},385000,6672000,EPSG:3067\n" for end in sorted(ends - {""}))
    (folder / "sites.csv").write_text(_HEADS["sites"] + lines)


def _quoted(cell: str) -> str:
    escaped = cell.replace('"', '""')
    return f'"{escaped}"'


def _outlines(name: str, content: bytes) -> Iterator[tuple[str, Any]]:
    """Give the parts of municipalities, by code, in EPSG:3067; raises InputError."""
    try:
        told = json.loads(content)
        features = told["features"]
        found = re.search(r"(\d{4,5})$", str(told.get("crs", {}).get("properties", {}).get("name")))
        crs = f"EPSG:{found[1]}" if found else _WGS84
        parts: dict[str, list[Any]] = {}
        for feature in features:
            code = _municipality(feature["properties"].values())
            if code:
                drawn = shapely.make_valid(shape(feature["geometry"]))
                parts.setdefault(code, []).append(
                    polygons_to_etrs(np.array([drawn], dtype=object), crs)[0]
                )
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as fault:
        unread = problem("map_unreadable", Where(name), reason=str(fault)[:80])
        raise InputError([unread]) from fault
    if not parts:
        raise InputError([problem("outlines_of_nothing", Where(name))])
    for code in sorted(parts):
        whole = shapely.simplify(shapely.union_all(parts[code]), ROUGH_M)
        drawn = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
        largest = max((part.area for part in drawn), default=0.0)
        for part in drawn:
            if part.area >= min(SMALL_M2, largest):
                yield code, part


def _municipality(told: Any) -> str:
    for value in told:
        found = find_municipality(str(value).strip()) if value is not None else None
        if found is not None:
            return found.code
    return ""


def _outline_text(outlines: Sequence[tuple[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("municipality", "geometry"))
    writer.writerows(
        (code, shapely.to_wkt(drawn, rounding_precision=0)) for code, drawn in outlines
    )
    return text.getvalue()
