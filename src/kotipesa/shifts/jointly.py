# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look for the best moves of all projects together, with a bound on what any could save.

When every lot may be hauled in any month its project allows, a plan costs at most what any joint
moves do. The search starts from the best moves alone and from where that wide plan hauls, and lets
one project after the other change its move while that saves. Then it proves: the project that fits
no move of the wide plan is told to haul before, in, or after the month it fits best; each of the
three has a wide plan of its own, and so on, the cheapest first. What is left open is the gap.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import Flows
from kotipesa.shifts.alone import Stage
from kotipesa.shifts.footing import Footing
from kotipesa.shifts.moving import Options, moved, widened

_FITS = 1e-9  # of a project's tonnes, what may stray by arithmetic


@dataclass(frozen=True, eq=False, slots=True)
class Joint:
    """Months of each movable project, the plan with them, and what no joint moves can undercut."""

    months: Indices
    problem: Problem
    flows: Flows
    lower_bound_eur: float
    solves: int

    @property
    def gap(self) -> float:
        """Tell how far from the best joint moves these can be, relative to the cost."""
        cost = self.flows.objective_eur
        return max(0.0, cost - self.lower_bound_eur) / max(1.0, abs(cost))


def search(stage: Stage, alone: Indices, most_solves: int) -> Joint:
    """Search; alone: the best months of each project by itself, 0 for none."""
    found = _Search(stage)
    found.look(alone)
    wide = found.widened(stage.footing, stage.those.options)
    found.look(wide.months)
    found.improve(most_solves * 3 // 4)
    bound = max(0.0, found.proven(wide, most_solves))
    return Joint(found.months, found.best.problem, found.best.flows, bound, found.solves)


@dataclass(frozen=True, eq=False, slots=True)
class _Wide:
    """A plan in which projects may haul by any of their options, and what it tells.

    months: those that fit each project best; strays: the project of which most fits no move, None
    where all fit.
    """

    footing: Footing
    options: Options
    months: Indices
    strays: int | None

    @property
    def lower_bound_eur(self) -> float:
        """Tell what no choice among the options undercuts."""
        return self.footing.flows.lower_bound_eur


class _Search:
    """The best joint moves known, and the plan with them, from which others are weighed."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self.best = stage, stage.footing
        self.months = np.zeros(len(stage.those), dtype=np.int32)
        self._known = {tuple(self.months.tolist())}
        self.solves = 0

    @property
    def _enough_eur(self) -> float:
        return self.best.flows.objective_eur - self._stage.least_eur

    def look(self, months: Indices) -> bool:
        """Plan with these moves unless they were, or cannot save; tell whether they are better."""
        key = tuple(months.tolist())
        if key in self._known:
            return False
        self._known.add(key)
        those = self._stage.those
        problem = moved(self._stage.problem, those.project, months)
        others = those.project[months != self.months]
        if self.best.at_least_eur(problem, others) >= self._enough_eur:
            return False
        planned = self.best.moved_on(problem)
        self.solves += 1
        if planned.flows.objective_eur > self._enough_eur:
            return False
        self.best, self.months = planned, months
        return True

    def improve(self, most_solves: int) -> None:
        """Change one project's move at a time while that saves."""
        better = True
        while better:
            better = False
            for months in self._near(most_solves):
                better = self.look(months) or better

    def _near(self, most_solves: int) -> Iterator[Indices]:
        for place, options in enumerate(self._stage.those.options):
            for other in options:
                if self.solves >= most_solves:
                    return
                months = self.months.copy()
                months[place] = other
                yield months

    def widened(self, footing: Footing, options: Options) -> _Wide:
        """Plan with these options, from a like plan."""
        stage = self._stage
        wide = footing.moved_on(widened(stage.problem, stage.those.project, options))
        self.solves += 1
        fits = _fitting(stage, wide, options)
        months = [some[int(np.argmax(t))] for some, (t, _) in zip(options, fits, strict=True)]
        strays_t = np.array([whole_t * (1 - _FITS) - t.max() for t, whole_t in fits])
        strays = int(np.argmax(strays_t)) if strays_t.max() > 0 else None
        return _Wide(wide, options, np.array(months, dtype=np.int32), strays)

    def proven(self, wide: _Wide, most_solves: int) -> float:
        """Split wide plans, the cheapest first, while any may hide better moves; give the bound."""
        number, settled_eur = count(), self.best.flows.objective_eur
        still_open = [(wide.lower_bound_eur, next(number), wide)]
        while still_open and self.solves < most_solves:
            lower_eur, _, wide = heapq.heappop(still_open)
            self.look(wide.months)
            if lower_eur >= self._enough_eur or wide.strays is None:
                settled_eur = min(settled_eur, lower_eur)
                continue
            for options in _split(wide.options, wide.strays, int(wide.months[wide.strays])):
                part = self.widened(wide.footing, options)
                heapq.heappush(still_open, (part.lower_bound_eur, next(number), part))
        open_eur = still_open[0][0] if still_open else np.inf
        return min(open_eur, settled_eur, self.best.flows.objective_eur)


def _split(options: Options, place: int, months: int) -> Iterator[Options]:
    """Let a project choose before, at or after some months."""
    before = tuple(by for by in options[place] if by < months)
    after = tuple(by for by in options[place] if by > months)
    for some in (before, (months,), after):
        if some:
            yield (*options[:place], some, *options[place + 1 :])


def _hauled(stage: Stage, wide: Footing) -> tuple[Indices, Indices, Numbers]:
    """List what a plan hauls from lots and to lots: lot, month and tonnes."""
    problem, flows = wide.problem, wide.flows
    lots = problem.lot_count
    ends = np.concatenate([flows.arcs.tail, flows.arcs.head])
    of_lot = ends < lots
    lot = np.concatenate([problem.haves.lot, problem.needs.lot])[ends[of_lot]]
    month = np.tile(flows.arcs.month, 2)[of_lot] + stage.problem.region.settings.start
    return lot, month, np.tile(flows.tonnes, 2)[of_lot]


def _fitting(stage: Stage, wide: Footing, options: Options) -> list[tuple[Numbers, float]]:
    """Tell for each project what a plan hauls in the windows of each option, and in all."""
    lots = stage.problem.region.lots
    lot, month, tonnes = _hauled(stage, wide)
    first, last = lots.first_month[lot], lots.last_month[lot]
    fits = []
    for project, some in zip(stage.those.project, options, strict=True):
        own = lots.project[lot] == project
        from_first, from_last, own_t = (month - first)[own], (month - last)[own], tonnes[own]
        inside = [own_t[(from_first >= by) & (from_last <= by)].sum() for by in some]
        fits.append((np.array(inside), float(own_t.sum())))
    return fits
