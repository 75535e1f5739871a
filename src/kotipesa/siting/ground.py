# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prepare once what choosing sites looks up again and again, and no price changes."""

from dataclasses import dataclass, replace

from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.solve.terrain import Terrain, terrain
from kotipesa.plan.solve.windows import Windows, windows
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.choice import Choice


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """A problem with its candidates, the months of every lot's window, and what looks remember."""

    problem: Problem
    candidates: Candidates
    terrain: Terrain
    have_months: Windows
    need_months: Windows
    memory: Memory

    def under(self, choice: Choice) -> "Ground":
        """Close what is decided to stay closed."""
        is_open = self.terrain.is_open.copy()
        is_open[self.candidates.plant[choice.closed]] = False
        return replace(self, terrain=replace(self.terrain, is_open=is_open))


def ground_of(problem: Problem, candidates: Candidates) -> Ground:
    """Prepare a problem."""
    months = windows(problem.haves), windows(problem.needs)
    return Ground(problem, candidates, terrain(problem), *months, Memory())
