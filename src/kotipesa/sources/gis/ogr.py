# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let GDAL read a layer, with everything shut that would lead it to other files or the network."""

import math
import os
import warnings
from typing import Any, TypeAlias

import numpy as np
import shapely

from kotipesa.arrays import Texts, texts
from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import BINARY, Finding, Layer
from kotipesa.sources.raw import cell_text

UNWANTED_DRIVERS = (
    *("ADBC", "AIVector", "AmigoCloud", "AVCBin", "AVCE00", "Carto", "CSV", "CSW", "DGN", "DXF"),
    *("EDIGEO", "EEDA", "Elasticsearch", "ESRIJSON", "FlatGeobuf", "GDALG", "GeoJSONSeq", "GeoRSS"),
    *("GPSBabel", "GPX", "GTFS", "HTTP", "Idrisi", "JML", "JSONFG", "KML", "LIBKML", "LVBAG"),
    *("MapInfo File", "MapML", "MBTiles", "MiraMonVector", "MVT", "NGW", "OAPIF", "ODS", "OGCAPI"),
    *("OGR_GMT", "OGR_PDS", "OGR_VRT", "OpenFileGDB", "OSM", "PCIDSK", "PDF", "PDS4", "PGDUMP"),
    *("PLSCENES", "PMTiles", "S57", "Selafin", "SQLite", "SXF", "TopoJSON", "VDV", "VFK", "VICAR"),
    *("WAsP", "WFS", "XLSX"),
)
"""Every driver but those of GeoJSON, GeoPackage, Shapefile and GML: some follow links."""
_SHUT = {
    "GDAL_SKIP": ",".join(UNWANTED_DRIVERS),
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "OGR_SQLITE_LIST_VIRTUAL_OGR": "NO",
    "PROJ_NETWORK": "OFF",
}
os.environ.update(_SHUT)  # before GDAL is loaded: it asks but once which drivers to leave out

import pyogrio  # noqa: E402
from pyogrio.errors import DataLayerError, DataSourceError  # noqa: E402

Source: TypeAlias = str | bytes
EXACT_WHOLE = 2**53
_FAULTS = (DataSourceError, DataLayerError, shapely.errors.ShapelyError, ValueError, OSError)


def layer_names(source: Source) -> list[str]:
    """Name the layers that have geometries; raises RefusedError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
        except _FAULTS as fault:
            raise RefusedError("map_unreadable", reason=fault) from fault


def chosen_layer(names: list[str], wanted: str) -> str:
    """Choose a layer by its name, or the only one there is; raises RefusedError."""
    if wanted and wanted not in names:
        raise RefusedError("map_unknown_layer", layer=wanted, layers=", ".join(names) or "-")
    if not wanted and len(names) > 1:
        raise RefusedError("map_many_layers", layers=", ".join(names))
    if not names:
        raise RefusedError("map_empty", layer="-")
    return wanted or names[0]


def open_layer(
    source: Source, name: str, *, layer: int | str = 0, encoding: str = "", **options: str
) -> Layer:
    """Read one layer of a file or of bytes, by its number or name; name: what it is called here.

    Raises RefusedError when GDAL cannot read it.
    """
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            meta, _, wkb, columns = pyogrio.raw.read(
                source, layer=layer, encoding=encoding or None, datetime_as_string=True, **options
            )
            if wkb is None:
                raise RefusedError("map_empty", layer=name)
            shapes = shapely.from_wkb(wkb)
        except UnicodeDecodeError as fault:
            raise RefusedError("map_bad_encoding", encoding=fault.encoding) from fault
        except _FAULTS as fault:
            raise RefusedError("map_unreadable", reason=fault) from fault
    kinds = zip(meta["fields"], columns, meta["ogr_types"], meta["ogr_subtypes"], strict=True)
    fields = {str(field): _cells(str(field), *column) for field, *column in kinds}
    return Layer(name, fields, shapes, str(meta["crs"] or ""), tuple(_heard(said)))


def _heard(said: list[warnings.WarningMessage]) -> list[Finding]:
    """Turn what GDAL warned of into findings; what was not read is never passed over."""
    codes: list[Finding] = []
    for warning in {str(one.message) for one in said}:
        if warning.startswith("Measured"):
            codes.append(("map_measures_dropped", 0, {}))
        elif "organizePolygons" not in warning:
            codes.append(("map_reader_warned", 0, {"reason": warning}))
    return sorted(codes, key=str)


def _cells(field: str, column: Any, kind: str, subtype: str) -> Texts:
    """Write a column of GDAL as the texts a person would have typed."""
    if kind == "OFTString":
        return texts(["" if value is None else value for value in column.tolist()])
    if column.dtype == np.float64 and kind.startswith("OFTInteger"):
        _refuse_inexact(field, column)
        if subtype == "OFSTBoolean":
            return texts([_NUMBER_AS_YES.get(value, "") for value in column.tolist()])
    return texts([_cell(value) for value in column.tolist()])


def _refuse_inexact(field: str, column: Any) -> None:
    """Refuse whole numbers that lost their last digits because others in the column are missing."""
    if (np.abs(column[np.isfinite(column)]) >= EXACT_WHOLE).any():
        raise RefusedError("map_number_too_long", field=field)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return cell_text(value) if math.isfinite(value) else ""
    if isinstance(value, np.ndarray):
        return cell_text(value.tolist())
    if isinstance(value, str):
        return value.removesuffix("T00:00:00")
    return BINARY if isinstance(value, bytes) else cell_text(value)


_NUMBER_AS_YES = {1.0: "yes", 0.0: "no"}
