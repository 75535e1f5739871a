# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Reckon what was hauled with the factors the plan was reckoned with."""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices, Texts, take, texts
from kotipesa.errors import Problem, problem
from kotipesa.impact import Impact, assess
from kotipesa.monitor.ends import NOTHING, Nodes
from kotipesa.monitor.hauls import Hauls
from kotipesa.monitor.progress import tonnes_by
from kotipesa.plan.files import number_text
from kotipesa.plan.problem.haulage import haulage
from kotipesa.plan.tables import Moves
from kotipesa.region import Region


def due_impact(region: Region, moves: Moves, as_of: int) -> Impact:
    """Assess the moves planned up to the month ``as_of``."""
    return assess(region, take(moves, moves.month <= as_of))


def hauled_impact(
    region: Region, moves: Moves, hauls: Hauls, nodes: Nodes
) -> tuple[Impact, list[Problem]]:
    """Assess what was hauled: by the kilometres of its moves, else those between its sites.

    Loads between sites no way joins are left out, and a note says how many.
    """
    hauled_t = tonnes_by(hauls.move, hauls.grams, len(moves))
    per_planned = np.divide(
        hauled_t, moves.tonnes, out=np.zeros(len(moves)), where=moves.tonnes > 0
    )
    as_planned = replace(
        moves, tonnes=hauled_t, eur=moves.eur * per_planned, kgco2e=moves.kgco2e * per_planned
    )
    others, notes = _unplanned_moves(region, hauls, nodes)
    columns = {
        name: np.concatenate([getattr(as_planned, name)[hauled_t > 0], getattr(others, name)])
        for name in Moves.__slots__
    }
    return assess(region, Moves(**columns)), notes


def _unplanned_moves(region: Region, hauls: Hauls, nodes: Nodes) -> tuple[Moves, list[Problem]]:
    """Write the hauls no move was planned for as moves, with the region's own kilometres."""
    rows = np.flatnonzero(hauls.move == NOTHING)
    start_site, end_site = hauls.start_site[rows], hauls.end_site[rows]
    sites, place = np.unique(np.concatenate([start_site, end_site]), return_inverse=True)
    way = haulage(region, sites)
    tail, head = place[: len(rows)], place[len(rows) :]
    km = way.km[tail, head]
    joined = np.isfinite(km)
    tonnes = hauls.tonnes[rows]
    notes = []
    if lost := int(np.count_nonzero(~joined)):
        shown = number_text(float(tonnes[~joined].sum()))
        notes.append(problem("load_kilometres_unknown", count=lost, tonnes=shown))
    kept = np.flatnonzero(joined)
    eur, kgco2e = (
        price(tail[kept], head[kept]) * tonnes[kept] for price in (way.eur_of, way.kgco2e_of)
    )
    blank = texts([""] * len(kept))
    start, end = (_named(nodes, ends[rows[kept]]) for ends in (hauls.start, hauls.end))
    materials = np.append(region.materials.code, "")[hauls.material[rows[kept]]]
    return Moves(
        from_kind=start[0],
        from_id=start[1],
        to_kind=end[0],
        to_id=end[1],
        part=blank,
        material=materials,
        fitness=blank,
        contamination=blank,
        sulphide=blank,
        month=hauls.month[rows[kept]],
        tonnes=tonnes[kept],
        km=km[kept],
        eur=eur,
        kgco2e=kgco2e,
    ), notes


def _named(nodes: Nodes, rows: Indices) -> tuple[Texts, Texts]:
    """Give kind and id of nodes, '' for none."""
    return np.append(nodes.kind, "")[rows], np.append(nodes.id, "")[rows]
