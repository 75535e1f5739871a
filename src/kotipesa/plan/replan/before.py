# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Remember what an earlier plan moved, in the numbers of a changed problem."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.problem.arcs import Arcs, found_in
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.renumbering import is_same_but_tonnes, renumbered
from kotipesa.plan.problem.rules import is_accepted, is_in_time, is_reachable, is_route
from kotipesa.plan.solution import TINY_T


@dataclass(frozen=True, slots=True)
class Stability:
    """How much of a plan is as it was.

    before_t: tonnes of the earlier plan's moves; possible_t: of those that are still possible;
    cheapest_t: of those that the cheapest plan leaves as they were; kept_t: that this one does;
    cost_eur: what this one costs above the cheapest.
    """

    before_t: float
    possible_t: float
    cheapest_t: float
    kept_t: float
    cost_eur: float

    @property
    def eur_per_t(self) -> float:
        """Tell what a tonne cost that stays because it was asked for; nothing where none does."""
        more_t = self.kept_t - self.cheapest_t
        return self.cost_eur / more_t if more_t > TINY_T else 0.0


@dataclass(frozen=True, eq=False, slots=True)
class Before:
    """Moves of an earlier plan that are still possible; before_t: tonnes of all it had."""

    arcs: Arcs
    tonnes: Numbers
    before_t: float
    keys: np.ndarray
    size: tuple[int, int, int]

    @classmethod
    def of(cls, old: Problem, arcs: Arcs, tonnes: Numbers, new: Problem) -> "Before":
        """Carry moves over to a changed problem."""
        there, left_t = arcs, tonnes
        if not is_same_but_tonnes(old, new):
            there, left_t = _possible(old, arcs, tonnes, new)
        size = (len(new.node_site), len(new.grades), new.months)
        return cls(there, left_t, float(tonnes.sum()), there.keys(*size), size)

    def compared(
        self, moves: tuple[Arcs, Numbers], cheapest: tuple[Arcs, Numbers], cost_eur: float
    ) -> Stability:
        """Count what a new plan leaves as it was, beside the cheapest, which costs less by that."""
        return Stability(
            self.before_t,
            float(self.tonnes.sum()),
            self._kept_t(*cheapest),
            self._kept_t(*moves),
            max(0.0, cost_eur),
        )

    def _kept_t(self, arcs: Arcs, tonnes: Numbers) -> float:
        row, same = found_in(arcs.keys(*self.size), self.keys)
        return float(np.minimum(tonnes[same], self.tonnes[row[same]]).sum())


def _possible(old: Problem, arcs: Arcs, tonnes: Numbers, new: Problem) -> tuple[Arcs, Numbers]:
    """Give moves their new numbers, and leave out those that are no longer allowed."""
    there, kept = renumbered(old, new).arcs(arcs)
    left_t = tonnes[kept]
    for rule in (is_route, is_in_time, is_reachable, is_accepted):
        allowed = rule(new, there)
        there, left_t = there.take(allowed), left_t[allowed]
    return there, left_t
