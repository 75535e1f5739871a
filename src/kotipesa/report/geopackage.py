# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write lots, facilities and moves as map layers in EPSG:3067."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from shutil import disk_usage
from typing import NamedTuple

import numpy as np
import polars as pl
import pyogrio
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError

from kotipesa.periods import month_text
from kotipesa.report.facts import Facts
from kotipesa.report.legs import legs
from kotipesa.report.whole_file import whole_file

CRS = "EPSG:3067"
FIXED_TIME = "1980-01-01T00:00:00.000Z"
"""What the file says of its last change, so that the same facts give the same bytes."""

_FULL_BYTES = 2**18  # free on a disk where nothing more can be written

MOVE_COLUMNS = (
    *("from_kind", "from_id", "from_name", "to_kind", "to_id", "to_name", "part", "material"),
    *("fitness", "contamination", "sulphide", "month", "tonnes", "km", "eur", "kgco2e"),
)


class Layer(NamedTuple):
    """Rows of a map layer, their shapes and the kind of these."""

    rows: pl.DataFrame
    shapes: NDArray[np.object_]
    kind: str


def write_gpkg(facts: Facts, path: Path) -> None:
    """Write ``plan.gpkg``: layers lots, facilities (points) and moves (lines).

    Rows without a place stay in, with an empty geometry: nothing disappears from the table.
    """
    table = legs(facts)
    layers = {
        "lots": points(facts.lots),
        "facilities": points(facts.facilities),
        "moves": Layer(table.select(MOVE_COLUMNS), _lines(table), "LineString"),
    }
    write_layers(layers, path)


def write_layers(layers: Mapping[str, Layer], path: Path) -> None:
    """Write layers to a GeoPackage, whole or not at all; the same layers give the same bytes.

    Raises OSError where the disk is full, which GDAL tells as a table that is not there.
    """
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_TIME})
    try:
        with whole_file(path) as unfinished:
            for number, (name, layer) in enumerate(layers.items()):
                _write_layer(unfinished, name, layer, is_first=number == 0)
    except (DataSourceError, DataLayerError) as fault:
        if disk_usage(path.parent).free < _FULL_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from fault
        raise
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def points(rows: pl.DataFrame) -> Layer:
    """Make a layer of points of the columns x_m and y_m, None where a place is not known."""
    known = (rows["x_m"].is_not_null() & rows["y_m"].is_not_null()).to_numpy()
    shapes = np.full(len(rows), None, dtype=object)
    shapes[known] = shapely.points(rows["x_m"].to_numpy()[known], rows["y_m"].to_numpy()[known])
    return Layer(rows, shapes, "Point")


def _lines(rows: pl.DataFrame) -> NDArray[np.object_]:
    """Make the straight line of each move, None where an end is not known."""
    names = ("from_x_m", "from_y_m", "to_x_m", "to_y_m")
    ends = np.column_stack([rows[name].to_numpy() for name in names])
    known = ~np.isnan(ends).any(axis=1)
    shapes = np.full(len(rows), None, dtype=object)
    shapes[known] = shapely.linestrings(ends[known].reshape(-1, 2, 2))
    return shapes


def _write_layer(path: Path, name: str, layer: Layer, *, is_first: bool) -> None:
    rows = layer.rows
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(layer.shapes),
        field_data=[_field(rows[column]) for column in rows.columns],
        fields=np.array(rows.columns, dtype=object),
        layer=name,
        driver="GPKG",
        geometry_type=layer.kind,
        crs=CRS,
        append=not is_first,
    )


def _field(column: pl.Series) -> NDArray[np.generic]:
    """Give numbers as they are and months as texts, empty where there is none."""
    if column.dtype == pl.Int32:
        return np.array([month_text(m) if m >= 0 else "" for m in column], dtype=object)
    if column.dtype == pl.String:
        return column.fill_null("").to_numpy().astype(object)
    return column.to_numpy()
