# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look for the best moves of all projects together, with a bound on what any could save.

The search starts from the best moves alone, and from where tonnes go when every lot may be hauled
in any month its project allows; then one project after the other changes its move while that
saves. That wide plan costs at most what any joint moves do: the gap to it is certain, and where it
is nothing the moves are the best there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import Flows, solve
from kotipesa.shifts.alone import Stage
from kotipesa.shifts.moving import moved, widened


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
    wide = widened(stage.problem, stage.those)
    wide_flows = solve(wide, start=stage.start)
    found = _Search(stage)
    for months in (alone, _followed(stage, wide, wide_flows)):
        found.look(months)
    found.improve(most_solves)
    best = found.best.flows
    bound = min(max(wide_flows.lower_bound_eur, 0.0), best.objective_eur)
    return Joint(found.months, found.best.problem, best, bound, found.solves + 1)


class _Search:
    """The best joint moves known, and the plan with them, from which others are weighed."""

    def __init__(self, stage: Stage) -> None:
        self._stage, self.best = stage, stage.footing
        self.months = np.zeros(len(stage.those), dtype=np.int32)
        self._known = {tuple(self.months.tolist())}
        self.solves = 0

    def look(self, months: Indices) -> bool:
        """Plan with these moves unless they were, or cannot save; tell whether they are better."""
        key = tuple(months.tolist())
        if key in self._known:
            return False
        self._known.add(key)
        those, enough_eur = self._stage.those, self.best.flows.objective_eur - self._stage.least_eur
        problem = moved(self._stage.problem, those.project, months)
        others = those.project[months != self.months]
        if self.best.at_least_eur(problem, others) >= enough_eur:
            return False
        planned = self.best.moved_on(problem)
        self.solves += 1
        if planned.flows.objective_eur > enough_eur:
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
        for place, options in enumerate(self._stage.those.months):
            for other in (0, *options):
                if self.solves >= most_solves:
                    return
                months = self.months.copy()
                months[place] = other
                yield months


def _followed(stage: Stage, wide: Problem, flows: Flows) -> Indices:
    """Choose for each project the months in which most tonnes of the wide plan fit its windows."""
    role_tail = flows.arcs.tail < len(wide.haves)
    head = flows.arcs.head
    role_head = (head >= len(wide.haves)) & (head < wide.lot_count)
    lot = np.concatenate([wide.haves.lot, wide.needs.lot])
    nodes = np.concatenate([flows.arcs.tail[role_tail], head[role_head]])
    month = np.concatenate([flows.arcs.month[role_tail], flows.arcs.month[role_head]])
    tonnes = np.concatenate([flows.tonnes[role_tail], flows.tonnes[role_head]])
    region = stage.problem.region
    month = month + region.settings.start
    rows = lot[nodes]
    first, last = region.lots.first_month[rows], region.lots.last_month[rows]
    project = region.lots.project[rows]
    chosen = np.zeros(len(stage.those), dtype=np.int32)
    for place, options in enumerate(stage.those.months):
        own = project == stage.those.project[place]
        fits = {
            by: float(tonnes[own & (first + by <= month) & (month <= last + by)].sum())
            for by in (0, *options)
        }
        chosen[place] = max(fits, key=lambda by: (fits[by], -abs(by)))
    return chosen
