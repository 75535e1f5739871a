# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ship an imaginary region: Uusimaa's true municipalities, and everything in them invented."""

import numpy as np

from kotipesa.periods import month_text
from kotipesa.region import Region
from kotipesa.testing.draft import Draft, Row
from kotipesa.testing.imagined.facilities import facility_rows
from kotipesa.testing.imagined.lot_rows import invent_lot_rows
from kotipesa.testing.imagined.projects import project_rows
from kotipesa.testing.imagined.roads import invent_roads, link_rows, node_rows
from kotipesa.testing.imagined.scene import set_scene, site_rows

SITES, PROJECTS, LOTS = 600, 150, 2_000

_START = 2026 * 12
_SETTINGS = {
    "months": 36,
    "distances": "roads",
    "carbon_eur_per_t": 80.0,
    "unmet_eur_per_t": 60.0,
    "storage_eur_per_t_month": 0.05,
    "end_stock_eur_per_t": 12.0,
}
_MATERIALS: list[Row] = [{"code": "betonimurske", "replaces": "kalliomurske"}]


def region(seed: int = 1) -> Region:
    """Read the imaginary region of a seed, as any region is read."""
    return region_tables(seed).region()


def region_tables(seed: int = 1) -> Draft:
    """Write the tables and settings of the imaginary region; the same seed gives the same texts.

    Municipalities, their codes, names and centres are true; projects, companies, sites, roads,
    amounts and prices are invented, and every lot says so in its note.
    """
    rng = np.random.default_rng(seed)
    scene = set_scene(rng, sites=SITES, projects=PROJECTS)
    roads = invent_roads(rng, scene.towns, scene.places)
    yard_ids = scene.place_id[-len(scene.yards) :]
    tables: dict[str, list[Row]] = {
        "lots": invent_lot_rows(rng, scene, count=LOTS, first_month=_START),
        "projects": project_rows(rng, scene.projects, scene.towns),
        "sites": site_rows(scene),
        "facilities": facility_rows(rng, scene.towns, scene.yards, yard_ids),
        "materials": _MATERIALS,
        "nodes": node_rows(roads),
        "roads": link_rows(roads),
    }
    return Draft(tables, _SETTINGS | {"start": month_text(_START)})
