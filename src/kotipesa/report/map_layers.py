# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show a region as map layers: lots and facilities as points, sites as they were drawn."""

from typing import Any

import numpy as np
import polars as pl
import shapely

from kotipesa.arrays import Indices, Texts, texts, tuples
from kotipesa.geo import polygons_to_etrs
from kotipesa.region import Region
from kotipesa.region.tables import Sites
from kotipesa.report.geopackage import Layer, points
from kotipesa.report.places import facility_columns, lot_columns
from kotipesa.vocab import FITNESS

_KINDS = {0: "Point", 1: "LineString", 3: "Polygon", 5: "MultiLineString", 6: "MultiPolygon"}
_MIXED = "Unknown"


def region_layers(region: Region) -> dict[str, Layer]:
    """Give the layers lots, facilities and sites in EPSG:3067; what has no place stays in."""
    return {
        "lots": points(pl.DataFrame(_lot_columns(region))),
        "facilities": points(pl.DataFrame(facility_columns(region))),
        "sites": _sites(region.sites),
    }


def _lot_columns(region: Region) -> dict[str, Any]:
    """Give what a map of lots may be coloured, filtered or labelled by, sorted by id."""
    lots, sites = region.lots, region.sites
    columns = lot_columns(region)
    order = np.argsort(lots.id, kind="stable")
    site = lots.site[order]
    more = {
        "site": sites.id[site],
        "site_name": sites.name[site],
        "amount": lots.amount[order],
        "unit": lots.unit[order],
        "kind": lots.kind[order],
        "phase": lots.phase[order],
        "reliability": lots.reliability[order],
        "reserved": _yes(lots.reserved[order]),
        "invasive": _yes(lots.invasive[order]),
        "accepts": _accepted(region, order),
        "min_fitness": texts([*FITNESS, ""])[lots.min_fitness[order]],
    }
    return {**columns, **more}


def _yes(flags: Any) -> Texts:
    return np.where(flags, "yes", "no").astype(object)


def _accepted(region: Region, order: Indices) -> Texts:
    """Write the materials a need names, separated by ``|``."""
    codes = region.materials.code
    return texts(["|".join(codes[list(rows)]) for rows in region.lots.accepts[order]])


def _sites(sites: Sites) -> Layer:
    """Make a layer of the outlines, and of points where nothing was drawn."""
    drawn = sites.geometry != ""
    shapes = tuples([()] * len(sites))
    shapes[:] = None
    placed = np.isfinite(sites.x_m) & np.isfinite(sites.y_m) & ~drawn
    shapes[placed] = shapely.points(sites.x_m[placed], sites.y_m[placed])
    for crs in sorted(set(sites.crs[drawn])):
        rows = np.flatnonzero(drawn & (sites.crs == crs))
        shapes[rows] = polygons_to_etrs(shapely.from_wkt(sites.geometry[rows]), crs)
    columns = {
        "id": sites.id,
        "name": sites.name,
        "municipality": sites.municipality,
        "type": sites.type,
        "crs": sites.crs,
    }
    return Layer(pl.DataFrame(columns), shapes, _kind(shapes))


def _kind(shapes: Any) -> str:
    """Name the one kind of all shapes; mixed kinds have no name."""
    found = np.unique(shapely.get_type_id(shapes[~shapely.is_missing(shapes)]))
    return _KINDS.get(int(found[0]), _MIXED) if len(found) == 1 else _MIXED
