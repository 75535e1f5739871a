# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent stores, processes, outlets and sources, with prices of the right size and no more."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from kotipesa.arrays import Texts, texts
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.names import COMPANIES
from kotipesa.testing.imagined.places import Centres, Places, nearest_centres

_DRAWN = ("capacity_t", "capacity_t_per_month", "eur_per_t", "fixed_eur")
_COPIED = (
    "role",
    "materials",
    "kgco2e_per_t",
    "accepts_contamination",
    "accepts_sulphide",
    "outcome",
    "origin",
    "to_material",
    "yield",
    "residue_material",
)
_FIXED_EUR = "450000..1200000"
_ORIGIN_NEIGHBOURS = 4


@cache
def facility_kinds() -> tuple[Row, ...]:
    """List the kind of every facility, one entry a facility.

    A kind is a row of ``facilities.csv`` here: bounds of its figures are ``low..high``; a local
    one takes only from its own and neighbouring municipalities; the first ``unbuilt`` of a kind
    are only planned.
    """
    text = files("kotipesa.testing.imagined").joinpath("facilities.csv").read_text("utf-8")
    return tuple(
        kind | {"fixed_eur": _FIXED_EUR if place < int(kind["unbuilt"]) else ""}
        for kind in csv.DictReader(text.splitlines())
        for place in range(int(kind["count"]))
    )


def facility_site_types() -> Texts:
    """Give the type of every facility's site."""
    return texts([kind["site_type"] for kind in facility_kinds()])


def facility_rows(
    rng: np.random.Generator, towns: Centres, yards: Places, site_ids: Texts
) -> list[Row]:
    """Write the facilities, one on each yard; local ones belong to the municipality."""
    companies = texts(COMPANIES)[rng.integers(len(COMPANIES), size=len(yards))]
    rows = []
    for number, kind in enumerate(facility_kinds()):
        centre = int(yards.centre[number])
        is_local = kind["is_local"] == "yes"
        named = {
            "id": f"{kind['role']}-{number + 1:02d}",
            "site": site_ids[number],
            "owner": towns.name[centre] if is_local else companies[number],
            "accepts_origin": _origins(towns, centre) if is_local else "",
        }
        copied = {name: kind[name] for name in _COPIED}
        drawn = {name: _drawn(rng, kind[name]) for name in _DRAWN}
        rows.append(named | copied | drawn)
    return rows


def _origins(towns: Centres, centre: int) -> str:
    """Join the codes of a municipality and its neighbours."""
    near = nearest_centres(towns, _ORIGIN_NEIGHBOURS)[centre]
    return "|".join([towns.code[centre], *towns.code[near]])


def _drawn(rng: np.random.Generator, bounds: str) -> str:
    """Draw a figure between bounds; tonnes and lump sums to the hundred, prices to the cent."""
    if not bounds:
        return ""
    low, high = (float(bound) for bound in bounds.split(".."))
    figure = rng.uniform(low, high)
    return f"{round(figure, -2):.0f}" if low >= 1000 else f"{figure:.2f}"
