# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write arcs, stocks and unmet tonnes as columns: what each costs and which rows it touches."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csc_array

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.model.rows import NO_ROW, PARTS, Rows
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE

_LEAST_SHARE = 1e-4  # of a tonne, what an agreed move is thought to be made of at the least


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """Columns of the linear program: cost in euros per tonne, coefficients by row."""

    cost: Numbers
    matrix: csc_array


def arc_cost(problem: Problem, arcs: Arcs) -> Numbers:
    """Price each arc: the haul, and intake at a plant or output of a source, carbon included."""
    site = problem.node_site
    plants_price = np.concatenate([np.zeros(problem.lot_count), problem.plants.price_eur_per_t])
    is_source = node_roles(problem)[arcs.tail] == SOURCE
    haul = problem.haul.price_of(site[arcs.tail], site[arcs.head])
    cost: Numbers = haul + plants_price[arcs.head] + np.where(is_source, plants_price[arcs.tail], 0)
    return cost


def arc_columns(problem: Problem, rows: Rows, arcs: Arcs) -> Columns:
    """Write arcs as columns; rows of their stores and processes must be there."""
    role = node_roles(problem)
    tail_role, head_role = role[arcs.tail], role[arcs.head]
    tail_plant, head_plant = arcs.tail - problem.lot_count, arcs.head - problem.lot_count
    arc = np.arange(len(arcs))
    entries = _Entries()
    for at_lot, node in ((tail_role == HAVE, arcs.tail), (head_role == NEED, arcs.head)):
        entries.add(at_lot, arc, _looked_up(rows.lot, at_lot, node), 1.0)
    for role_rows, plant, sign in (
        (tail_role == STORE, tail_plant, 1.0),
        (head_role == STORE, head_plant, -1.0),
    ):
        first = _looked_up(rows.store, role_rows, plant, arcs.grade)
        entries.add(role_rows, arc, first + arcs.month, sign)
    _process_entries(entries, problem, rows, arcs)
    counted = np.where(tail_role == SOURCE, tail_plant, head_plant)
    at_plant = counted >= 0
    month_row = _looked_up(rows.month, at_plant, counted, arcs.month)
    entries.add(month_row != NO_ROW, arc, month_row, 1.0)
    total_row = _looked_up(rows.total, at_plant, counted)
    entries.add(total_row != NO_ROW, arc, total_row, 1.0)
    _recovery_entries(entries, problem, rows, arcs)
    _lock_entries(entries, problem, rows, arcs)
    return Columns(arc_cost(problem, arcs), entries.matrix(len(rows), len(arcs)))


def stock_columns(problem: Problem, rows: Rows, plants: Indices, grades: Indices) -> Columns:
    """Write stock at the end of every month of each store and grade: pair by pair, by month."""
    months = problem.months
    column = np.arange(len(plants) * months)
    row = (rows.store[plants, grades][:, None] + np.arange(months)).ravel()
    cap = rows.stock_cap[plants].ravel()
    is_last = column % months == months - 1
    entries = _Entries()
    entries.add(np.ones(len(column), dtype=bool), column, row, 1.0)
    entries.add(~is_last, column, row + 1, -1.0)
    entries.add(cap != NO_ROW, column, cap, 1.0)
    cost = np.full(len(column), problem.stock_eur_per_t_month)
    cost[is_last] += problem.end_stock_eur_per_t
    return Columns(cost, entries.matrix(len(rows), len(column)))


def unmet_columns(problem: Problem, rows: Rows) -> Columns:
    """Write the tonnes each lot may leave unmoved, at the price of unmet tonnes."""
    lots = np.arange(problem.lot_count)
    entries = _Entries()
    entries.add(np.ones(len(lots), dtype=bool), lots, rows.lot, 1.0)
    cost = np.full(len(lots), problem.unmet_eur_per_t)
    return Columns(cost, entries.matrix(len(rows), len(lots)))


def broken_lock_columns(problem: Problem, rows: Rows) -> Columns:
    """Write the tonnes of each lock that cannot be kept, at a price nobody would pay."""
    locks = np.arange(len(problem.lock_t))
    entries = _Entries()
    entries.add(np.ones(len(locks), dtype=bool), locks, rows.lock, 1.0)
    cost = np.full(len(locks), _breaking_price(problem))
    return Columns(cost, entries.matrix(len(rows), len(locks)))


