# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Haul greedily: the cheapest arc first, as a region without a plan would at best."""

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.direct import every_direct_arc
from kotipesa.region.tables import OUTLET, SOURCE


def greedy_cost_eur(problem: Problem) -> float:
    """Price the greedy rule: direct moves only, each in the first month there is room.

    Arcs from lot to lot, lot to outlet and source to lot, cheapest first (ties: by the order of
    ids), as long as they cost less than what they save of the unmet price. Under a recovery share
    the dearest disposal is given up until the share holds.
    """
    arcs = every_direct_arc(problem)
    cost = arc_cost(problem, arcs)
    saves = problem.unmet_eur_per_t * _lots_served(problem, arcs)
    worth = np.flatnonzero(cost < saves)
    order = worth[np.lexsort((arcs.month[worth], arcs.head[worth], arcs.tail[worth], cost[worth]))]
    arcs, cost, saves = arcs.take(order), cost[order], saves[order]
    tonnes = _filled(problem, arcs)
    tonnes = _kept_for_recovery(problem, arcs, tonnes)
    everything = problem.lot_tonnes.sum() * problem.unmet_eur_per_t
    return float(everything + tonnes @ (cost - saves))


def _lots_served(problem: Problem, arcs: Arcs) -> Numbers:
    role = node_roles(problem)
    served: Numbers = (role[arcs.tail] == HAVE).astype(float) + (role[arcs.head] == NEED)
    return served


def _filled(problem: Problem, arcs: Arcs) -> Numbers:
    """Walk the arcs in order and put on each what its ends still allow."""
    plants = problem.plants
    left = np.concatenate([problem.lot_tonnes, plants.total_cap_t]).tolist()
    monthly = np.repeat(plants.month_cap_t[:, None], problem.months, axis=1).tolist()
    tonnes = np.zeros(len(arcs))
    lots = problem.lot_count
    rows = zip(arcs.tail.tolist(), arcs.head.tolist(), arcs.month.tolist(), strict=True)
    for arc, (tail, head, month) in enumerate(rows):
        amount = min(left[tail], left[head])
        if amount <= 0:
            continue
        plant = max(tail, head) - lots
        if plant >= 0:
            amount = min(amount, monthly[plant][month])
            monthly[plant][month] -= amount
        left[tail] -= amount
        left[head] -= amount
        tonnes[arc] = amount
    return tonnes


def _kept_for_recovery(problem: Problem, arcs: Arcs, tonnes: Numbers) -> Numbers:
    """Give up disposal, dearest last in the order, until the recovery share holds."""
    share = problem.min_recovery_share
    if not share:
        return tonnes
    role = node_roles(problem)
    recovers = np.concatenate([np.zeros(problem.lot_count, dtype=bool), problem.plants.is_recovery])
    disposal = (role[arcs.head] == OUTLET) & ~recovers[arcs.head]
    from_lots = role[arcs.tail] != SOURCE
    recovered = tonnes[from_lots & ~disposal].sum()
    room = recovered / share - recovered
    running = np.cumsum(np.where(disposal, tonnes, 0.0))
    allowed = np.clip(room - (running - tonnes), 0.0, tonnes)
    return np.where(disposal, allowed, tonnes)
