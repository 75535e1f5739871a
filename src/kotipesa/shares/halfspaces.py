# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Minimise over free variables under lower bounds that may grow: small, dense, exact.

Solved through its dual, whose non-negative columns are the bounds, by the planner's own growing
program; so the engine has one door to its solver, and the prices of the bounds come for free.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import Columns
from kotipesa.plan.solve.highs import GrowingProgram

_SCALE = 1e4  # largest bound the solver sees: its tolerances are absolute


@dataclass(frozen=True, eq=False, slots=True)
class Least:
    """Where the least is, and the price of each bound (0: it does not bind)."""

    place: Numbers
    prices: Numbers


class Halfspaces:
    """All places where normals @ place ≥ bounds; equalities are two bounds."""

    def __init__(self, cost: Numbers, scale: float) -> None:
        """Start without bounds; cost: of the variables; scale: the largest bound to come."""
        self._program = GrowingProgram(cost, cost)
        self._factor = _SCALE / scale

    def add(self, normals: Numbers, bounds: Numbers) -> None:
        """Add bounds, one a row."""
        self._program.add_columns(Columns(-bounds * self._factor, csc_array(normals.T)))

    def least(self) -> Least:
        """Find the least cost; raises InternalError where there is none."""
        answer = self._program.solve(np.inf)
        return Least(-answer.duals / self._factor, answer.values)
