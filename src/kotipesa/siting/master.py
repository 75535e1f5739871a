# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Grow the program that plans and opens at once: a column says what part of a site is opened.

A candidate's capacities are its part of them. And a lot may use a site by at most the opened part
of its tonnes: these strong links are rows that appear when a solution breaks them, and hold for
all months and grades of the pair together.
"""

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.model.columns import (
    Columns,
    arc_columns,
    broken_lock_columns,
    stock_columns,
    unmet_columns,
)
from kotipesa.plan.model.rows import NO_ROW, Rows, standing_rows, with_rows_for
from kotipesa.plan.problem.arcs import Arcs, joined, no_arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import NEED, node_roles
from kotipesa.plan.solve.highs import Answer, GrowingProgram
from kotipesa.siting.candidates import NO_CANDIDATE, Candidates, used_candidates
from kotipesa.siting.choice import Choice, undecided

_NO_PAIR = -1
_BROKEN_SHARE = 1e-7  # of a lot's tonnes


class Master:
    """The program on the arcs and links found so far."""

    def __init__(self, problem: Problem, candidates: Candidates) -> None:
        """Start with the rows that are always there, and a column for each candidate."""
        self.problem, self.candidates = problem, candidates
        self.rows = _with_upper(standing_rows(problem), np.ones(len(candidates.either)))
        self.first_either = len(self.rows) - len(candidates.either)
        capacities = capacity_rows(self.rows, problem, candidates)
        upper = self.rows.upper.copy()
        upper[capacities[0]] = 0.0
        self.program = GrowingProgram(self.rows.lower, upper, in_small_steps=True)
        self.program.add_columns(unmet_columns(problem, self.rows))
        self.program.add_columns(broken_lock_columns(problem, self.rows))
        self.first_site = problem.lot_count + len(problem.lock_t)
        self.program.add_columns(self._site_columns(*capacities))
        self._count = self.first_site + len(candidates)
        self.arcs = no_arcs()
        self.column = np.zeros(0, dtype=np.int64)
        self._keys = self._pair = np.zeros(0, dtype=np.int64)
        self._uses = np.zeros(0, dtype=np.int32)
        self.link_row = np.full((len(candidates), problem.lot_count), NO_ROW, dtype=np.int32)
        self._role = node_roles(problem)
        self._closed = np.zeros(len(candidates), dtype=bool)
        self.decide(undecided(candidates))

    def decide(self, choice: Choice) -> None:
        """Hold what is decided: opened sites open, closed sites closed to every arc."""
        places = self.first_site + np.arange(len(self.candidates))
        lower, upper = choice.opened.astype(float), (~choice.closed).astype(float)
        self.program.set_column_bounds(places, lower, upper)
        changed = np.append(self._closed != choice.closed, [False])[self._uses]
        upper = np.where(np.append(choice.closed, [False])[self._uses[changed]], 0.0, np.inf)
        self.program.set_column_bounds(self.column[changed], np.zeros(len(upper)), upper)
        self._closed = choice.closed

    def add(self, arcs: Arcs) -> bool:
        """Add the arcs that are new, with the rows and stocks they need; tell if any was."""
        problem = self.problem
        size = (len(problem.node_site), len(problem.grades), problem.months)
        keys, first = np.unique(arcs.keys(*size), return_index=True)
        new = ~np.isin(keys, self._keys, assume_unique=True)
        if not new.any():
            return False
        fresh = arcs.take(np.sort(first[new]))
        self._keys = np.concatenate([self._keys, keys[new]])
        self._open_rows(fresh)
        pair = self.pairs_of(fresh)
        columns = arc_columns(problem, self.rows, fresh)
        matrix = csc_array(columns.matrix + self._in_links(pair))
        self.program.add_columns(Columns(columns.cost, matrix))
        self.arcs = joined([self.arcs, fresh])
        self.column = np.concatenate([self.column, self._count + np.arange(len(fresh))])
        self._pair = np.concatenate([self._pair, pair])
        self._uses = np.concatenate([self._uses, used_candidates(problem, self.candidates, fresh)])
        self._count += len(fresh)
        return True

    def solve(self) -> Answer:
        """Solve on the arcs and links so far."""
        return self.program.solve(np.inf)

    def opened(self, answer: Answer) -> Numbers:
        """Tell what part of each site a solution opens."""
        values = answer.values[self.first_site : self.first_site + len(self.candidates)]
        return np.clip(values, 0.0, 1.0)

    def uses_t(self, answer: Answer) -> Numbers:
        """Count what each site takes in, or gives as a source."""
        known = self.column < len(answer.values)
        tonnes, used = answer.values[self.column[known]], self._uses[known] + 1
        counted = np.bincount(used, weights=tonnes, minlength=len(self.candidates) + 1)
        return counted[1:].astype(np.float64)

    def add_broken_links(self, answer: Answer) -> int:
        """Add the links that a solution breaks; tell how many."""
        tonnes = self.problem.lot_tonnes
        linked = self._pair != _NO_PAIR
        pair, of_arc = np.unique(self._pair[linked], return_inverse=True)
        site, lot = np.divmod(pair, len(tonnes))
        used_t = np.bincount(of_arc, weights=answer.values[self.column[linked]])
        over_t = used_t - tonnes[lot] * self.opened(answer)[site]
        wanted = (over_t > _BROKEN_SHARE * tonnes[lot]) & (self.link_row[site, lot] == NO_ROW)
        if wanted.any():
            self._add_links(pair[wanted])
        return int(wanted.sum())

    def _add_links(self, pair: Indices) -> None:
        """Add the rows of some pairs, which are sorted."""
        tonnes, count = self.problem.lot_tonnes, len(pair)
        site, lot = np.divmod(pair, len(tonnes))
        row = np.minimum(np.searchsorted(pair, self._pair), count - 1)
        inside = pair[row] == self._pair
        rows = np.concatenate([row[inside], np.arange(count)])
        columns = np.concatenate([self.column[inside], self.first_site + site])
        values = np.concatenate([np.ones(int(inside.sum())), -tonnes[lot]])
        matrix = csr_array(coo_array((values, (rows, columns)), shape=(count, self._count)))
        self.link_row[site, lot] = len(self.rows) + np.arange(count)
        self.rows = _with_upper(self.rows, np.zeros(count))
        self.program.add_rows(np.full(count, -np.inf), np.zeros(count), matrix)

    def _in_links(self, pair: Indices) -> csc_array:
        """Enter new arcs in the links there are of their pairs."""
        row = np.where(pair == _NO_PAIR, NO_ROW, self.link_row.ravel()[pair])
        arc = np.flatnonzero(row != NO_ROW)
        shape = (len(self.rows), len(pair))
        return csc_array(coo_array((np.ones(len(arc)), (row[arc], arc)), shape=shape))

    def pairs_of(self, arcs: Arcs) -> Indices:
        """Give each arc between a candidate and a lot the number of their pair."""
        lots = self.problem.lot_count
        to_need = self._role[arcs.head] == NEED
        lot = np.where(to_need, arcs.head, arcs.tail)
        plant = np.where(to_need, arcs.tail, arcs.head) - lots
        site = self.candidates.at(plant)
        is_pair = (site != NO_CANDIDATE) & (lot < lots)
        return np.where(is_pair, site.astype(np.int64) * lots + lot, _NO_PAIR)

    def _site_columns(self, row: Indices, number: Indices, cap_t: Numbers) -> Columns:
        candidates = self.candidates
        groups = [np.full(len(g), self.first_either + n) for n, g in enumerate(candidates.either)]
        rows = np.concatenate([row, *groups])
        columns = np.concatenate([number, *candidates.either])
        values = np.concatenate([-cap_t, np.ones(len(rows) - len(row))])
        shape = (len(self.rows), len(candidates))
        matrix = csc_array(coo_array((values, (rows, columns)), shape=shape))
        return Columns(candidates.fixed_eur, matrix)

    def _open_rows(self, arcs: Arcs) -> None:
        problem, before = self.problem, len(self.rows)
        self.rows, stores, grades = with_rows_for(self.rows, arcs, problem)
        self.program.add_rows(self.rows.lower[before:], self.rows.upper[before:])
        self.program.add_columns(stock_columns(problem, self.rows, stores, grades))
        self._count += len(stores) * problem.months


def capacity_rows(
    rows: Rows, problem: Problem, candidates: Candidates
) -> tuple[Indices, Indices, Numbers]:
    """List every row of a candidate's capacity: row, candidate, tonnes when opened."""
    plants = problem.plants
    found: list[tuple[Indices, Indices, Numbers]] = []
    for table, cap_t in (
        (rows.month, plants.month_cap_t),
        (rows.stock_cap, plants.total_cap_t),
        (rows.total[:, None], plants.total_cap_t),
    ):
        number, place = np.nonzero(table[candidates.plant] != NO_ROW)
        plant = candidates.plant[number]
        found.append((table[plant, place], number, cap_t[plant]))
    row, number, cap = (np.concatenate(column) for column in zip(*found, strict=True))
    return row, number, cap


def _with_upper(rows: Rows, upper: Numbers) -> Rows:
    """Add rows that are no law of the plan."""
    none = np.full(len(upper), -np.inf)
    return replace(
        rows,
        lower=np.concatenate([rows.lower, none]),
        upper=np.concatenate([rows.upper, upper]),
    )
