# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent a region with many places where stores could stand, for the runs that siting.py starts."""

import numpy as np

from kotipesa.region import Region
from kotipesa.testing.draft import Draft, Row
from kotipesa.testing.imagined.facilities import facility_rows
from kotipesa.testing.imagined.lot_rows import invent_lot_rows
from kotipesa.testing.imagined.roads import invent_roads, link_rows, node_rows
from kotipesa.testing.imagined.scene import set_scene, site_rows
from plan_region import SETTINGS, SHIPPED_LOTS, SHIPPED_PROJECTS, SHIPPED_SITES, START

FIXED_EUR = 30_000, 200_000


def siting_region(lots: int, sites: int, seed: int = 1) -> Region:
    """Read the imaginary region with so many lots, no store built, and so many that could be.

    A candidate stands at a project's site, takes every clean material, holds 40,000–250,000 t and
    takes in 8,000–40,000 t a month; opening it costs FIXED_EUR over the three years.
    """
    times = lots / SHIPPED_LOTS
    rng = np.random.default_rng(seed)
    scene = set_scene(
        rng, sites=round(SHIPPED_SITES * times), projects=round(SHIPPED_PROJECTS * times)
    )
    roads = invent_roads(rng, scene.towns, scene.places)
    yard_ids = scene.place_id[-len(scene.yards) :]
    built = [
        row | {"fixed_eur": ""}
        for row in facility_rows(rng, scene.towns, scene.yards, yard_ids)
        if row["role"] != "store"
    ]
    at = rng.choice(scene.place_id[: -len(scene.yards)], size=sites, replace=False)
    places = site_rows(scene)
    tables: dict[str, list[Row]] = {
        "lots": invent_lot_rows(rng, scene, count=lots, first_month=START),
        "sites": places,
        "facilities": [*built, *(_candidate(rng, n, site) for n, site in enumerate(at.tolist()))],
        "nodes": node_rows(roads),
        "roads": link_rows(roads),
        "materials": [{"code": "betonimurske", "replaces": "kalliomurske"}],
    }
    return Draft(tables, SETTINGS).region()


def _candidate(rng: np.random.Generator, number: int, site: str) -> Row:
    low, high = FIXED_EUR
    return {
        "id": f"candidate-{number + 1:02d}",
        "role": "store",
        "site": site,
        "capacity_t": str(round(rng.uniform(40_000, 250_000), -3)),
        "capacity_t_per_month": str(round(rng.uniform(8_000, 40_000), -3)),
        "eur_per_t": f"{rng.uniform(0.8, 2.4):.2f}",
        "kgco2e_per_t": "0.6",
        "fixed_eur": str(round(rng.uniform(low, high), -3)),
    }
