# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know geometries written as text (WKT), and refuse what is none before a library chokes on it."""

import re

import numpy as np
import shapely

from kotipesa.arrays import Texts, Tuples, texts
from kotipesa.errors import Problem, problem

_START = re.compile(r"(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b|GEOMETRYCOLLECTION\b", re.IGNORECASE)
_LAST_STRAIGHT_TYPE = 7
_EVERY_DIGIT = 20  # 17 figures behind 0.000; GEOS writes smaller numbers with an exponent


def looks_like_wkt(text: str) -> bool:
    """Tell by its first word whether a text is meant as a geometry of straight lines."""
    return _START.match(text) is not None


def exact_wkt(shapes: Tuples) -> Texts:
    """Write geometries as texts that read back as the same geometries; '' for None."""
    written = shapely.to_wkt(shapes, rounding_precision=_EVERY_DIGIT)
    return texts([text or "" for text in written])


def wkt_problem(text: str) -> Problem | None:
    """Say what is wrong with a text as a geometry; it must be finite, not empty, without measures.

    Collections may not stand in collections: readers of WKT go as deep as the text, and some die.
    """
    is_nested = text.casefold().count("collection") > 1
    if is_nested or not looks_like_wkt(text):
        return problem("geometry_unreadable")
    with np.errstate(all="ignore"):
        shape = shapely.from_wkt(text, on_invalid="ignore")
    if shape is None or shapely.get_type_id(shape) > _LAST_STRAIGHT_TYPE or shapely.has_m(shape):
        return problem("geometry_unreadable")
    if shapely.is_empty(shape):
        return problem("geometry_empty")
    points = shapely.get_coordinates(shape, include_z=bool(shapely.has_z(shape)))
    return None if np.isfinite(points).all() else problem("geometry_not_finite")
