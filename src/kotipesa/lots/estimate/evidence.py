# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take soil layers of holes near a place as evidence for its ground.

Every hole counts alike. The dig is looked at down to one depth; each metre of it is of a soil that
was named, unnamed, below a stop (a stone, a boulder, rock or a dense layer stopped the hole), or
below the end of a hole that nothing stopped. A stop is not rock: only rock that was drilled into or
cored counts as ascertained. Soft soil is clay, mud and peat by name, over the whole hole; a dry
crust of clay bears that name too.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.lots.estimate.coefficients import ANY_GROUND
from kotipesa.sources.boreholes import Boreholes

SOFT_KINDS = ("clay", "organic")
FIRM_KINDS = ("silt", "coarse", "till", "stone")
FILL, ROCK = "fill", "rock"
UNNAMED, BELOW_STOP, NOT_REACHED = "unnamed", "below_stop", "not_reached"
STOPS = ("TM", "KI", "KL", "KA")
ASCERTAINED = "KA"
_NOT_CONTINUOUS = ("NO", "NE", "VP", "VO", "VK", "VPK", "HV", "PM", "PS", "SI")
"""Methods that name soil here and there, or not at all: they are no evidence of thickness."""


class Looking(NamedTuple):
    """How evidence is looked for and judged; see ``evidence.csv``: none of it is verified."""

    within_m: float
    depth_m: float
    least_holes: float
    soft_m: float
    share: float


class Investigations(NamedTuple):
    """Files of ground investigations, and how evidence is looked for in them."""

    files: Sequence[Path]
    looking: Looking


class Spread(NamedTuple):
    """Low, middle and high of something seen in several holes, nan when seen in none."""

    holes: int
    low: float
    mid: float
    high: float


@dataclass(frozen=True, eq=False, slots=True)
class Evidence:
    """What holes say about the ground of a place.

    holes: how many; places: how many a metre or more apart; nearest_m: to the nearest; span_m:
    across the box around them; shares: of the metres looked at, by kind of soil, UNNAMED,
    BELOW_STOP and NOT_REACHED; soft_m: thickness of soft soil; stop_m: depth at which something
    stopped the hole; rock_m: depth of ascertained rock; ground_class: of the coefficients,
    ANY_GROUND when it cannot be told; basis: why: few, soft, rock, filled, firm or unclear.
    """

    looking: Looking
    holes: int
    places: int
    nearest_m: float
    span_m: float
    shares: Mapping[str, float]
    soft_m: Spread
    stop_m: Spread
    rock_m: Spread
    ground_class: str
    basis: str


@cache
def default_looking() -> Looking:
    """Read the parameters that are shipped."""
    text = files("kotipesa.lots.estimate").joinpath("evidence.csv").read_text(encoding="utf-8")
    return Looking(
        **{row["name"]: float(row["value"]) for row in csv.DictReader(text.splitlines())}
    )


def looking_of(*, within_m: float | None = None, depth_m: float | None = None) -> Looking:
    """Give the shipped parameters, changed where something else is asked for."""
    asked = {"within_m": within_m, "depth_m": depth_m}
    return default_looking()._replace(**{k: v for k, v in asked.items() if v is not None})


def evidence_at(
    holes: Boreholes, x_m: float, y_m: float, looking: Looking | None = None
) -> Evidence:
    """Gather the evidence of all holes near a point of EPSG:3067."""
    looking = looking or default_looking()
    away_m = np.hypot(holes.x_m - x_m, holes.y_m - y_m)
    used = (away_m <= looking.within_m) & (holes.depth_m > 0)
    used &= ~np.isin(holes.method.astype(str), _NOT_CONTINUOUS)
    by_hole = _metres(holes, looking.depth_m)[:, used]
    kinds = _kinds(holes)
    total = by_hole.sum()
    shares = {
        kind: float(metres / total)
        for kind, metres in zip(kinds, by_hole.sum(axis=1), strict=True)
        if metres > 0
    }
    soft_m = _spread(_soft_m(holes)[used])
    rock_m = _spread(_rock_m(holes)[used])
    stopped = np.where(np.isin(holes.end.astype(str), STOPS), holes.depth_m, np.nan)
    places = len({*zip(np.round(holes.x_m[used]), np.round(holes.y_m[used]), strict=True)})
    shallow_rock = float(np.mean(_rock_m(holes)[used] <= looking.depth_m)) if used.any() else 0.0
    basis = _basis(places, soft_m, shallow_rock, shares, looking)
    return Evidence(
        looking=looking,
        holes=int(used.sum()),
        places=places,
        nearest_m=float(away_m[used].min(initial=np.inf)),
        span_m=_span_m(holes.x_m[used], holes.y_m[used]),
        shares=shares,
        soft_m=soft_m,
        stop_m=_spread(stopped[used]),
        rock_m=rock_m,
        ground_class=basis if basis in _CLASSES else ANY_GROUND,
        basis=basis,
    )


