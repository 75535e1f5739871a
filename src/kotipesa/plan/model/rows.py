# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Number the rows of the linear program; those of stores and processes appear when first used."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.grades import PRODUCT, QUALITIES, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import node_roles
from kotipesa.region.tables import PROCESS, STORE

NO_ROW = -1
PARTS = (PRODUCT, RESIDUE)


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Where each law of the plan stands among the rows; NO_ROW where it does not (yet).

    lot, lock: of each; month, stock_cap: plants × months; total: plants;
    store: plants × grades, the first of a row a month; process: plants × 2 × qualities, likewise.
    """

    lower: Numbers
    upper: Numbers
    lot: Indices
    month: Indices
    total: Indices
    stock_cap: Indices
    recovery: int
    lock: Indices
    store: Indices
    process: Indices

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.lower)


def standing_rows(problem: Problem) -> Rows:
    """Lay the rows that are there from the start: lots, capacities, recovery share, locks."""
    plants, months = problem.plants, problem.months
    is_store = plants.role == STORE
    caps_month = np.repeat(np.isfinite(plants.month_cap_t)[:, None], months, axis=1)
    caps_stock = np.repeat((is_store & np.isfinite(plants.total_cap_t))[:, None], months, axis=1)
    caps_total = ~is_store & np.isfinite(plants.total_cap_t)
    count = problem.lot_count
    month, count = _numbered(caps_month, count)
    stock_cap, count = _numbered(caps_stock, count)
    total, count = _numbered(caps_total, count)
    recovery = NO_ROW if problem.min_recovery_share is None else count
    first_lock = count + (recovery != NO_ROW)
    upper = np.concatenate(
        [
            problem.lot_tonnes,
            np.repeat(plants.month_cap_t[caps_month[:, 0]], months),
            np.repeat(plants.total_cap_t[caps_stock[:, 0]], months),
            plants.total_cap_t[caps_total],
            np.full(first_lock - count + len(problem.lock_t), np.inf),
        ]
    )
    lower = np.full(len(upper), -np.inf)
    lower[: problem.lot_count] = problem.lot_tonnes
    lower[count:first_lock] = 0.0
    lower[first_lock:] = problem.lock_t
    grades = len(problem.grades)
    return Rows(
        lower,
        upper,
        np.arange(problem.lot_count, dtype=np.int32),
        month,
        total,
        stock_cap,
        recovery,
        np.arange(first_lock, len(upper), dtype=np.int32),
        store=np.full((len(plants), grades), NO_ROW, dtype=np.int32),
        process=np.full((len(plants), 2, QUALITIES), NO_ROW, dtype=np.int32),
    )


def _numbered(wanted: np.ndarray, start: int) -> tuple[Indices, int]:
    rows = np.full(wanted.shape, NO_ROW, dtype=np.int32)
    count = int(wanted.sum())
    rows[wanted] = np.arange(start, start + count)
    return rows, start + count


def with_rows_for(rows: Rows, arcs: Arcs, problem: Problem) -> tuple[Rows, Indices, Indices]:
    """Add the rows of stores and processes that arcs touch for the first time.

    Also gives the new pairs, stores and their grades, whose stock columns are to follow.
    """
    stores, grades = _new_pairs(problem, arcs, STORE, arcs.grade, rows.store)
    grown = _with_store_rows(rows, stores, grades, problem.months)
    quality = problem.grades.quality[arcs.grade]
    known = rows.process.max(axis=1)
    processes, qualities = _new_pairs(problem, arcs, PROCESS, quality, known)
    return _with_process_rows(grown, processes, qualities, problem), stores, grades


def _new_pairs(
    problem: Problem, arcs: Arcs, role: int, kind: Indices, known: Indices
) -> tuple[Indices, Indices]:
    """List the plants of a role at either end of arcs, with the kinds not yet known there."""
    roles = node_roles(problem)
    pairs = [
        np.stack([node[roles[node] == role] - problem.lot_count, kind[roles[node] == role]])
        for node in (arcs.tail, arcs.head)
    ]
    plant, sort = np.unique(np.concatenate(pairs, axis=1), axis=1)
    new = known[plant, sort] == NO_ROW
    return plant[new].astype(np.int32), sort[new].astype(np.int32)


def _with_store_rows(rows: Rows, plants: Indices, grades: Indices, months: int) -> Rows:
    """Add a row a month for each new pair of store and grade."""
    store = rows.store.copy()
    store[plants, grades] = len(rows) + months * np.arange(len(plants))
    zeros = np.zeros(months * len(plants))
    return replace(
        rows,
        lower=np.concatenate([rows.lower, zeros]),
        upper=np.concatenate([rows.upper, zeros]),
        store=store,
    )


def _with_process_rows(rows: Rows, plants: Indices, qualities: Indices, problem: Problem) -> Rows:
    """Add a row a month and part for each new pair of process and quality."""
    process = rows.process.copy()
    count = len(rows)
    for plant, quality in zip(plants.tolist(), qualities.tolist(), strict=True):
        for part in PARTS:
            if problem.plants.part_share[plant, part] > 0:
                process[plant, part, quality] = count
                count += problem.months
    zeros = np.zeros(count - len(rows))
    return replace(
        rows,
        lower=np.concatenate([rows.lower, zeros]),
        upper=np.concatenate([rows.upper, zeros]),
        process=process,
    )
