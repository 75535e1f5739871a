# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what each move of each project is worth by itself.

The prices of the plan bound what a plan with the move can cost from below, so they say what the
move can save at most. Moves are planned in the order of what they promise, until none left can
beat the best: which is then the best of its project, proven.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import EXACT_GAP, solve
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.start import Start
from kotipesa.plan.solve.terrain import terrain
from kotipesa.shifts.gains import paid_by
from kotipesa.shifts.moving import Movable, moved


@dataclass(frozen=True, eq=False, slots=True)
class Stage:
    """The plan that moves are compared with."""

    problem: Problem
    those: Movable
    start: Start
    objective_eur: float

    @property
    def least_eur(self) -> float:
        """Tell what is too little to tell from the arithmetic of two plans."""
        return 2 * EXACT_GAP * max(1.0, abs(self.objective_eur))


def at_most_eur(stage: Stage, problem: Problem) -> float:
    """Bound by the prices of the plan what a plan of a moved problem can save."""
    bound = price(problem, terrain(problem), stage.start.duals, 1).lower_bound_eur
    return max(0.0, stage.objective_eur - bound)


def tried(stage: Stage, place: int) -> dict[str, Any]:
    """Try the moves of one project: what each can save, what the promising ones do save.

    gain_eur is None for moves that were not planned, because they cannot beat the best.
    """
    project = stage.those.project[[place]]
    options = stage.those.months[place]
    problems = {months: moved(stage.problem, project, np.array([months])) for months in options}
    promise = {months: at_most_eur(stage, problems[months]) for months in options}
    gain: dict[int, float] = {}
    paid: dict[str, float] = {}
    best = stage.least_eur
    for months in sorted(options, key=lambda months: (-promise[months], abs(months), months)):
        if promise[months] <= best:
            break
        flows = solve(problems[months], start=stage.start)
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
