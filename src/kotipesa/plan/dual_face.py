# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look over all the price systems that prove one plan: prices are often not the only ones.

Prices prove a plan when no arc beats them and they fit its flows: an arc in use costs what its ends
are worth, and a limit with room left has no price. The farthest of them in some direction are the
prices of a program with the same columns, where those in use may also shrink, limits with room are
gone, and the right-hand sides are the direction: the derivative of the optimum. Nothing is
perturbed, and every arc there is is priced, as in planning.
"""

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.model.columns import Columns
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.sides import ManySides

_IN_USE_T = 1e-7


class DualFace:
    """All optimal prices of a problem without agreed moves."""

    def __init__(self, problem: Problem, used: Arcs) -> None:
        """Start from the arcs that an optimal plan uses."""
        self._sides = ManySides(problem, used)
        rows, columns = self._sides.written.rows, self._sides.written.columns
        tonnes = self._sides.as_written().values
        filled = columns.matrix @ tonnes
        self._has_room = np.minimum(rows.upper - filled, filled - rows.lower) > _IN_USE_T
        self._sides.add_columns(_shrinking(columns, tonnes > _IN_USE_T))

    def farthest(self, lots: Numbers, plants: Numbers) -> Duals:
        """Give the optimal prices that make most of these tonnes and capacities.

        lots: tonnes of each, haves first; plants: what part of its capacities each counts with.
        """
        return self._sides.solve(lots, plants, unbound=self._has_room)[1]


def _shrinking(columns: Columns, used: Flags) -> Columns:
    """Turn the columns in use round."""
    places = np.flatnonzero(used)
    return Columns(-columns.cost[places], -columns.matrix[:, places])
