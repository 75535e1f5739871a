# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn rows met at depths into layers of one soil."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.sources.boreholes.table import Layers
from kotipesa.sources.distinct import by_distinct

_APART = 4096.0
"""Farther than any depth: keeps the running depths of holes from running into each other."""
_DECIMALS = 4


class Soil(NamedTuple):
    """What a name of soil means: a material of the vocabulary, '' for rock, and its kind."""

    material: str
    kind: str


UNKNOWN = Soil("", "")


def soil_of(name: str) -> Soil:
    """Know a soil by its abbreviation; in a joined one, such as HkSa, the last part names it."""
    written = name.casefold()
    parts = (written[start:] for start in range(len(written) - 1))
    return next((_soils()[part] for part in parts if part in _soils()), UNKNOWN)


def layers_of(rows: Mapping[str, Any], is_finnish: Flags) -> Layers:
    """Join rows of one soil; a row without a name continues the one above.

    is_finnish: of each hole, whether its soils are named in the Finnish way; others stay unknown.

    A row tells the soil from the row above it down to its own depth; samples and cores tell their
    own top. Soil that only the initial boring tells is not continued below it.
    """
    hole, bottom_m = rows["row_hole"], rows["row_bottom_m"]
    has_top = ~np.isnan(rows["row_top_m"])
    top_m = np.where(has_top, rows["row_top_m"], _depth_above(hole, bottom_m))
    soil = _continued(rows, has_top)
    is_first = np.ones(len(hole), dtype=np.bool_)
    is_first[1:] = (hole[1:] != hole[:-1]) | (soil[1:] != soil[:-1]) | has_top[1:] | has_top[:-1]
    place = np.flatnonzero(is_first)
    deepest = np.maximum.reduceat(bottom_m, place) if len(place) else bottom_m
    thick = deepest > top_m[place]
    place, deepest = place[thick], deepest[thick]
    known = np.where(is_finnish[hole[place]], soil[place], "")
    return Layers(
        hole=hole[place],
        top_m=top_m[place],
        bottom_m=deepest,
        soil=soil[place],
        material=by_distinct(known, lambda name: soil_of(name).material, object),
        kind=by_distinct(known, lambda name: soil_of(name).kind, object),
    )


def _depth_above(hole: Indices, bottom_m: Numbers) -> Numbers:
    """Give how deep the rows above have come in the same hole, 0 for the first."""
    reached = np.maximum.accumulate(np.nan_to_num(bottom_m) + hole * _APART) - hole * _APART
    above = np.zeros(len(hole))
    above[1:] = np.where(hole[1:] == hole[:-1], reached[:-1], 0.0)
    return np.round(above, _DECIMALS)


def _continued(rows: Mapping[str, Any], has_top: Any) -> Texts:
    hole, soil = rows["row_hole"], rows["row_soil"]
    count = np.arange(len(hole))
    named = np.where((soil != "") & ~has_top, count, -1)
    last = np.maximum.accumulate(named) if len(hole) else named
    first_of_hole = np.searchsorted(hole, hole)
    carries = ~has_top & (last >= first_of_hole)
    continued = soil.copy()
    continued[carries] = soil[last[carries]]
    return texts(list(continued))


@cache
def _soils() -> dict[str, Soil]:
    text = files("kotipesa.sources.boreholes").joinpath("soils.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"].casefold(): Soil("" if row["material"] == "-" else row["material"], row["kind"])
        for row in rows
    }
