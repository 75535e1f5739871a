# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse one layer of a map file, in the child process: texts, sound geometries, a system."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import shapely

from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.gis.geopackage import open_geopackage
from kotipesa.sources.gis.json_text import open_geojson
from kotipesa.sources.gis.layer import Layer
from kotipesa.sources.gis.shapefile import open_shapefile, open_zipped
from kotipesa.sources.gis.shapes import sound
from kotipesa.sources.gis.systems import epsg_name
from kotipesa.sources.gis.xml_text import open_gml

COLUMNS_AT_MOST = 5_000
"""Five times what any register has; each is held against every name there is."""

Opener: TypeAlias = Callable[[Path, str, str], Layer]


def parse(path: Path, *, ending: str, layer: str, encoding: str) -> dict[str, Any]:
    """Read a layer of any known ending; see ``read_features`` for what comes back.

    Raises RefusedError with the code of what is wrong with the file as a whole.
    """
    found = OPENERS[ending](path, layer, encoding)
    if not len(found.shapes):
        raise RefusedError("map_empty", layer=found.name)
    if len(found.fields) > COLUMNS_AT_MOST:
        size = {"rows": len(found.shapes), "columns": len(found.fields)}
        raise RefusedError("too_many_cells", **size)
    shapes, findings = sound(found.shapes)
    wkb = np.empty(len(shapes), dtype=object)
    wkb[:] = [shape or b"" for shape in shapely.to_wkb(shapes)]
    columns = {f"field {place}": cells for place, cells in enumerate(found.fields.values())}
    plain = {
        "layer": found.name,
        "crs": epsg_name(found.crs),
        "names": list(found.fields),
        "findings": [*found.findings, *findings],
    }
    inside = shapely.point_on_surface(shapes)
    points = {"x": shapely.get_x(inside), "y": shapely.get_y(inside)}
    return {**plain, **columns, **points, "wkb": wkb}


def _geoparquet(path: Path, _layer: str, _encoding: str) -> Layer:
    # Polars takes longer to load than most map files to read.
    from kotipesa.sources.gis.geoparquet import open_geoparquet  # noqa: PLC0415

    return open_geoparquet(path)


OPENERS: Mapping[str, Opener] = {
    ".geojson": open_geojson,
    ".json": open_geojson,
    ".gpkg": open_geopackage,
    ".shp": open_shapefile,
    ".zip": open_zipped,
    ".gml": open_gml,
    ".parquet": _geoparquet,
}
