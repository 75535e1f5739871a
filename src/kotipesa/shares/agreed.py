# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share what no rule decides: moves agreed before, and what opening facilities costs."""

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.parties import Parties
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem


def agreed_eur(problem: Problem, them: Parties) -> Numbers:
    """Let the parties at both ends of an agreed move pay half each; all, where only one end is one.

    The other end is then an outlet or a source.
    """
    locked = problem.locked
    cost = arc_cost(problem, locked) * problem.lock_t[problem.lock_row]
    return _by_party(problem, them, locked, cost)


def fixed_eur(problem: Problem, them: Parties, arcs: Arcs, tonnes: Numbers) -> Numbers:
    """Share what opening facilities costs by their use.

    Use is the tonnes that go straight between a party's lots and the facility in the joint plan;
    what is not used so is shared by rights to it.
    """
    fixed = np.nan_to_num(problem.region.facilities.fixed_eur[problem.plants.facility])
    shares = np.zeros(len(them))
    for plant in np.flatnonzero(fixed).tolist():
        node = problem.lot_count + plant
        touches = (arcs.tail == node) | (arcs.head == node)
        used = _by_party(problem, them, arcs.take(touches), tonnes[touches])
        part = used / used.sum() if used.sum() > 0 else them.rights[plant]
        shares += fixed[plant] * part
    return shares


def _by_party(problem: Problem, them: Parties, arcs: Arcs, amounts: Numbers) -> Numbers:
    """Add amounts of arcs up over the parties of the lots at their ends, halved between two."""
    lots = [end < problem.lot_count for end in (arcs.tail, arcs.head)]
    both = lots[0].astype(int) + lots[1]
    part = amounts / np.maximum(both, 1)
    sums = np.zeros(len(them))
    for end, is_lot in zip((arcs.tail, arcs.head), lots, strict=True):
        _add(sums, them.of_lot, end, is_lot, part)
    return sums


def _add(sums: Numbers, of_lot: Indices, end: Indices, is_lot: Flags, part: Numbers) -> None:
    np.add.at(sums, of_lot[end[is_lot]], part[is_lot])
