# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out what the region would pay without a common plan: each owner alone, or the greedy rule.

Both keep the agreed moves that go straight from lot to lot or outlet, or from a source; with an
agreed move through a store or a process neither can be compared, and is None.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.greedy import greedy_cost_eur
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.parties import part_of, parties
from kotipesa.plan.problem.arcs import no_arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.generation import solve
from kotipesa.region.tables import OUTLET, SOURCE


@dataclass(frozen=True, slots=True)
class Baselines:
    """Objectives in euros to compare a plan with; None where agreed moves or the time forbid it."""

    alone_eur: float | None
    greedy_eur: float | None


def baselines(problem: Problem, seconds: float = float("inf")) -> Baselines:
    """Plan each owner alone, for at most so many seconds, and the region greedily."""
    settled = without_agreed(problem)
    if settled is None:
        return Baselines(None, None)
    rest, agreed_eur = settled
    alone = alone_eur(rest, seconds)
    return Baselines(
        None if alone is None else alone + agreed_eur,
        greedy_cost_eur(rest) + agreed_eur,
    )


def alone_eur(problem: Problem, seconds: float = float("inf")) -> float | None:
    """Add up each owner's own plan, with capacities split in proportion to the owners' tonnes.

    None when the time does not suffice: a sum of unfinished plans would flatter the joint one.
    """
    deadline = time.monotonic() + seconds
    owners, sum_eur = parties(problem, problem.region.lots.owner), 0.0
    for alone in np.eye(len(owners), dtype=bool):
        flows = solve(part_of(problem, owners, alone), seconds=deadline - time.monotonic())
        if flows.status == "time_limit":
            return None
        sum_eur += flows.objective_eur
    return sum_eur


def without_agreed(problem: Problem) -> tuple[Problem, float] | None:
    """Take agreed moves out of lots and capacities, and tell what they cost.

    None where moves through stores or processes, monthly limits or a recovery share forbid it.
    """
    if not len(problem.lock_t):
        return problem, 0.0
    role = node_roles(problem)
    arcs = problem.locked
    direct = np.isin(role[arcs.tail], (HAVE, SOURCE)) & np.isin(role[arcs.head], (NEED, OUTLET))
    if not direct.all() or problem.min_recovery_share is not None:
        return None
    tonnes = problem.lock_t[problem.lock_row]
    ends = np.concatenate([arcs.tail, arcs.head])
    counted = np.bincount(ends, weights=np.tile(tonnes, 2), minlength=len(role))
    taken = counted.astype(np.float64)
    left = np.maximum(problem.lot_tonnes - taken[: problem.lot_count], 0.0)
    count = len(problem.haves)
    rest = replace(
        problem,
        haves=replace(problem.haves, tonnes=left[:count]),
        needs=replace(problem.needs, tonnes=left[count:]),
        plants=replace(
            problem.plants,
            total_cap_t=_less(problem.plants.total_cap_t, taken[problem.lot_count :]),
        ),
        locked=no_arcs(),
        lock_row=problem.lock_row[:0],
        lock_t=problem.lock_t[:0],
    )
    if _uses_monthly_capacity(problem, taken):
        return None
    return rest, float(arc_cost(problem, arcs) @ tonnes)


def _less(caps: Numbers, taken: Numbers) -> Numbers:
    return np.maximum(caps - taken, 0.0)


def _uses_monthly_capacity(problem: Problem, taken: Numbers) -> bool:
    monthly = np.isfinite(problem.plants.month_cap_t)
    return bool((taken[problem.lot_count :][monthly] > 0).any())
