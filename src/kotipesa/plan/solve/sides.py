# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve one program for many right-hand sides, each from where the last ended, exactly.

Arcs found for one side serve the next; after each solve every arc there is is priced, so an answer
is as proven as that of a plan made anew.
"""

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.model.columns import Columns, arc_columns, stock_columns
from kotipesa.plan.model.program import program
from kotipesa.plan.model.rows import with_rows_for
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.highs import Answer, GrowingProgram
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import terrain
from kotipesa.plan.solve.tracing import ways_on

_MORE_ARCS = 6  # per lot, each round
_WORTHLESS = -1e9  # euros per tonne: an arc to such a lot never pays


class ManySides:
    """The program of a problem without agreed moves, with other tonnes and capacities."""

    def __init__(self, problem: Problem, arcs: Arcs) -> None:
        """Start with some arcs, such as those that a plan uses."""
        self.problem, self._ground = problem, terrain(problem)
        self.written = program(problem, arcs)
        self._rows = self.written.rows
        self._growing = GrowingProgram(self._rows.lower, self._rows.upper)
        self._growing.add_columns(self.written.columns)
        self._size = (len(problem.node_site), len(problem.grades), problem.months)
        self._keys = np.unique(arcs.keys(*self._size))

    def add_columns(self, columns: Columns) -> None:
        """Add columns over the rows the program began with."""
        self._growing.add_columns(columns)

    def as_written(self) -> Answer:
        """Solve with the tonnes and capacities of the problem, and no other arcs."""
        return self._growing.solve(np.inf)

    def solve(
        self,
        lots: Numbers,
        plants: Numbers,
        *,
        absent: Flags | None = None,
        unbound: Flags | None = None,
    ) -> tuple[Answer, Duals]:
        """Solve with other tonnes of each lot, and parts of each plant's capacities.

        absent: lots without tonnes, which no new arc is to touch; unbound: rows that hold nothing.
        """
        self._growing.set_bounds(*self._bounds(lots, plants, unbound))
        while True:
            answer = self._growing.solve(np.inf)
            duals = named_duals(self.problem, self._rows, answer.duals)
            fresh = self._paying(self._priced_out(duals, absent))
            if not len(fresh):
                return answer, duals
            self._grow(fresh)

    def _bounds(
        self, lots: Numbers, plants: Numbers, unbound: Flags | None
    ) -> tuple[Numbers, Numbers]:
        """Write tonnes and capacities as bounds of the rows."""
        rows = self._rows
        weight = np.zeros(len(rows))
        for places in (rows.month, rows.total[:, None], rows.stock_cap):
            there = places >= 0
            weight[places[there]] = np.broadcast_to(plants[:, None], places.shape)[there]
        bounded = np.isfinite(rows.upper)
        upper = np.where(bounded, np.where(bounded, rows.upper, 0.0) * weight, np.inf)
        lower = np.where(np.isfinite(rows.lower), 0.0, -np.inf)
        lower[: len(lots)] = upper[: len(lots)] = lots
        if unbound is not None:
            free = np.flatnonzero(unbound)
            lower[free], upper[free] = -np.inf, np.inf
        return lower, upper

    def _priced_out(self, duals: Duals, absent: Flags | None) -> Duals:
        """Let lots that are not there be worth nothing to anybody."""
        if absent is not None:
            haves = len(duals.have)
            duals.have[absent[:haves]] = _WORTHLESS
            duals.need[absent[haves:]] = _WORTHLESS
        return duals

    def _paying(self, duals: Duals) -> Arcs:
        """List the arcs not in the program yet that beat the prices."""
        problem, ground = self.problem, self._ground
        priced = price(problem, ground, duals, _MORE_ARCS)
        found = priced.arcs
        if not priced.clean:
            found = joined([found, ways_on(problem, ground, duals, priced.onwards, found)])
        keys, first = np.unique(found.keys(*self._size), return_index=True)
        new = ~np.isin(keys, self._keys, assume_unique=True)
        self._keys = np.concatenate([self._keys, keys[new]])
        return found.take(np.sort(first[new]))

    def _grow(self, fresh: Arcs) -> None:
        """Add arcs, with the rows and stocks they need."""
        before = len(self._rows)
        self._rows, stores, grades = with_rows_for(self._rows, fresh, self.problem)
        self._growing.add_rows(self._rows.lower[before:], self._rows.upper[before:])
        self._growing.add_columns(stock_columns(self.problem, self._rows, stores, grades))
        self._growing.add_columns(arc_columns(self.problem, self._rows, fresh))
