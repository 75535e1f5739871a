# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Follow the cheapest way on from stores and processes, and list the arcs it takes."""

from collections import deque

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.problem.arcs import NO_PART, Arcs, arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.downstream import Downstream, Terrain
from kotipesa.plan.solve.duals import Duals
from kotipesa.region.tables import PROCESS, SOURCE, STORE

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
        """Find the cheapest arc out of a stop; from a store in the month it pays best."""
        plant, part, grade, month = stop
        if part == NO_PART:
            month = int(self.onwards.leaves[plant, grade, month])
        head = self._cheapest_head(plant, part, grade, month) if month >= 0 else -1
        tail = self.problem.lot_count + plant
        one = np.ones(1 if head >= 0 else 0, dtype=np.int32)
        return arcs(tail * one, head * one, grade * one, month * one, part)

    def _cheapest_head(self, plant: int, part: int, grade: int, month: int) -> int:
        needs = self._needs(plant, grade, month)
        receivers = self._receivers(plant, part, grade, month)
        best_need = int(needs.argmin()) if len(needs) else -1
        best_plant = int(receivers.argmin()) if len(receivers) else -1
        need_cost = needs[best_need] if best_need >= 0 else np.inf
        plant_cost = receivers[best_plant] if best_plant >= 0 else np.inf
        if not np.isfinite(min(need_cost, plant_cost)):
            return -1
        if need_cost <= plant_cost:
            return len(self.problem.haves) + best_need
        return self.problem.lot_count + int(self.receivers[best_plant])

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
