# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the lots of imaginary projects."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, stack, take, texts
from kotipesa.periods import month_text
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.columns import column_rows, numbered
from kotipesa.testing.imagined.lots import InventedLots, invent_haves, invent_needs
from kotipesa.testing.imagined.places import COAST
from kotipesa.testing.imagined.projects import RELIABILITY
from kotipesa.testing.imagined.scene import Scene
from kotipesa.vocab import default_materials

NOTE = "kuvitteellinen / påhittad / invented"

_NEED_TOTAL_T = 6.0e6
_SURPLUS_PER_NEED = 1.3
_UNCERTAINTY = np.array([0.1, 0.25, 0.5])
"""How far low and high lie from the amount, as a share of it, for reliability A, B and C."""
_LOOSE_SHARE = 0.06
_RESERVED_SHARE = 0.03
_SEALED_SHARE = 0.8
_PUBLIC_SHARE = 0.4


def invent_lot_rows(
    rng: np.random.Generator, scene: Scene, *, count: int, first_month: int
) -> list[Row]:
    """Invent so many lots and write them, place by place; first_month starts the horizon."""
    place = _lot_places(rng, scene, count)
    is_need = rng.random(count) < scene.projects.need_lean[scene.project_of[place]]
    give, want = place[~is_need], place[is_need]
    starts = scene.projects.start[scene.project_of]
    is_coastal = np.isin(scene.towns.code, COAST)[scene.places.centre]
    surplus_t = _NEED_TOTAL_T * _SURPLUS_PER_NEED
    haves = invent_haves(rng, starts[give], is_coastal[give], surplus_t)
    needs = invent_needs(rng, starts[want], _NEED_TOTAL_T)
    lots = stack([haves, needs])
    place = np.concatenate([give, want])
    order = np.argsort(place, kind="stable")
    is_need = np.arange(count)[order] >= len(give)
    return _rows(rng, scene, place[order], is_need, take(lots, order), first_month)


def _lot_places(rng: np.random.Generator, scene: Scene, count: int) -> NDArray[np.int64]:
    """Give every place whose project tells its masses one lot, and large projects the rest."""
    telling = np.flatnonzero(~scene.projects.is_silent[scene.project_of])
    weight = scene.projects.size[scene.project_of[telling]]
    more = rng.choice(telling, size=count - len(telling), p=weight / weight.sum())
    return np.concatenate([telling, more])


def _rows(
    rng: np.random.Generator,
    scene: Scene,
    place: NDArray[np.int64],
    is_need: Flags,
    lots: InventedLots,
    first_month: int,
) -> list[Row]:
    """Write lots with everything people say of them."""
    project = scene.project_of[place]
    nearness = scene.projects.nearness[project]
    count = len(place)
    return column_rows(
        id=numbered("L", count),
        direction=np.where(is_need, "need", "have"),
        material=lots.material,
        **_amount_cells(lots, nearness),
        unit=lots.unit,
        site=scene.place_id[place],
        **{"from": _months(first_month + lots.first), "to": _months(first_month + lots.last)},
        **_quality_cells(lots, is_need),
        **_project_cells(rng, scene, place),
        reliability=texts(RELIABILITY)[nearness],
        level_m=np.where(is_need, np.nan, np.round(rng.uniform(1.0, 70.0, count), 1)),
        reserved=np.where(rng.random(count) < _RESERVED_SHARE, "yes", "no"),
        name=lots.material + ", " + scene.places.name[place],
        note=texts([NOTE] * count),
    )


def _amount_cells(lots: InventedLots, nearness: Indices) -> dict[str, Numbers]:
    """Turn tonnes into the lots' own units, to the nearest ten, with low and high."""
    materials = default_materials()
    rows = materials.index()
    row = np.array([rows[code] for code in lots.material.tolist()])
    t_per_m3ktr = materials.t_per_m3ktr[row]
    t_per_m3rtr = t_per_m3ktr / materials.rtr_per_ktr[row]
    is_bank, is_compacted = lots.unit == "m3ktr", lots.unit == "m3rtr"
    t_per_unit = np.select([is_bank, is_compacted], [t_per_m3ktr, t_per_m3rtr], default=1.0)
    amount = np.round(lots.tonnes / t_per_unit, -1)
    spread = _UNCERTAINTY[nearness]
    return {
        "amount": amount,
        "amount_low": np.round(amount * (1 - spread), -1),
        "amount_high": np.round(amount * (1 + spread), -1),
    }


def _quality_cells(lots: InventedLots, is_need: Flags) -> dict[str, NDArray[Any]]:
    """Say what a have is like and what a need asks for."""
    return {
        "fitness": np.where(is_need, "", lots.fitness),
        "contamination": lots.contamination,
        "sulphide": lots.sulphide,
        "invasive": lots.invasive,
        "accepts": lots.accepts,
        "min_fitness": np.where(is_need, lots.fitness, ""),
        "accepts_contamination": lots.accepts_contamination,
    }


def _project_cells(
    rng: np.random.Generator, scene: Scene, place: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """Say whose project a lot belongs to and who may see it; some name no project."""
    projects, project = scene.projects, scene.project_of[place]
    chance = rng.random((2, len(place)))
    is_municipal = projects.is_municipal[project]
    is_sealed = ~is_municipal & (chance[0] < _SEALED_SHARE)
    is_public = is_municipal & (chance[0] < _PUBLIC_SHARE)
    project_id = numbered("P", len(projects))[project]
    return {
        "owner": projects.owner[project],
        "project": np.where(chance[1] < _LOOSE_SHARE, "", project_id),
        "phase": projects.phase[project],
        "sensitivity": np.select([is_sealed, is_public], ["sealed", "public"], "partners"),
    }


def _months(months: Indices) -> Texts:
    """Write month numbers as texts."""
    return texts([month_text(month) for month in months.tolist()])
