# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the arcs of moves already agreed, and say why an agreement cannot be kept."""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices, take
from kotipesa.errors import InfeasibleError, Where
from kotipesa.errors import Problem as Found
from kotipesa.errors import problem as found
from kotipesa.periods import month_text
from kotipesa.plan.problem.arcs import NO_PART, Arcs, arcs, joined, no_arcs
from kotipesa.plan.problem.grades import PRODUCT, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import is_accepted, is_in_time, is_reachable, is_route
from kotipesa.region.tables import PROCESS, ROLES, Locks

LOCK_FILE = "locked.csv"
_HEADER_LINE = 1
_RULES = (
    ("lock_not_a_route", is_route),
    ("lock_not_accepted", is_accepted),
    ("lock_out_of_time", is_in_time),
    ("lock_no_distance", is_reachable),
)


def with_locks(problem: Problem) -> Problem:
    """Add the region's locks to a problem.

    An agreed move may be in any month both ends allow. Raises InfeasibleError with the broken rule
    of every lock that can never be kept.
    """
    locks, lines = _added_up(problem.region.locks)
    kept: list[Arcs] = []
    broken: list[Found] = []
    for lock in range(len(locks.tonnes)):
        candidates, reason = _candidates(problem, locks, lock)
        kept.append(candidates)
        if reason:
            where = Where(LOCK_FILE, row=int(lines[lock]))
            broken.append(found(reason, where, **_named(locks, lock)))
    if broken:
        raise InfeasibleError(broken)
    counts = [len(candidates) for candidates in kept]
    return replace(
        problem,
        locked=joined(kept),
        lock_row=np.repeat(np.arange(len(kept), dtype=np.int32), counts),
        lock_t=locks.tonnes,
    )


def _added_up(locks: Locks) -> tuple[Locks, Indices]:
    """Add up agreements on one move in one month, sort them, and say on which line each begins.

    So the order of the rows changes nothing.
    """
    columns = (locks.from_kind, locks.from_id, locks.to_kind, locks.to_id, locks.month)
    ranks = [np.unique(column, return_inverse=True)[1] for column in columns]
    _, first, place = np.unique(np.stack(ranks), axis=1, return_index=True, return_inverse=True)
    tonnes = np.bincount(place.reshape(-1), weights=locks.tonnes, minlength=len(first))
    merged = replace(take(locks, first), tonnes=tonnes.astype(np.float64))
    return merged, first + _HEADER_LINE + 1


def lock_problem(problem: Problem, code: str, lock: int, short_t: float) -> Found:
    """Say what is wrong with a lock of a problem, and how many tonnes of it cannot be kept."""
    locks, lines = _added_up(problem.region.locks)
    where = Where(LOCK_FILE, row=int(lines[lock]))
    return found(code, where, short_t=f"{short_t:.6g}", **_named(locks, lock))


def _named(locks: Locks, lock: int) -> dict[str, str]:
    return {
        "from_id": locks.from_id[lock],
        "to_id": locks.to_id[lock],
        "month": month_text(int(locks.month[lock])),
        "tonnes": f"{locks.tonnes[lock]:.12g}",
    }


def _candidates(problem: Problem, locks: Locks, lock: int) -> tuple[Arcs, str]:
    """List the arcs that can serve a lock, or say which rule none of them keeps."""
    tail = _node(problem, locks.from_kind[lock], locks.from_id[lock], is_tail=True)
    head = _node(problem, locks.to_kind[lock], locks.to_id[lock], is_tail=False)
    if tail < 0 or head < 0:
        return no_arcs(), "lock_not_in_plan"
    candidates = _every_grade(problem, tail, head, int(locks.month[lock]))
    for code, rule in _RULES:
        candidates = candidates.take(rule(problem, candidates))
        if not len(candidates):
            return candidates, code
    return candidates, ""


def _every_grade(problem: Problem, tail: int, head: int, month: int) -> Arcs:
    grades = np.arange(len(problem.grades))
    plant = tail - problem.lot_count
    is_process = plant >= 0 and problem.plants.role[plant] == PROCESS
    parts = (PRODUCT, RESIDUE) if is_process else (NO_PART,)
    same = np.ones(len(grades), dtype=np.int32)
    since = month - problem.region.settings.start
    return joined([arcs(tail * same, head * same, grades, since * same, part) for part in parts])


def _node(problem: Problem, kind: str, name: str, *, is_tail: bool) -> int:
    """Find the node of an end of a lock, -1 when the plan does not hold it."""
    region = problem.region
    if kind == "lot":
        ends, offset = (problem.haves, 0) if is_tail else (problem.needs, len(problem.haves))
        rows = np.flatnonzero(region.lots.id[ends.lot] == name)
        return int(rows[0]) + offset if len(rows) else -1
    ids = region.facilities.id[problem.plants.facility]
    rows = np.flatnonzero((ids == name) & (problem.plants.role == ROLES.index(kind)))
    return int(rows[0]) + problem.lot_count if len(rows) else -1
