# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay out the rows of a changed problem: those that stay, then those that are missing."""

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.model.rows import NO_ROW, Rows
from kotipesa.plan.problem.arcs import Arcs, found_in
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.renumbering import GONE, Renumbering
from kotipesa.plan.problem.rules import node_roles
from kotipesa.region.tables import SOURCE, STORE


class FreshRows:
    """Rows of a changed problem; entries of the missing ones over the columns there are."""

    def __init__(self, new: Problem, rows: Rows, move: Renumbering, lots: int) -> None:
        """Keep the numbers of rows that stay, and give the others theirs."""
        self.first, self._count = len(rows), len(rows)
        plants, months, is_store = new.plants, new.months, new.plants.role == STORE
        lot = np.full(new.lot_count, NO_ROW, dtype=np.int32)
        node = move.node[:lots]
        lot[node[node != GONE]] = rows.lot[node != GONE]
        by_month, by_stock = (np.full((len(plants), months), NO_ROW, np.int32) for _ in range(2))
        total = np.full(len(plants), NO_ROW, dtype=np.int32)
        grades = len(new.grades)
        store = np.full((len(plants), grades), NO_ROW, dtype=np.int32)
        process = np.full((len(plants), *rows.process.shape[1:]), NO_ROW, dtype=np.int32)
        was = np.flatnonzero(move.plant != GONE)
        now = move.plant[was]
        by_month[now], by_stock[now], total[now] = (
            rows.month[was],
            rows.stock_cap[was],
            rows.total[was],
        )
        process[now] = rows.process[was]
        known = np.flatnonzero(move.grade != GONE)
        store[np.ix_(now, move.grade[known])] = rows.store[np.ix_(was, known)]
        endless_month = ~np.isfinite(plants.month_cap_t)[:, None]
        endless = ~np.isfinite(plants.total_cap_t)
        self._number(lot, np.ones(len(lot), dtype=bool))
        self._number(by_month, np.broadcast_to(~endless_month, by_month.shape))
        self._number(by_stock, np.broadcast_to((is_store & ~endless)[:, None], by_stock.shape))
        self._number(total, ~is_store & ~endless)
        self.rows = replace(
            rows,
            lot=lot,
            month=by_month,
            stock_cap=by_stock,
            total=total,
            store=store,
            process=process,
        )

    def _number(self, table: Indices, wanted: Flags) -> None:
        """Give rows to places that want one and have none."""
        missing = wanted & (table == NO_ROW)
        count = int(missing.sum())
        table[missing] = self._count + np.arange(count)
        self._count += count

    def keep_locks(self, old: Problem, new: Problem, move: Renumbering) -> bool:
        """Keep the rows of agreements where these are the same but for their tonnes; tell if so."""
        size = (len(new.node_site), len(new.grades), new.months)
        arcs, there = move.arcs(old.locked)
        same = bool(there.all()) and len(old.lock_t) == len(new.lock_t)
        same = same and np.array_equal(old.lock_row, new.lock_row)
        same = same and np.array_equal(arcs.keys(*size), new.locked.keys(*size))
        if not same:
            lock = np.full(len(new.lock_t), NO_ROW, dtype=np.int32)
            self._number(lock, np.ones(len(lock), dtype=bool))
            self.rows = replace(self.rows, lock=lock)
        unbounded = np.full(self._count - self.first, np.inf)
        lower = np.concatenate([self.rows.lower, -unbounded])
        upper = np.concatenate([self.rows.upper, unbounded])
        self.rows = replace(self.rows, lower=lower, upper=upper)
        return same

    def entries(
        self, new: Problem, arcs: Arcs, column: Indices, stock: Indices, columns: int
    ) -> csr_array:
        """Write what the missing rows count of the columns there are."""
        rows, found = self.rows, []
        from_source = node_roles(new)[arcs.tail] == SOURCE
        plant = np.where(from_source, arcs.tail, arcs.head) - new.lot_count
        counts = plant >= 0
        plant, month, at = plant[counts], arcs.month[counts], column[counts]
        found += [(rows.month[plant, month], at), (rows.total[plant], at)]
        store, grade = np.nonzero(stock != NO_ROW)
        found += [
            (rows.stock_cap[store, later], stock[store, grade] + later)
            for later in range(new.months)
        ]
        size = (len(new.node_site), len(new.grades), new.months)
        agreed, serves = found_in(arcs.keys(*size), new.locked.keys(*size))
        found.append((rows.lock[new.lock_row[agreed[serves]]], column[serves]))
        row, col = (np.concatenate(part) for part in zip(*found, strict=True))
        missing = row >= self.first
        shape = (self._count - self.first, columns)
        row, col = row[missing] - self.first, col[missing]
        return csr_array((np.ones(len(row)), (row, col)), shape=shape)