_CLASSES = ("soft", "rock", "filled", "firm")


def _basis(
    places: int, soft_m: Spread, shallow_rock: float, shares: Mapping[str, float], looking: Looking
) -> str:
    """Judge: soft soil first, then ascertained rock in the dig, fill, firm soil."""
    firm = sum(shares.get(kind, 0.0) for kind in (*FIRM_KINDS, BELOW_STOP))
    if places < looking.least_holes:
        return "few"
    if soft_m.mid >= looking.soft_m:
        return "soft"
    if shallow_rock >= looking.share:
        return "rock"
    if shares.get(FILL, 0.0) >= looking.share:
        return "filled"
    return "firm" if firm >= looking.share else "unclear"


def _kinds(holes: Boreholes) -> list[str]:
    return [*sorted(set(holes.layers.kind) - {""}), UNNAMED, BELOW_STOP, NOT_REACHED]


def _metres(holes: Boreholes, depth_m: float) -> Numbers:
    """Give metres down to a depth, a row a kind, a column a hole."""
    layers, kinds = holes.layers, _kinds(holes)
    inside = np.clip(np.minimum(layers.bottom_m, depth_m) - layers.top_m, 0.0, None)
    metres = np.zeros((len(kinds), len(holes)))
    for row, kind in enumerate(kinds[:-3]):
        these = layers.kind == kind
        np.add.at(metres[row], layers.hole[these], inside[these])
    reached = np.minimum(holes.depth_m, depth_m)
    metres[-3] = np.clip(reached - metres[:-3].sum(axis=0), 0.0, None)
    is_stopped = np.isin(holes.end.astype(str), STOPS)
    metres[-2] = np.where(is_stopped, depth_m - reached, 0.0)
    metres[-1] = np.where(is_stopped, 0.0, depth_m - reached)
    return metres


def _soft_m(holes: Boreholes) -> Numbers:
    """Give the thickness of soft soil by hole; nan where no soil is named at all."""
    layers = holes.layers
    thickness = layers.bottom_m - layers.top_m
    soft: Flags = np.isin(layers.kind.astype(str), SOFT_KINDS)
    found = np.zeros(len(holes))
    np.add.at(found, layers.hole[soft], thickness[soft])
    named = np.zeros(len(holes), dtype=np.bool_)
    named[layers.hole[layers.kind != ""]] = True
    return np.where(named, found, np.nan)


def _rock_m(holes: Boreholes) -> Numbers:
    """Give the depth of ascertained rock by hole: a layer of it, or the end in it; nan for none."""
    layers = holes.layers
    top_m = np.full(len(holes), np.inf)
    rock = layers.kind == ROCK
    np.minimum.at(top_m, layers.hole[rock], layers.top_m[rock])
    in_rock = (holes.end == ASCERTAINED) & np.isinf(top_m)
    top_m[in_rock] = holes.depth_m[in_rock]
    return np.where(np.isinf(top_m), np.nan, top_m)


def _spread(values: Numbers) -> Spread:
    seen = values[~np.isnan(values)]
    if not len(seen):
        return Spread(0, np.nan, np.nan, np.nan)
    return Spread(len(seen), float(seen.min()), float(np.median(seen)), float(seen.max()))


def _span_m(x_m: Numbers, y_m: Numbers) -> float:
    """Give the diagonal of the box around points, 0 for none."""
    if not len(x_m):
        return 0.0
    return float(np.hypot(np.ptp(x_m), np.ptp(y_m)))
