# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the place of each feature into the table of its attributes."""

from dataclasses import replace

import numpy as np
import shapely

from kotipesa.arrays import Numbers, Texts, texts
from kotipesa.errors import Problem, problem
from kotipesa.sources.coded import coded
from kotipesa.sources.gis.features import Features
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import plain_name

PLACE = ("x", "y", "crs", "geometry")
"""Columns of sites that a geometry fills."""


def placed_table(features: Features) -> tuple[RawTable, tuple[Problem, ...]]:
    """Give the attributes, and behind them the place of each feature in the columns of PLACE.

    x and y are the point itself or one on the surface; geometry is WKT of what is more than a flat
    point. Attributes called like these columns are left out, with a note.
    """
    raw = features.raw
    twice = [name for name in raw.header if plain_name(name) in PLACE]
    kept = [place for place, name in enumerate(raw.header) if name not in twice]
    is_point = (shapely.get_type_id(features.shapes) == 0) & ~shapely.has_z(features.shapes)
    written = {
        "x": _numbers(features.x),
        "y": _numbers(features.y),
        "crs": np.where(np.isnan(features.x), "", features.crs).astype(object),
        "geometry": np.where(is_point, "", features.wkt()).astype(object),
    }
    table = replace(
        raw,
        header=(*(raw.header[place] for place in kept), *written),
        columns=(*(raw.columns[place] for place in kept), *map(coded, written.values())),
    )
    columns = ", ".join(twice)
    note = problem("map_columns_replaced", raw.where_header(), columns=columns)
    return table, ((note,) if twice else ())


def _numbers(values: Numbers) -> Texts:
    return texts([cell_text(value) if np.isfinite(value) else "" for value in values.tolist()])
