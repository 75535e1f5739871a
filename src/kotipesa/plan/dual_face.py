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

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import Columns, arc_columns, stock_columns
from kotipesa.plan.model.program import program
from kotipesa.plan.model.rows import with_rows_for
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.highs import GrowingProgram
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import terrain
from kotipesa.plan.solve.tracing import ways_on

_IN_USE_T = 1e-7
_MORE_ARCS = 6  # per lot, each round


class DualFace:
    """All optimal prices of a problem without agreed moves."""

    def __init__(self, problem: Problem, used: Arcs) -> None:
        """Start from the arcs that an optimal plan uses."""
        self._problem, self._ground = problem, terrain(problem)
        self._size = (len(problem.node_site), len(problem.grades), problem.months)
        self._keys = np.unique(used.keys(*self._size))
        written = program(problem, used)
        self._rows = written.rows
        start = GrowingProgram(written.rows.lower, written.rows.upper)
        start.add_columns(written.columns)
        tonnes = start.solve(np.inf).values
        room = written.rows.upper - written.columns.matrix @ tonnes
        over = written.columns.matrix @ tonnes - written.rows.lower
        self._has_room = np.minimum(room, over) > _IN_USE_T
        self._pool = [written.columns, _shrinking(written.columns, tonnes > _IN_USE_T)]

    def farthest(self, lots: Numbers, plants: Numbers) -> Duals:
        """Give the optimal prices that make most of these tonnes and capacities.

        lots: tonnes of each, haves first; plants: what part of its capacities each counts with.
        """
        lower, upper = self._bounds(lots, plants)
        growing = GrowingProgram(lower, upper)
        for columns in self._pool:
            growing.add_columns(columns)
        while True:
            answer = growing.solve(np.inf)
            duals = named_duals(self._problem, self._rows, answer.duals)
            fresh = self._paying(duals)
            if not len(fresh):
                return duals
            self._grow(growing, fresh)

    def _bounds(self, lots: Numbers, plants: Numbers) -> tuple[Numbers, Numbers]:
        """Write the direction as bounds of the rows; a limit with room has none."""
        rows, problem = self._rows, self._problem
        weight = np.zeros(len(rows))
        for places in (rows.month, rows.total[:, None], rows.stock_cap):
            there = places >= 0
            weight[places[there]] = np.broadcast_to(plants[:, None], places.shape)[there]
        upper = np.where(np.isfinite(rows.upper), rows.upper, 0.0) * weight
        upper[~np.isfinite(rows.upper)] = np.inf
        lower = np.where(np.isfinite(rows.lower), 0.0, -np.inf)
        lower[: problem.lot_count] = upper[: problem.lot_count] = lots
        roomy = np.flatnonzero(self._has_room)
        lower[roomy], upper[roomy] = -np.inf, np.inf
        return lower, upper

    def _paying(self, duals: Duals) -> Arcs:
        """List the arcs not in the program yet that beat the prices."""
        problem, ground = self._problem, self._ground
        priced = price(problem, ground, duals, _MORE_ARCS)
        if priced.clean:
            return priced.arcs.take(np.zeros(0, dtype=np.int64))
        behind = ways_on(problem, ground, duals, priced.onwards, priced.arcs)
        found = joined([priced.arcs, behind])
        keys, first = np.unique(found.keys(*self._size), return_index=True)
        new = ~np.isin(keys, self._keys, assume_unique=True)
        self._keys = np.concatenate([self._keys, keys[new]])
        return found.take(np.sort(first[new]))

    def _grow(self, growing: GrowingProgram, fresh: Arcs) -> None:
        """Add arcs, with the rows and stocks they need, for this direction and those to come."""
        before = len(self._rows)
        self._rows, stores, grades = with_rows_for(self._rows, fresh, self._problem)
        growing.add_rows(self._rows.lower[before:], self._rows.upper[before:])
        for columns in (
            stock_columns(self._problem, self._rows, stores, grades),
            arc_columns(self._problem, self._rows, fresh),
        ):
            growing.add_columns(columns)
            self._pool.append(columns)


def _shrinking(columns: Columns, used: np.ndarray) -> Columns:
    """Turn the columns in use round."""
    places = np.flatnonzero(used)
    return Columns(-columns.cost[places], -columns.matrix[:, places])
