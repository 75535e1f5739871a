# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow the cheapest way on from stores and processes, and list the arcs it takes.

A stop is a grade in a store, or a part that a process has just made, in a month; all the stops
that are a step away are left together.
"""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.problem.arcs import NO_PART, Arcs, joined
from kotipesa.plan.problem.grades import PRODUCT, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.downstream import Downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.picking import best_partners
from kotipesa.plan.solve.scan import picked, scan_stops
from kotipesa.plan.solve.shapes import MOST, Stops, nothing_yet, whole
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.region.tables import PROCESS, SOURCE, STORE

_RIVALS, _WAITS = 2, 3  # needs beside the cheapest, months beside the best
_TILE = 1_000_000  # pairs of stops and needs looked at together, for memory


def ways_on(
    problem: Problem, ground: Terrain, duals: Duals, onwards: Downstream, into: Arcs
) -> Arcs:
    """List the arcs on the cheapest way on of every arc that enters a store or a process."""
    size = len(problem.plants), 3, len(problem.grades), problem.months
    piece = max(1, _TILE // max(1, len(problem.plants)))
    seen = np.zeros(0, dtype=np.int64)
    found: list[Arcs] = []
    step = into
    while True:
        plant, part, grade, month = _stops(problem, onwards, step)
        stops = np.ravel_multi_index((plant, part + 1, grade, month), size)
        stops = np.setdiff1d(stops, seen)
        if not len(stops):
            return joined(found)
        seen = np.concatenate([seen, stops])
        ways = [
            _cheapest(problem, ground, duals, onwards, np.unravel_index(some, size))
            for some in np.split(stops, np.arange(piece, len(stops), piece))
        ]
        step = joined(ways)
        found.append(step)


def _stops(problem: Problem, onwards: Downstream, into: Arcs) -> tuple[Indices, ...]:
    """List where arcs lead to and what leaves there: plant, part, grade and month.

    Stock is listed in the month in which it best leaves; what better stays is not listed.
    """
    into = into.take(into.head >= problem.lot_count)
    plant = into.head - problem.lot_count
    role = problem.plants.role[plant]
    leaves = onwards.leaves[plant, into.grade, into.month]
    goes = (role == STORE) & (leaves >= 0)
    stops = [(plant[goes], np.full(int(goes.sum()), NO_PART), into.grade[goes], leaves[goes])]
    for part in (PRODUCT, RESIDUE):
        makes = (role == PROCESS) & (problem.plants.part_share[plant, part] > 0)
        process, quality = plant[makes], problem.grades.quality[into.grade[makes]]
        grade = problem.plants.output_grade[process, part, quality]
        stops.append((process, np.full(len(process), part), grade, into.month[makes]))
    return tuple(np.concatenate(column) for column in zip(*stops, strict=True))


def _cheapest(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    onwards: Downstream,
    stops: tuple[Indices, ...],
) -> Arcs:
    """Pick a few arcs out of each stop: the cheapest is the way on, its rivals save rounds.

    A process gets needs enough for all it may take in, for what it makes cannot wait.
    """
    plants = problem.plants
    plant, place, grade, month = stops
    part = place - 1
    stop, need = _to_needs(problem, ground, duals, stops)
    receivers = np.flatnonzero(plants.role != SOURCE)
    to_plants = ground.between[np.ix_(plant, receivers)]
    to_plants += onwards.intake[receivers[:, None], grade, month].T
    forbidden = np.where(part == NO_PART, STORE, PROCESS)
    to_plants[plants.role[receivers] == forbidden[:, None]] = np.inf
    none_t = np.zeros(len(plant)), np.zeros(len(receivers))
    also, receiver = best_partners(to_plants, 1, *none_t, np.inf)
    stop = np.concatenate([stop, also])
    head = np.concatenate([len(problem.haves) + need, problem.lot_count + receivers[receiver]])
    columns = problem.lot_count + plant[stop], head, grade[stop], part[stop], month[stop]
    now = Arcs(*(column.astype(np.int32) for column in columns))
    return joined([now, _waiting(problem, ground, now)])


def _waiting(problem: Problem, ground: Terrain, now: Arcs) -> Arcs:
    """Let stock on its way to a plant with a monthly limit go in one of the next months too."""
    first = now.take((now.part == NO_PART) & (now.head >= problem.lot_count))
    limited = np.isfinite(problem.plants.month_cap_t[first.head - problem.lot_count])
    first = first.take(limited)
    later = joined([replace(first, month=first.month + wait) for wait in range(1, _WAITS + 1)])
    later = later.take(later.month < problem.months)
    return later.take(ground.is_open[later.head - problem.lot_count, later.month])


def _to_needs(
    problem: Problem, ground: Terrain, duals: Duals, stops: tuple[Indices, ...]
) -> tuple[Indices, Indices]:
    """Pick the cheapest needs of each stop, for a process enough for all it may take in."""
    plants = problem.plants
    plant, place, grade, month = stops
    made_t = np.where(place - 1 == NO_PART, 0.0, plants.month_cap_t[plant])
    value, entry, pairs = duals.need + duals.recovery, duals.need_entry(), []
    for some, most in ((made_t == 0.0, _RIVALS), (made_t > 0.0, MOST)):
        rows = np.flatnonzero(some)
        columns = plant[rows], plants.site[plant[rows]], month[rows], ground.signature[grade[rows]]
        best = nothing_yet(len(rows), most)
        told = Stops(*(whole(column) for column in columns))
        scan_stops(ground.ways, ground.clusters, told, value, entry, best)
        stop, need = picked(best, _RIVALS, made_t[rows], problem.needs.tonnes).T
        pairs.append((rows[stop], need))
    stop, need = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return stop, need
