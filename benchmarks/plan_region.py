# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent the shipped imaginary region in any size, for the runs that plan.py starts.

Every run is a script of its own, ``python plan_NAME.py LOTS few|open``, so that no library weighs
on another's memory; it prints one line of JSON.
"""

import sys

import numpy as np

from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.model.program import Program, program
from kotipesa.plan.problem.build import build_problem
from kotipesa.region import Region
from kotipesa.testing.draft import Draft, Row
from kotipesa.testing.imagined.facilities import facility_rows
from kotipesa.testing.imagined.lot_rows import invent_lot_rows
from kotipesa.testing.imagined.roads import invent_roads, link_rows, node_rows
from kotipesa.testing.imagined.scene import set_scene, site_rows
from measured import peak_mb, tell

__all__ = ["asked_program", "asked_region", "peak_mb", "sized_region", "tell"]

SHIPPED_LOTS, SHIPPED_SITES, SHIPPED_PROJECTS = 2_000, 600, 150
START, MONTHS = 2026 * 12, 36
SETTINGS = {
    "start": "2026-01",
    "months": MONTHS,
    "distances": "roads",
    "carbon_eur_per_t": 80.0,
    "unmet_eur_per_t": 60.0,
    "storage_eur_per_t_month": 0.05,
    "end_stock_eur_per_t": 12.0,
}


def sized_region(lots: int, *, open_stores: bool = False, seed: int = 1) -> Region:
    """Read the imaginary region with so many lots, sites and projects in proportion.

    Tonnes in all, roads, rules, months and the 46 built facilities are of the shipped region's
    size. open_stores: stores take every material, so that there are several times the arcs. The
    same seed gives the same region.
    """
    times = lots / SHIPPED_LOTS
    rng = np.random.default_rng(seed)
    scene = set_scene(
        rng, sites=round(SHIPPED_SITES * times), projects=round(SHIPPED_PROJECTS * times)
    )
    roads = invent_roads(rng, scene.towns, scene.places)
    yard_ids = scene.place_id[-len(scene.yards) :]
    facilities = facility_rows(rng, scene.towns, scene.yards, yard_ids)
    tables: dict[str, list[Row]] = {
        "lots": invent_lot_rows(rng, scene, count=lots, first_month=START),
        "sites": site_rows(scene),
        "facilities": [_opened(row) if open_stores else row for row in facilities],
        "nodes": node_rows(roads),
        "roads": link_rows(roads),
        "materials": [{"code": "betonimurske", "replaces": "kalliomurske"}],
    }
    return Draft(tables, SETTINGS).region()


def _opened(facility: Row) -> Row:
    """Let a store take every material; leave other facilities as they are."""
    return facility | {"materials": ""} if facility["role"] == "store" else facility


def asked_region() -> Region:
    """Read the region that the command line asks for; its stores take few materials or all."""
    lots, stores = sys.argv[1:]
    return sized_region(int(lots), open_stores=stores == "open")


def asked_program() -> Program:
    """Write the whole program of that region: every arc, as arrays."""
    problem = build_problem(asked_region())
    return program(problem, every_arc(problem))
