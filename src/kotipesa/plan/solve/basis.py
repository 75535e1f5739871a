# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read off a network's tree which columns and rows of the linear program are free (basic).

An edge of the tree is a free column; a capacity that is not used up is a free row. Laws are never
free: their columns settle them. Where a network and the program count differently the solver drops
what is too much.
"""

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.model.rows import NO_ROW, Rows
from kotipesa.plan.network.layout import DRAIN, GATE, SPRING, STOCK
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.network.simplex import IN_TREE, LOWER, UPPER
from kotipesa.plan.problem.arcs import Arcs


def free_lots(regional: RegionalNetwork) -> Flags:
    """Tell which lots' unmet tonnes are free."""
    problem = regional.problem
    lots = np.arange(problem.lot_count)
    own = 2 * lots + (lots >= len(problem.haves))
    return np.asarray(regional.network.edges.state[own] == IN_TREE)


def free_stocks(regional: RegionalNetwork, stores: Indices, grades: Indices) -> Flags:
    """Tell which stocks are free, of pairs of store and grade, month by month."""
    problem, fixed = regional.problem, regional.layout.standing
    state = regional.network.edges.state[regional.standing]
    lies = np.zeros((len(problem.plants), len(problem.grades), problem.months), dtype=bool)
    rows = fixed.kind == STOCK
    lies[fixed.plant[rows], fixed.grade[rows], fixed.month[rows]] = state[rows] != LOWER
    return lies[stores, grades].ravel()


def free_arcs(regional: RegionalNetwork, arcs: Arcs) -> Flags:
    """Tell which arcs are free."""
    problem = regional.problem
    size = (len(problem.node_site), len(problem.grades), problem.months)
    tree = regional.arcs.take(regional.in_tree())
    return np.isin(arcs.keys(*size), tree.keys(*size))


def free_rows(regional: RegionalNetwork, rows: Rows) -> Flags:
    """Tell which rows are free: capacities but those used up, and the share of recovery."""
    fixed = regional.layout.standing
    full = regional.network.edges.state[regional.standing] == UPPER
    free = np.zeros(len(rows), dtype=bool)
    for table in (rows.month, rows.total, rows.stock_cap):
        free[table[table != NO_ROW]] = True
    if rows.recovery != NO_ROW:
        free[rows.recovery] = True
    gate, stock = full & (fixed.kind == GATE), full & (fixed.kind == STOCK)
    whole = full & ((fixed.kind == DRAIN) | (fixed.kind == SPRING))
    used_up = np.concatenate(
        [
            rows.month[fixed.plant[gate], fixed.month[gate]],
            rows.stock_cap[fixed.plant[stock], fixed.month[stock]],
            rows.total[fixed.plant[whole]],
        ]
    )
    free[used_up[used_up != NO_ROW]] = False
    return free
