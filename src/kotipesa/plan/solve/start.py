# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin a solve where one of a like problem ended: with its arcs, and its basis.

Lots and plants are known again by their ids and grades by what they are, so the problems may
differ in tonnes, windows, prices, capacities, and in which lots and plants there are. Nothing that
is carried over is trusted: the solver mends the basis, and every arc there is is priced as ever.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.model.rows import NO_ROW, Rows
from kotipesa.plan.network.stand import Stand
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.renumbering import GONE, Renumbering, renumbered, turned
from kotipesa.plan.problem.rules import (
    HAVE,
    NEED,
    is_accepted,
    is_in_time,
    is_reachable,
    node_roles,
)
from kotipesa.plan.solution import node_names
from kotipesa.plan.solve.duals import Duals
from kotipesa.region.tables import PROCESS, STORE


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Columns that came together: stocks of pairs of store and grade, then arcs.

    last: the number of columns with this batch.
    """

    stores: Indices
    grades: Indices
    arcs: Arcs
    last: int


@dataclass(frozen=True, eq=False, slots=True)
class TreeStart:
    """Where the networks of parts ended: arcs, which of them are in the trees, and all else."""

    duals: Duals
    arcs: Arcs
    arc: Flags
    stand: Stand


@dataclass(frozen=True, eq=False, slots=True)
class Start:
    """Where a solve ended: arcs worth keeping, and which columns and rows were free (basic).

    duals: the prices that proved it. arc: by arc; unmet, lot: by lot; broken, lock: by lock;
    stock, store: plants × grades × months; month, cap: plants × months; total: plants;
    process: plants × 2 × qualities × months; recovery: one. intake_t, stock_t: what plants took in
    and stores held, plants × grades × months.
    """

    problem: Problem
    duals: Duals
    arcs: Arcs
    arc: Flags
    unmet: Flags
    broken: Flags
    stock: Flags
    lot: Flags
    lock: Flags
    month: Flags
    total: Flags
    cap: Flags
    store: Flags
    process: Flags
    recovery: Flags
    intake_t: Numbers
    stock_t: Numbers

    def changed_share(self, problem: Problem) -> float:
        """Tell how many of the lots of a like problem are new, or have other tonnes or months."""
        then, now = (_lots(one) for one in (self.problem, problem))
        return 1 - len(then & now) / max(1, len(now))

    def columns(self, batches: list[Batch]) -> Flags:
        """Tell which columns of a program of the same problem are free."""
        size = _size(self.problem)
        free_keys = self.arcs.take(self.arc).keys(*size)
        parts = [self.unmet, self.broken]
        for batch in batches:
            parts += [self.stock[batch.stores, batch.grades].ravel()]
            parts += [np.isin(batch.arcs.keys(*size), free_keys)]
        return np.concatenate(parts)

    def free_rows(self, rows: Rows) -> Flags:
        """Tell which rows are free; those nobody knows are."""
        free = np.ones(len(rows), dtype=bool)
        free[rows.lot], free[rows.lock] = self.lot, self.lock
        for place, was_free in self._by_row(rows):
            there = place != NO_ROW
            free[place[there]] = was_free[there]
        return free

    def _by_row(self, rows: Rows) -> list[tuple[Indices, Flags]]:
        return [
            (rows.month, self.month),
            (rows.total, self.total),
            (rows.stock_cap, self.cap),
            (_every_month(rows.store, self.problem.months), self.store),
            (_every_month(rows.process, self.problem.months), self.process),
            (np.array([rows.recovery]), self.recovery),
        ]


def ended(
    problem: Problem,
    duals: Duals,
    rows: Rows,
    batches: list[Batch],
    free: tuple[Flags, Flags],
    worth: Flags,
    tonnes: Numbers,
) -> Start:
    """Tell where a program ended.

    free: columns and rows; worth: which of its columns to keep besides free ones; tonnes: on each.
    """
    plants, grades, months = len(problem.plants), len(problem.grades), problem.months
    columns, free_rows = free
    stock = np.zeros((plants, grades, months), dtype=bool)
    intake_t, stock_t = np.zeros(stock.shape), np.zeros(stock.shape)
    of_arcs = [np.arange(batch.last - len(batch.arcs), batch.last) for batch in batches]
    for batch in batches:
        first = batch.last - len(batch.arcs)
        stocks = slice(first - len(batch.stores) * months, first)
        stock[batch.stores, batch.grades] = columns[stocks].reshape(-1, months)
        stock_t[batch.stores, batch.grades] = tonnes[stocks].reshape(-1, months)
    arcs = joined([batch.arcs for batch in batches])
    place = np.concatenate([np.zeros(0, dtype=np.int64), *of_arcs])
    kept = (worth | columns)[place] | _holds_rows(problem, arcs)
    enters = arcs.head >= problem.lot_count
    gate = arcs.head[enters] - problem.lot_count, arcs.grade[enters], arcs.month[enters]
    np.add.at(intake_t, gate, tonnes[place[enters]])

    def at_rows(places: Indices) -> Flags:
        free: Flags = places == NO_ROW
        free[~free] = free_rows[places[~free]]
        return free

    return Start(
        problem=problem,
        duals=duals,
        arcs=arcs.take(kept),
        arc=columns[place][kept],
        unmet=columns[: problem.lot_count],
        broken=columns[problem.lot_count :][: len(problem.lock_t)],
        stock=stock,
        lot=free_rows[rows.lot],
        lock=free_rows[rows.lock],
        month=at_rows(rows.month),
        total=at_rows(rows.total),
        cap=at_rows(rows.stock_cap),
        store=at_rows(_every_month(rows.store, months)),
        process=at_rows(_every_month(rows.process, months)),
        recovery=at_rows(np.array([rows.recovery])),
        intake_t=intake_t,
        stock_t=stock_t,
    )


def _holds_rows(problem: Problem, arcs: Arcs) -> Flags:
    """Tell of an arc for each store or process and grade: without it their rows would be gone."""
    role = node_roles(problem)
    holds = np.zeros(len(arcs), dtype=bool)
    for node in (arcs.tail, arcs.head):
        rows = np.flatnonzero(np.isin(role[node], (STORE, PROCESS)))
        pairs = node[rows].astype(np.int64) * len(problem.grades) + arcs.grade[rows]
        holds[rows[np.unique(pairs, return_index=True)[1]]] = True
    return holds


def carried(start: Start, problem: Problem) -> Start:
    """Write where a solve ended in the numbers of another problem; what is gone is left out.

    Moves keep their place in the windows of their lots. A lot that is new, or whose moves are gone,
    begins unmet.
    """
    old = start.problem
    move = renumbered(old, problem)
    arcs, kept = _moved(old, problem, start.arcs, move)
    lots = turned(move.node[: old.lot_count], problem.lot_count)
    plant = turned(move.plant, len(problem.plants))
    sort = turned(move.grade, len(problem.grades))
    unmet = start.unmet.copy()
    from_lot = start.arc & ~kept & (start.arcs.tail < old.lot_count)
    unmet[start.arcs.tail[from_lot]] = True
    by_both = np.ix_(plant, sort)
    locks = len(problem.lock_t)
    same_locks = len(start.lock) == locks
    return Start(
        problem=problem,
        duals=_prices(start, problem, lots, plant),
        arcs=arcs,
        arc=start.arc[kept],
        unmet=np.append(unmet, True)[lots],
        broken=start.broken if same_locks else np.ones(locks, dtype=bool),
        stock=start.stock[by_both],
        lot=np.append(start.lot, False)[lots],
        lock=start.lock if same_locks else np.zeros(locks, dtype=bool),
        month=start.month[plant],
        total=start.total[plant],
        cap=start.cap[plant],
        store=start.store[by_both],
        process=start.process[plant],
        recovery=start.recovery,
        intake_t=start.intake_t[by_both],
        stock_t=start.stock_t[by_both],
    )


def _prices(start: Start, problem: Problem, lots: Indices, plant: Indices) -> Duals:
    """Price lots and plants as before, new lots as if they were to stay unmet."""
    old, haves = start.duals, len(problem.haves)
    eur = np.concatenate([old.have, old.need, [problem.unmet_eur_per_t]])[lots]
    eur = np.minimum(eur, problem.unmet_eur_per_t)
    known = plant != GONE
    locks = len(problem.lock_t)
    return Duals(
        have=eur[:haves].copy(),
        need=eur[haves:].copy(),
        month=np.where(known[:, None], old.month[plant], 0.0),
        total=np.where(known, old.total[plant], 0.0),
        stock_cap=np.where(known[:, None], old.stock_cap[plant], 0.0),
        recovery=old.recovery if problem.min_recovery_share is not None else 0.0,
        lock=old.lock if len(old.lock) == locks else np.zeros(locks),
    )


def _lots(problem: Problem) -> set[tuple[object, ...]]:
    names = node_names(problem)[: problem.lot_count]
    ends = problem.haves, problem.needs
    first, last = (np.concatenate([getattr(e, side) for e in ends]) for side in ("first", "last"))
    columns = (names, problem.lot_tonnes, first, last)
    return set(zip(*(column.tolist() for column in columns), strict=True))


def _size(problem: Problem) -> tuple[int, int, int]:
    return len(problem.node_site), len(problem.grades), problem.months


def _every_month(first: Indices, months: int) -> Indices:
    """Give the rows of all months by the first of them."""
    every = first[..., None] + np.arange(months)
    return np.where(first[..., None] == NO_ROW, NO_ROW, every)


def _moved(old: Problem, new: Problem, arcs: Arcs, move: Renumbering) -> tuple[Arcs, Flags]:
    """Renumber arcs and put them into the windows of now; tell which are possible, each once."""
    now, there = move.arcs(arcs)
    then, node, role = arcs.take(there), move.node, node_roles(new)
    first_now, last_now = _windows(new)
    first_then, last_then = _windows(old)
    from_have, to_need = role[now.tail] == HAVE, role[now.head] == NEED
    lot, was = np.where(from_have, (now.tail, then.tail), (now.head, then.head))
    late = np.clip(now.month + first_now[lot] - first_then[was], first_now[lot], last_now[lot])
    month = np.where(from_have | to_need, late, now.month)
    shared = np.maximum(first_now[now.tail], first_now[now.head])
    stays = (first_then == first_now[node]) & (last_then == last_now[node])
    between = from_have & to_need & ~(stays[then.tail] & stays[then.head])
    now = replace(now, month=np.where(between, shared, month).astype(np.int32))
    rows = np.arange(len(now))
    for rule in (is_in_time, is_accepted, is_reachable):
        rows = rows[rule(new, now.take(rows))]
    keys = now.take(rows).keys(*_size(new))
    rows = rows[np.sort(np.unique(keys, return_index=True)[1])]
    kept = np.zeros(len(arcs), dtype=bool)
    kept[np.flatnonzero(there)[rows]] = True
    return now.take(rows), kept


def _windows(problem: Problem) -> tuple[Indices, Indices]:
    """Give each node the months of its lot; plants have all."""
    plants = len(problem.plants)
    none, all_of_them = np.zeros(plants), np.full(plants, problem.months - 1)
    first = np.concatenate([problem.haves.first, problem.needs.first, none])
    last = np.concatenate([problem.haves.last, problem.needs.last, all_of_them])
    return first.astype(np.int32), last.astype(np.int32)
