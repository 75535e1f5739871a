# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold every coefficient of the early estimates, read from tables that say their source."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias, TypeVar

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.lots.estimate.intervals import Interval

NONE = "-"
ANY_GROUND = "any"
GROUND_CLASSES = (ANY_GROUND, "soft", "firm", "rock", "filled")
NEVER_ESTIMATED = ("none", "unnamed")
FLOOR = "floor_m2"
BY_PROGRAMME = "programme"

Row: TypeAlias = Mapping[str, str]
EntryT = TypeVar("EntryT")


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
    """Read the shipped coefficients."""
    return read_coefficients()


def read_coefficients(folder: Path | None = None) -> Coefficients:
    """Read coefficients; a table that the folder has stands in for the shipped one.

    The tables are ``coefficients.csv``, ``layers.csv``, ``spreads.csv`` and ``structures.csv``.
    Raises InputError with ``coefficient_unclear`` for every row that cannot be read and
    ``coefficient_incomplete`` for every rate that leads nowhere.
    """
    problems: list[Problem] = []

    def entries(table: str, kind: str, read: Callable[[Row], EntryT]) -> list[EntryT]:
        return list(_entries(table, kind, read, folder, problems))

    found = Coefficients(
        structures=dict(entries("structures", "", _structure)),
        rates=tuple(entries("coefficients", "rate", _rate)),
        layers=tuple(entries("layers", "", _layer)),
        width_m=dict(entries("coefficients", "width", _by_type)),
        cost_eur_m2=dict(entries("coefficients", "cost", _by_type)),
        category_cost_eur_m2={},
        phase=dict(entries("spreads", "phase", _spread)),
        reliability=dict(entries("spreads", "reliability", _spread)),
    )
    problems = problems or _holes(found)
    if problems:
        raise InputError(problems)
    return found


def coefficient_rows(table: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Read one table as texts, ``-`` meaning none: the folder's own, else the shipped one."""
    own = folder / f"{table}.csv" if folder else None
    shipped = files("kotipesa.lots.estimate").joinpath(f"{table}.csv")
    text = (own if own and own.is_file() else shipped).read_text(encoding="utf-8-sig")
    reader = csv.DictReader(text.splitlines())
    return [{k: "" if v == NONE else v or "" for k, v in row.items()} for row in reader]


def _entries(
    table: str,
    kind: str,
    read: Callable[[Row], EntryT],
    folder: Path | None,
    problems: list[Problem],
) -> Iterable[EntryT]:
    """Read the rows of one kind ('' for all); what cannot be read becomes a problem."""
    for line, row in enumerate(coefficient_rows(table, folder), start=2):
        if kind and row.get("kind") != kind:
            continue
        try:
            yield read(row)
        except (KeyError, ValueError) as fault:
            where = Where(f"{table}.csv", row=line)
            problems.append(problem("coefficient_unclear", where, reason=fault))


def _holes(found: Coefficients) -> list[Problem]:
    """Find rates that would lead nowhere: an unknown type, a layer without any material."""
    anywhere = {(r.structure_type, r.layer) for r in found.rates if r.ground_class == ANY_GROUND}
    filled = {material.layer for material in found.layers if material.ground_class == ANY_GROUND}
    return [
        problem("coefficient_incomplete", Where("coefficients.csv", value=rate.id), id=rate.id)
        for rate in found.rates
        if rate.structure_type not in found.structures
        or rate.layer not in filled
        or (rate.structure_type, rate.layer) not in anywhere
    ]


def _structure(row: Row) -> tuple[str, Structure]:
    label = {language: row[language] for language in ("fi", "sv", "en")}
    return row["structure_type"], Structure(row["costed_as"], row["measured_in"], label)


def _rate(row: Row) -> Rate:
    return Rate(
        id=row["id"],
        structure_type=row["structure_type"],
        ground_class=row["ground_class"],
        is_need=row["direction"] == "need",
        layer=row["layer"],
        per_m2=_interval(row),
        unit=row["unit"].partition("/")[0],
    )


def _layer(row: Row) -> LayerMaterial:
    return LayerMaterial(
        layer=row["layer"],
        ground_class=row["ground_class"],
        material=row["material"],
        share=_interval(row),
        accepts=row["accepts"],
        min_fitness=row["min_fitness"],
    )


def _by_type(row: Row) -> tuple[str, Interval]:
    return row["structure_type"], _interval(row)


def _spread(row: Row) -> tuple[str, Interval]:
    return row["code"], _interval({**row, "mid": "1"})


def _interval(row: Row) -> Interval:
    low, mid, high = (float(row[key]) for key in ("low", "mid", "high"))
    if not 0 < low <= mid <= high:
        message = f"0 < {low:g} <= {mid:g} <= {high:g}?"
        raise ValueError(message)
    return Interval(low, mid, high)
