# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold every coefficient of the early estimates, read from tables that say their source."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kotipesa.errors import InputError, problem
from kotipesa.lots.estimate.intervals import Interval

NONE = "-"
ANY_GROUND = "any"
GROUND_CLASSES = (ANY_GROUND, "soft", "firm", "rock", "filled")
NEVER_ESTIMATED = ("none", "unnamed")
FLOOR = "floor_m2"
BY_PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Structure:
    """A type of structure.

    costed_as: ``programme`` where a list's own unit costs hold for it; measured_in: ``m2`` of plan
    or ``floor_m2`` of floors; labels by language.
    """

    costed_as: str
    measured_in: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """What one square metre of a structure type on a ground class digs or takes in one layer.

    unit: of the amount, m3ktr, m3rtr or t.
    """

    id: str
    structure_type: str
    ground_class: str
    is_need: bool
    layer: str
    per_m2: Interval
    unit: str


@dataclass(frozen=True, slots=True)
class LayerMaterial:
    """The share of a material in a layer; for needs what it accepts and how fit that must be."""

    layer: str
    ground_class: str
    material: str
    share: Interval
    accepts: str
    min_fitness: str


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Everything the method of estimating knows.

    width_m, cost_eur_m2: by structure type; category_cost_eur_m2: medians and quartiles a list
    itself shows, by its category, '' for all its rows; phase, reliability: factors on the middle
    value, whose mid is 1.
    """

    structures: Mapping[str, Structure]
    rates: tuple[Rate, ...]
    layers: tuple[LayerMaterial, ...]
    width_m: Mapping[str, Interval]
    cost_eur_m2: Mapping[str, Interval]
    category_cost_eur_m2: Mapping[str, Interval]
    phase: Mapping[str, Interval]
    reliability: Mapping[str, Interval]

    def with_category_costs(self, costs: Mapping[str, Interval]) -> "Coefficients":
        """Use the unit costs a list shows, by category, where a structure type allows it."""
        return replace(self, category_cost_eur_m2=dict(costs))


@cache
def default_coefficients() -> Coefficients:
    """Read the shipped coefficients; raises InputError for a figure outside its own interval."""
    figures, spreads = coefficient_rows("coefficients"), coefficient_rows("spreads")
    return Coefficients(
        structures={
            row["structure_type"]: Structure(
                row["costed_as"], row["measured_in"], {k: row[k] for k in ("fi", "sv", "en")}
            )
            for row in coefficient_rows("structures")
        },
        rates=tuple(_rate(row) for row in figures if row["kind"] == "rate"),
        layers=tuple(_layer(row) for row in coefficient_rows("layers")),
        width_m=_by_type(figures, "width"),
        cost_eur_m2=_by_type(figures, "cost"),
        category_cost_eur_m2={},
        phase=_factors(spreads, "phase"),
        reliability=_factors(spreads, "reliability"),
    )


@cache
def coefficient_rows(table: str) -> tuple[dict[str, str], ...]:
    """Read one table: ``coefficients``, ``layers``, ``spreads`` or ``structures``."""
    path = files("kotipesa.lots.estimate").joinpath(f"{table}.csv")
    reader = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple({k: "" if v == NONE else v for k, v in row.items()} for row in reader)


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(
        id=row["id"],
        structure_type=row["structure_type"],
        ground_class=row["ground_class"],
        is_need=row["direction"] == "need",
        layer=row["layer"],
        per_m2=_interval(row, row["id"]),
        unit=row["unit"].partition("/")[0],
    )


def _layer(row: Mapping[str, str]) -> LayerMaterial:
    return LayerMaterial(
        layer=row["layer"],
        ground_class=row["ground_class"],
        material=row["material"],
        share=_interval(row, f"{row['layer']} {row['material']}"),
        accepts=row["accepts"],
        min_fitness=row["min_fitness"],
    )


def _by_type(rows: tuple[dict[str, str], ...], kind: str) -> dict[str, Interval]:
    return {row["structure_type"]: _interval(row, row["id"]) for row in rows if row["kind"] == kind}


def _factors(rows: tuple[dict[str, str], ...], kind: str) -> dict[str, Interval]:
    return {
        row["code"]: _interval({**row, "mid": "1"}, row["code"])
        for row in rows
        if row["kind"] == kind
    }


def _interval(row: Mapping[str, str], name: str) -> Interval:
    low, mid, high = (float(row[key]) for key in ("low", "mid", "high"))
    if not 0 < low <= mid <= high:
        raise InputError([problem("estimate_bad_interval", name=name, low=low, mid=mid, high=high)])
    return Interval(low, mid, high)
