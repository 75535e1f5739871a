# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open a GeoPackage, after a look whether it is whole and sound.

A layer that is worked out when it is read (a view) may never end, and is refused.
"""

import sqlite3
from dataclasses import replace
from pathlib import Path

from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import Layer
from kotipesa.sources.gis.ogr import chosen_layer, layer_names, open_layer

_MARK = b"SQLite format 3\0"
_HEADER_BYTES = 100
_CURVED = ("CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE")
_STORED = "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE"
_KIND = "SELECT upper(geometry_type_name) FROM gpkg_geometry_columns WHERE table_name = ?"


def open_geopackage(path: Path, layer: str, _encoding: str) -> Layer:
    """Open a layer of a GeoPackage, as it lies there: no journal is played back."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        raise RefusedError("empty_file")
    if not header.startswith(_MARK):
        raise RefusedError("map_unreadable", reason="no GeoPackage")
    _refuse_cut_off(path, header)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise RefusedError("map_unreadable", reason=verdict)
        name = chosen_layer(layer_names(str(path)), layer)
        if connection.execute(_STORED, [name]).fetchall() != [("table",)]:
            raise RefusedError("map_no_table", layer=name)
        opened = open_layer(str(path), name, layer=name, IMMUTABLE="YES")
        kinds = connection.execute(_KIND, [opened.name]).fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        raise RefusedError("map_unreadable", reason=fault) from fault
    finally:
        connection.close()
    if kinds and kinds[0][0] in _CURVED:
        return replace(opened, findings=(*opened.findings, ("map_curves_straightened", 0, {})))
    return opened


def _refuse_cut_off(path: Path, header: bytes) -> None:
    """Compare the pages it says it has with its size (sqlite.org/fileformat2, 1.3)."""
    page_bytes = int.from_bytes(header[16:18], "big")
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    expected = page_bytes * int.from_bytes(header[28:32], "big")
    size = path.stat().st_size
    if len(header) < _HEADER_BYTES or size < expected:
        raise RefusedError("map_truncated", size=size, expected=expected)
