# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open GML, after a look at its beginning and for definitions of entities."""

from pathlib import Path
from xml.parsers import expat

from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import Layer
from kotipesa.sources.gis.ogr import chosen_layer, layer_names, open_layer

_ROOTS = ("FeatureCollection",)


def open_gml(path: Path, layer: str, _encoding: str) -> Layer:
    """Open a collection of GML features; links and schemas elsewhere are not followed.

    GDAL gets the bytes, not the file: beside a file it would look for schemas, and leave one.
    """
    content = path.read_bytes()
    _refuse_tricks(content)
    name = chosen_layer(layer_names(content), layer)
    return open_layer(content, name, layer=name, DOWNLOAD_SCHEMA="NO")


def _refuse_tricks(content: bytes) -> None:
    """Read the whole text once with a parser that expands nothing; raises RefusedError."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise RefusedError("map_doctype")

    def root(name: str, _: object) -> None:
        parser.StartElementHandler = None
        if not name.endswith(_ROOTS):
            raise RefusedError("map_unreadable", reason=f"{name} is no collection of features")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as fault:
        raise RefusedError("map_unreadable", reason=fault) from fault
