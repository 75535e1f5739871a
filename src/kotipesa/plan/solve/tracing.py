# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow the cheapest way on from stores and processes, and list the arcs it takes."""

from collections import deque

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.arcs import NO_PART, Arcs, arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.downstream import Downstream, Terrain
from kotipesa.plan.solve.duals import Duals
from kotipesa.region.tables import PROCESS, SOURCE, STORE

_RIVALS = 4
_NOWHERE = np.zeros(0, dtype=np.int64)
_Stop = tuple[int, int, int, int]  # plant, part (NO_PART in a store), grade, month


def ways_on(
    problem: Problem, ground: Terrain, duals: Duals, onwards: Downstream, into: Arcs
) -> Arcs:
    """List the arcs on the cheapest way on of every arc that enters a store or a process."""
    tracer = _Tracer(problem, ground, duals, onwards)
    waiting = deque(tracer.entered(into))
    seen: set[_Stop] = set()
    found: list[Arcs] = []
    while waiting:
        stop = waiting.popleft()
        if stop in seen:
            continue
        seen.add(stop)
        step = tracer.leave(stop)
        found.append(step)
        waiting.extend(tracer.entered(step))
    return joined(found)


class _Tracer:
    """Look up which arc is the cheapest out of a stop."""

    def __init__(
        self, problem: Problem, ground: Terrain, duals: Duals, onwards: Downstream
    ) -> None:
        self.problem, self.ground, self.onwards = problem, ground, onwards
        self.need_worth = duals.need + duals.recovery
        self.receivers = np.flatnonzero(problem.plants.role != SOURCE)

    def entered(self, into: Arcs) -> list[_Stop]:
        """List the stops that arcs lead to: a store's stock, a process's outputs."""
        plants, first = self.problem.plants, self.problem.lot_count
        stops: list[_Stop] = []
        rows = zip(into.head.tolist(), into.grade.tolist(), into.month.tolist(), strict=True)
        for head, grade, month in rows:
            plant = head - first
            if plant < 0:
                continue
            if plants.role[plant] == STORE:
                stops.append((plant, NO_PART, grade, month))
            if plants.role[plant] == PROCESS:
                quality = int(self.problem.grades.quality[grade])
                stops += [
                    (plant, part, int(plants.output_grade[plant, part, quality]), month)
                    for part in (0, 1)
                    if plants.part_share[plant, part] > 0
                ]
        return stops

    def leave(self, stop: _Stop) -> Arcs:
        """Find the cheapest arcs out of a stop; from a store in the month it pays best."""
        plant, part, grade, month = stop
        if part == NO_PART:
            month = int(self.onwards.leaves[plant, grade, month])
        heads = self._cheapest_heads(plant, part, grade, month) if month >= 0 else _NOWHERE
        tail = self.problem.lot_count + plant
        one = np.ones(len(heads), dtype=np.int32)
        return arcs(tail * one, heads, grade * one, month * one, part)

    def _cheapest_heads(self, plant: int, part: int, grade: int, month: int) -> Indices:
        """Pick a few: the cheapest is the way on, its rivals save rounds."""
        needs = _least(self._needs(plant, grade, month), _RIVALS)
        receivers = _least(self._receivers(plant, part, grade, month), _RIVALS // 2)
        heads = (
            len(self.problem.haves) + needs,
            self.problem.lot_count + self.receivers[receivers],
        )
        return np.concatenate(heads)

    def _needs(self, plant: int, grade: int, month: int) -> Numbers:
        problem, needs = self.problem, self.problem.needs
        may = problem.accepts.group_takes[needs.kind, grade]
        may = may & (needs.first <= month) & (month <= needs.last)
        haul = problem.haul.price_eur_per_t[problem.plants.site[plant], needs.site]
        return np.where(may, haul - self.need_worth, np.inf)

    def _receivers(self, plant: int, part: int, grade: int, month: int) -> Numbers:
        plants = self.problem.plants
        role = plants.role[self.receivers]
        forbidden = STORE if part == NO_PART else PROCESS
        may = (role != forbidden) & self.ground.allowed[self.receivers, plant]
        haul = self.problem.haul.price_eur_per_t[plants.site[plant], plants.site[self.receivers]]
        gate = self.onwards.intake[self.receivers, grade, month]
        return np.where(may, haul + gate, np.inf)


def _least(costs: Numbers, count: int) -> Indices:
    """Find the places of the few least finite costs."""
    count = min(count, len(costs))
    places = np.argpartition(costs, count - 1)[:count] if count else _NOWHERE
    return places[np.isfinite(costs[places])]
