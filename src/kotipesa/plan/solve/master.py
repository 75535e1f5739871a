# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the linear program on the arcs found so far, and what its last complete answer says."""

import time

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.model.columns import (
    arc_columns,
    broken_lock_columns,
    stock_columns,
    unmet_columns,
)
from kotipesa.plan.model.rows import NO_ROW, standing_rows, with_rows_for
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.basis import free_arcs, free_lots, free_rows, free_stocks
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.highs import Answer, GrowingProgram, Outcome
from kotipesa.plan.solve.start import Batch, Start, ended

BROKEN_T = 1e-5  # tonnes an agreed move may miss by arithmetic
_NOISE_T = 1e-9
_NEAR_EUR = 0.3  # per tonne: arcs that cost so little too much are kept for like problems


class Master:
    """The program on the arcs found so far."""

    def __init__(self, problem: Problem) -> None:
        """Begin with tonnes that stay unmet and agreements that are broken."""
        self.problem = problem
        self.rows = standing_rows(problem)
        self.program = GrowingProgram(self.rows.lower, self.rows.upper)
        self.program.add_columns(unmet_columns(problem, self.rows))
        self.program.add_columns(broken_lock_columns(problem, self.rows))
        self.columns = problem.lot_count + len(problem.lock_t)
        self._batches: list[Batch] = []
        self.upper_eur = np.inf
        self.latest: Answer
        self._last: Answer
        self.keys = np.zeros(0, dtype=np.int64)

    def add(self, arcs: Arcs) -> bool:
        """Add the arcs that are new, with the rows and stocks they need; tell if any was."""
        problem = self.problem
        size = (len(problem.node_site), len(problem.grades), problem.months)
        keys, first = np.unique(arcs.keys(*size), return_index=True)
        new = ~np.isin(keys, self.keys, assume_unique=True)
        if not new.any():
            return False
        fresh = arcs.take(np.sort(first[new]))
        self.keys = np.concatenate([self.keys, keys[new]])
        stores, grades = self._open_rows(fresh)
        self.program.add_columns(arc_columns(problem, self.rows, fresh))
        self.columns += len(stores) * problem.months + len(fresh)
        self._batches.append(Batch(stores, grades, fresh, self.columns))
        return True

    def _open_rows(self, arcs: Arcs) -> tuple[Indices, Indices]:
        """Add the rows of stores and processes seen for the first time; list stores and grades."""
        problem, before = self.problem, len(self.rows)
        self.rows, stores, grades = with_rows_for(self.rows, arcs, problem)
        self.program.add_rows(self.rows.lower[before:], self.rows.upper[before:])
        self.program.add_columns(stock_columns(problem, self.rows, stores, grades))
        return stores, grades

    def start_from(self, regional: RegionalNetwork) -> None:
        """Let the next solve start from the tree of a network."""
        columns = [free_lots(regional), np.ones(len(self.problem.lock_t), dtype=bool)]
        for batch in self._batches:
            columns += [free_stocks(regional, batch.stores, batch.grades)]
            columns += [free_arcs(regional, batch.arcs)]
        rows = free_rows(regional, self.rows)
        self.program.start_from(np.concatenate(columns), rows, self.rows.lower > -np.inf)

    def start_at(self, start: Start) -> None:
        """Add what is worth keeping of an earlier solve; the next one starts where it ended."""
        self.add(start.arcs)
        free = start.columns(self._batches), start.free_rows(self.rows)
        self.program.start_from(*free, self.rows.lower > -np.inf)

    def end(self, duals: Duals) -> Start | None:
        """Tell where the last solve ended, None when it was cut short; duals: what proved it."""
        if self.latest is not self._last:
            return None
        worth = self.program.reduced_costs() <= _NEAR_EUR
        free, tonnes = self.program.free(), self.latest.values
        return ended(self.problem, duals, self.rows, self._batches, free, worth, tonnes)

    def solve(self, deadline: float) -> Answer:
        """Solve on the arcs so far; without limit until an answer keeps every agreed move."""
        kept = np.isfinite(self.upper_eur)
        answer = self.program.solve(deadline - time.monotonic() if kept else np.inf)
        self._last = answer
        if answer.outcome is Outcome.OPTIMAL:
            self.latest = answer
            if self._broken(answer).max(initial=0.0) <= BROKEN_T:
                self.upper_eur = answer.objective_eur
        return answer

    def _broken(self, answer: Answer) -> Numbers:
        lots = self.problem.lot_count
        return answer.values[lots : lots + len(self.problem.lock_t)]

    def used(self) -> tuple[Arcs, Numbers]:
        """Give the arcs that carry something in the last complete answer, and their tonnes."""
        values = self.latest.values
        known = [batch for batch in self._batches if batch.last <= len(values)]
        parts = [values[batch.last - len(batch.arcs) : batch.last] for batch in known]
        tonnes = np.concatenate([np.zeros(0), *parts])
        used = np.flatnonzero(tonnes > _NOISE_T)
        return joined([batch.arcs for batch in known]).take(used), tonnes[used]

    def places(self) -> tuple[Arcs, Indices, Indices]:
        """Give all arcs, the column of each, and the first stock column by store and grade."""
        stock = np.full((len(self.problem.plants), len(self.problem.grades)), NO_ROW)
        columns = [np.zeros(0, dtype=np.int64)]
        for batch in self._batches:
            first_arc = batch.last - len(batch.arcs)
            pairs, months = len(batch.stores), self.problem.months
            first = first_arc - months * np.arange(pairs, 0, -1)
            stock[batch.stores, batch.grades] = first
            columns.append(np.arange(first_arc, batch.last))
        return joined([batch.arcs for batch in self._batches]), np.concatenate(columns), stock

    def broken_t(self) -> Numbers:
        """Give the tonnes of each agreement that the last complete answer does not keep."""
        return self._broken(self.latest)
