# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open GeoJSON: RFC 7946, and the older one that names its system itself."""

import codecs
import re
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path

from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import Layer
from kotipesa.sources.gis.ogr import open_layer

_SYSTEM_WITHIN_BYTES = 1 << 20
_SYSTEM = re.compile(rb'"crs"\s*:\s*(null|\{[^{}]*\{[^{}]*\}[^{}]*\})')
_NAME = re.compile(rb'"name"\s*:\s*"([^"]*)"')
_START_BYTES = 4_096
_LOST = re.compile(
    rb"(?<!\\)(?:\\\\)*(?:\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F])"
)
"""Zero signs, which end a text in C, and halves of signs; GDAL would change both silently."""


def open_geojson(path: Path, _layer: str, _encoding: str) -> Layer:
    """Open a collection of features; its system is the one it names, else WGS 84 (RFC 7946, 4).

    It has but one layer, whatever that is called.
    """
    with path.open("rb") as file:
        start = file.read(_START_BYTES).removeprefix(codecs.BOM_UTF8).lstrip()
    if not start.startswith(b"{"):
        reason = "no JSON object" if start else "nothing in it"
        raise RefusedError("map_unreadable" if start else "empty_file", reason=reason)
    _refuse_lost_signs(path)
    named = _named_system(path)
    opened = open_layer(str(path), path.stem)
    return replace(opened, crs=opened.crs if named is None else named)


def _refuse_lost_signs(path: Path) -> None:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        if found := _LOST.search(content):
            reason = found[0][-6:].decode(errors="replace")
            raise RefusedError("map_unreadable", reason=reason)


def _named_system(path: Path) -> str | None:
    """Read the name of the system in a GeoJSON; None when it has none, '' when nobody knows it.

    A link to a definition elsewhere is refused: nobody follows it.
    """
    with path.open("rb") as file:
        start = file.read(_SYSTEM_WITHIN_BYTES)
        file.seek(max(len(start), path.stat().st_size - _SYSTEM_WITHIN_BYTES))
        found = _SYSTEM.search(start) or _SYSTEM.search(file.read())
    if not found:
        return None
    if found[1] == b"null":
        return ""
    name = _NAME.search(found[1].partition(b"{")[2].partition(b"{")[2])
    if not name:
        raise RefusedError("crs_unknown", crs=found[1][:100].decode(errors="replace"))
    return name[1].decode(errors="replace")
