# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open GeoParquet: columns by Polars, geometries as WKB, the system from the metadata ``geo``."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from polars.exceptions import PolarsError

from kotipesa.arrays import Texts, texts
from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.layer import BINARY, Layer
from kotipesa.sources.raw import cell_text

_WGS84 = "EPSG:4326"
_MARK = b"PAR1"


def open_geoparquet(path: Path) -> Layer:
    """Open a file as geoparquet.org, 1.1, describes it; without a system it is WGS 84.

    Raises RefusedError for plain Parquet, other encodings than WKB, and what Polars cannot read.
    """
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            raise RefusedError("map_unreadable", reason="no Parquet")
    try:
        described = _described(pl.read_parquet_metadata(path))
        frame = pl.read_parquet(path)
    except (PolarsError, OSError) as fault:
        raise RefusedError("map_unreadable", reason=fault) from fault
    main = described["primary_column"]
    column = described["columns"].get(main)
    is_wkb = isinstance(column, dict) and column.get("encoding") == "WKB"
    if not is_wkb or main not in frame.columns or frame[main].dtype != pl.Binary:
        raise RefusedError("map_unreadable", reason="no geometries in WKB")
    try:
        shapes = shapely.from_wkb(frame[main].to_numpy())
    except shapely.errors.ShapelyError as fault:
        raise RefusedError("map_unreadable", reason=fault) from fault
    others = [name for name in frame.columns if name not in described["columns"]]
    return Layer(
        name=path.stem,
        fields={name: _cells(frame[name]) for name in others},
        shapes=shapes,
        crs=_system(column),
    )


def _described(metadata: dict[str, str]) -> dict[str, Any]:
    try:
        described = json.loads(metadata["geo"])
        if isinstance(described["columns"], dict) and isinstance(described["primary_column"], str):
            return dict(described)
    except (KeyError, ValueError, TypeError, RecursionError):
        pass
    raise RefusedError("map_unreadable", reason="no GeoParquet: its metadata lack geo")


def _system(column: dict[str, Any]) -> str:
    """Give the system as PROJJSON; an absent one is WGS 84, null is unknown."""
    if "crs" not in column:
        return _WGS84
    return json.dumps(column["crs"]) if column["crs"] else ""


def _cells(column: pl.Series) -> Texts:
    return texts([_cell(value) for value in column.to_list()])


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - only nan differs from itself
        return ""
    return BINARY if isinstance(value, bytes) else cell_text(value)
