# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let only sound geometries pass: finite, not too large, of straight lines, not empty."""

from typing import Any

import numpy as np
import shapely

from kotipesa.arrays import Flags, Tuples
from kotipesa.sources.gis.layer import Finding

VERTICES = 1_000_000
"""No outline of a site or a municipality has more; two of them fit in a gigabyte with room."""
_LAST_STRAIGHT_TYPE = 7


def sound(shapes: Tuples) -> tuple[Tuples, list[Finding]]:
    """Give geometries in which the unsound are None, and say what was found.

    Heights stay; measures go. Outlines that cross themselves stay as they were drawn.
    """
    shapes = shapes.copy()
    findings: list[Finding] = []

    def refuse(wrong: Flags, code: str, **params: Any) -> None:
        _find(findings, wrong, code, **params)
        shapes[wrong] = None

    refuse(shapely.is_missing(shapes) | shapely.is_empty(shapes), "map_without_geometry")
    refuse(shapely.get_type_id(shapes) > _LAST_STRAIGHT_TYPE, "map_curved")
    refuse(shapely.get_num_coordinates(shapes) > VERTICES, "map_too_many_vertices", limit=VERTICES)
    refuse(_not_finite(shapes, 2), "map_not_finite")
    _find(findings, shapely.has_m(shapes), "map_measures_dropped")
    shapes = _without_measures(shapes)
    unknown_height = _not_finite(shapes, 3)
    _find(findings, unknown_height, "map_heights_dropped")
    shapes[unknown_height] = shapely.force_2d(shapes[unknown_height])
    _find(findings, ~shapely.is_missing(shapes) & ~shapely.is_valid(shapes), "map_crossing_outline")
    return shapes, findings


def _without_measures(shapes: Tuples) -> Tuples:
    """Leave out measures; WKB of three dimensions keeps the heights, which force_3d would not."""
    shapes = shapes.copy()
    high = shapely.has_m(shapes) & shapely.has_z(shapes)
    flat = shapely.has_m(shapes) & ~high
    shapes[high] = shapely.from_wkb(shapely.to_wkb(shapes[high], output_dimension=3))
    shapes[flat] = shapely.force_2d(shapes[flat])
    return shapes


def _find(findings: list[Finding], wrong: Flags, code: str, **params: Any) -> None:
    if rows := np.flatnonzero(wrong).tolist():
        findings.append((code, rows[0] + 1, {"count": len(rows), **params}))


def _not_finite(shapes: Tuples, dimensions: int) -> Flags:
    """Tell which geometries have a coordinate that is no number; without heights none is one."""
    high = shapely.has_z(shapes) if dimensions == 3 else np.ones(len(shapes), dtype=np.bool_)
    with_z = dimensions == 3
    points, row = shapely.get_coordinates(shapes[high], include_z=with_z, return_index=True)
    wrong = np.zeros(len(shapes), dtype=np.bool_)
    wrong[np.flatnonzero(high)[row[~np.isfinite(points).all(axis=1)]]] = True
    return wrong
