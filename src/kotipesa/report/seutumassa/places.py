# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give sites their places in SeutuMASSA's coordinate system."""

import numpy as np
import shapely

from kotipesa.arrays import Flags, Numbers, Texts, Tuples
from kotipesa.geo import etrs_to, polygons_to_etrs, system_name
from kotipesa.region.tables import Sites
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.seutumassa import SYSTEM, geojson_text

MILLIMETRES = 3


def site_geojson(sites: Sites) -> Texts:
    """Write the place of each site as GeoJSON, its own outline where there is one, '' for nowhere.

    What was given in EPSG:3879 keeps every digit; the rest is brought there, to the millimetre.
    """
    shapes = _given_shapes(sites)
    moved = is_moved(sites)
    for crs in sorted(set(sites.crs[moved])):
        rows = np.flatnonzero(moved & (sites.crs == crs))
        shapes[rows] = _from_etrs(polygons_to_etrs(shapes[rows], crs))
    return geojson_text(shapes)


def is_moved(sites: Sites) -> Flags:
    """Tell the sites that are given in another system."""
    systems = by_distinct(sites.crs, system_name, object)
    moved: Flags = (systems != SYSTEM) & ~np.isnan(sites.given_x)
    return moved


def _given_shapes(sites: Sites) -> Tuples:
    shapes = np.full(len(sites), None, dtype=object)
    located = ~np.isnan(sites.given_x)
    shapes[located] = shapely.points(sites.given_x[located], sites.given_y[located])
    outlined = sites.geometry != ""
    shapes[outlined] = shapely.from_wkt(sites.geometry[outlined])
    return shapes


def _from_etrs(shapes: Tuples) -> Tuples:
    def move(points: Numbers) -> Numbers:
        x_and_y = np.column_stack(etrs_to(points[:, 0], points[:, 1], SYSTEM))
        return np.round(x_and_y, MILLIMETRES)

    moved: Tuples = shapely.transform(shapes, move)
    return moved
