# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what each move of each project is worth by itself.

The prices of the plan bound what a plan with the move can cost from below, so they say what the
move can save at most. Moves are planned in the order of what they promise, until none left can
beat the best: which is then the best of its project, proven.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.replan.standing import Standing
from kotipesa.plan.solve.generation import EXACT_GAP
from kotipesa.plan.solve.start import Start
from kotipesa.shifts.footing import Footing
from kotipesa.shifts.gains import paid_by
from kotipesa.shifts.moving import Movable, moved


@dataclass(frozen=True, eq=False)
class Stage:
    """The plan that moves are compared with; each process makes it again from where it ended."""

    problem: Problem
    those: Movable
    start: Start
    objective_eur: float

    @property
    def least_eur(self) -> float:
        """Tell what is too little to tell from the arithmetic of two plans."""
        return 2 * EXACT_GAP * max(1.0, abs(self.objective_eur))

    @cached_property
    def footing(self) -> Footing:
        """Make the plan again."""
        return Footing(Standing.made_for(self.problem, self.start))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to other processes without the plan, which holds a solver."""
        return Stage, (self.problem, self.those, self.start, self.objective_eur)


def tried(stage: Stage, place: int) -> dict[str, Any]:
    """Try the moves of one project: what each can save, what the promising ones do save.

    gain_eur is None for moves that were not planned, because they cannot beat the best.
    """
    base, project = stage.footing, stage.those.project[[place]]
    options = stage.those.months[place]
    problems = {months: moved(stage.problem, project, np.array([months])) for months in options}
    promise = {
        months: max(0.0, stage.objective_eur - base.at_least_eur(problem, project))
        for months, problem in problems.items()
    }
    gain: dict[int, float] = {}
    paid: dict[str, float] = {}
    best = stage.least_eur
    for months in sorted(options, key=lambda months: (-promise[months], abs(months), months)):
        if promise[months] <= best:
            break
        flows = base.moved_on(problems[months]).flows
        gain[months] = stage.objective_eur - flows.objective_eur
        if gain[months] > best:
            best, paid = gain[months], paid_by(problems[months], flows)
    return {
        "moves": [
            {"months": months, "at_most_eur": promise[months], "gain_eur": gain.get(months)}
            for months in options
        ],
        "paid_eur": paid,
    }
