# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse flows that break agreed moves, and explain what each of these runs against."""

import numpy as np

from kotipesa.errors import InfeasibleError
from kotipesa.errors import Problem as Found
from kotipesa.plan.problem.locks import lock_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import node_roles
from kotipesa.plan.solve.generation import Flows
from kotipesa.plan.solve.master import BROKEN_T
from kotipesa.region.tables import SOURCE, STORE


def with_locks_kept(problem: Problem, flows: Flows) -> Flows:
    """Give flows back; raises InfeasibleError with each lock they break and the limit it breaks."""
    short = np.flatnonzero(flows.broken_lock_t > BROKEN_T)
    if len(short):
        reasons = [_explain(problem, int(lock), flows.broken_lock_t[lock]) for lock in short]
        raise InfeasibleError(reasons)
    return flows


def _explain(problem: Problem, lock: int, short_t: float) -> Found:
    arc = problem.locked.take(np.flatnonzero(problem.lock_row == lock)[:1])
    tail, head, month = int(arc.tail[0]), int(arc.head[0]), int(arc.month[0])
    return lock_problem(problem, _limit(problem, tail, head, month), lock, short_t)


def _limit(problem: Problem, tail: int, head: int, month: int) -> str:
    """Find what an agreed move runs against: its lots, a capacity, or the rest of the plan."""
    for node in (tail, head):
        if node < problem.lot_count and _locked_t(problem, node) > problem.lot_tonnes[node]:
            return "lock_over_amount"
    if any(_over_capacity(problem, node, month) for node in (tail, head)):
        return "lock_over_capacity"
    return "lock_unsupplied"


def _locked_t(problem: Problem, node: int, month: int | None = None) -> float:
    """Add up what is locked at a node, in one month or in all."""
    _, first = np.unique(problem.lock_row, return_index=True)
    arcs = problem.locked.take(first)
    role = node_roles(problem)[node]
    counted = (arcs.tail == node) if role == SOURCE else (arcs.head == node)
    if node < len(problem.haves):
        counted = arcs.tail == node
    if month is not None:
        counted = counted & (arcs.month == month)
    return float(problem.lock_t[problem.lock_row[first]][counted].sum())


def _over_capacity(problem: Problem, node: int, month: int) -> bool:
    plant = node - problem.lot_count
    if plant < 0:
        return False
    plants = problem.plants
    if _locked_t(problem, node, month) > plants.month_cap_t[plant]:
        return True
    since = month if plants.role[plant] == STORE else None
    return bool(_locked_t(problem, node, since) > plants.total_cap_t[plant])