def _breaking_price(problem: Problem) -> float:
    """Price a broken agreement above anything keeping it could cost.

    An agreed tonne may need many: of what a process makes little of, or to be recovered beside it.
    """
    dearest = problem.haul.at_most_eur_per_t()
    fees = problem.plants.price_eur_per_t.max(initial=0.0)
    kept = problem.months * problem.stock_eur_per_t_month + problem.end_stock_eur_per_t
    made, lost = problem.plants.part_share, 1 - (problem.min_recovery_share or 0.0)
    least = max(made[made > 0].min(initial=1.0) * lost, _LEAST_SHARE)
    tonnes = max(100.0, 10 / least)
    return float(1e3 + tonnes * (problem.unmet_eur_per_t + dearest + fees + kept))


def _process_entries(entries: "_Entries", problem: Problem, rows: Rows, arcs: Arcs) -> None:
    """Intake makes product and residue of the same month; what leaves uses them up."""
    role = node_roles(problem)
    quality = problem.grades.quality[arcs.grade]
    arc = np.arange(len(arcs))
    is_tail, is_head = role[arcs.tail] == PROCESS, role[arcs.head] == PROCESS
    for part in PARTS:
        made, into = rows.process[:, part], arcs.head - problem.lot_count
        first = _looked_up(made, is_head, into, quality)
        share = np.zeros(len(arcs))
        share[is_head] = problem.plants.part_share[into[is_head], part]
        entries.add(first != NO_ROW, arc, first + arcs.month, share)
        first = _looked_up(
            made, is_tail & (arcs.part == part), arcs.tail - problem.lot_count, quality
        )
        entries.add(first != NO_ROW, arc, first + arcs.month, -1.0)


def _recovery_entries(entries: "_Entries", problem: Problem, rows: Rows, arcs: Arcs) -> None:
    """Arrivals that count as recovery, less the asked share of what leaves have lots."""
    if problem.min_recovery_share is None:
        return
    role = node_roles(problem)
    recovers = np.concatenate([np.zeros(problem.lot_count, dtype=bool), problem.plants.is_recovery])
    arrives = (role[arcs.head] == NEED) & (role[arcs.tail] != SOURCE)
    arrives |= (role[arcs.head] == OUTLET) & recovers[arcs.head]
    leaves = role[arcs.tail] == HAVE
    value = arrives.astype(float) - problem.min_recovery_share * leaves
    arc = np.arange(len(arcs))
    entries.add(value != 0, arc, np.full(len(arcs), rows.recovery), value)


def _lock_entries(entries: "_Entries", problem: Problem, rows: Rows, arcs: Arcs) -> None:
    """Arcs that serve an agreed move count towards its row."""
    if not len(problem.locked):
        return
    size = (len(problem.node_site), len(problem.grades), problem.months)
    keys = arcs.keys(*size)
    order = np.argsort(keys)
    lock_keys = problem.locked.keys(*size)
    low = np.searchsorted(keys, lock_keys, side="left", sorter=order)
    high = np.searchsorted(keys, lock_keys, side="right", sorter=order)
    present = high > low
    arc = order[low[present]]
    row = rows.lock[problem.lock_row[present]]
    entries.add(np.ones(len(arc), dtype=bool), arc, row, 1.0)


def _looked_up(table: Indices, where: Flags, *places: Indices) -> Indices:
    """Look a row number up at the places of some arcs; NO_ROW for the others."""
    rows = np.full(len(where), NO_ROW)
    rows[where] = table[tuple(place[where] for place in places)]
    return rows


class _Entries:
    """Collect coefficients by row and column."""

    def __init__(self) -> None:
        self.row: list[np.ndarray] = []
        self.column: list[np.ndarray] = []
        self.value: list[np.ndarray] = []

    def add(self, where: np.ndarray, column: np.ndarray, row: np.ndarray, value: object) -> None:
        self.row.append(row[where])
        self.column.append(column[where])
        self.value.append(np.broadcast_to(np.asarray(value, dtype=float), where.shape)[where])

    def matrix(self, rows: int, columns: int) -> csc_array:
        row, column = np.concatenate(self.row), np.concatenate(self.column)
        matrix = coo_array((np.concatenate(self.value), (row, column)), shape=(rows, columns))
        return csc_array(matrix)
