# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Explain one lot of a plan: where it goes, at what price, and why not elsewhere."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers, take
from kotipesa.plan.match import Candidates, counterpart_arcs, lot_node, ranked
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.plan import Plan
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.downstream import downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.pricing import have_worth
from kotipesa.plan.solve.terrain import terrain
from kotipesa.plan.tables import Moves
from kotipesa.region.tables import SOURCE, STORE


@dataclass(frozen=True, eq=False, slots=True)
class Explanation:
    """Why a lot goes where it goes, or nowhere.

    moves: those of the lot; unmet_t, reason: what stays and why ('' when nothing does);
    price_eur_per_t: what one more tonne of the lot would cost the region, for the limits named in
    binding; candidates: counterparts, and for each by how many euros per tonne it is too dear in
    its best month (0: as good as what was chosen; nan: excluded).
    """

    lot: str
    moves: Moves
    unmet_t: float
    reason: str
    price_eur_per_t: float
    binding: tuple[str, ...]
    candidates: Candidates
    too_dear_eur_per_t: Numbers


def explain(plan: Plan, lot_id: str) -> Explanation:
    """Explain one lot of a plan; raises InputError for a lot it does not hold."""
    planning = plan.problem
    node = lot_node(planning, lot_id)
    options = counterpart_arcs(planning, node)
    dearer = _reduced_cost(planning, plan.duals, options)
    candidates, kept = ranked(planning, node, options, dearer)
    unmet = np.flatnonzero(plan.unmet.lot == lot_id)
    price = np.flatnonzero(plan.prices.lot == lot_id)[0]
    return Explanation(
        lot=lot_id,
        moves=take(plan.moves, _touches(plan.moves, lot_id)),
        unmet_t=float(plan.unmet.tonnes[unmet].sum()),
        reason=str(plan.unmet.reason[unmet[0]]) if len(unmet) else "",
        price_eur_per_t=float(plan.prices.price_eur_per_t[price]),
        binding=tuple(filter(None, plan.prices.binding[price].split("|"))),
        candidates=candidates,
        too_dear_eur_per_t=np.where(
            candidates.excluded_by == "", np.maximum(dearer[kept], 0.0), np.nan
        ),
    )


def _touches(moves: Moves, lot_id: str) -> np.ndarray:
    leaves = (moves.from_kind == "lot") & (moves.from_id == lot_id)
    arrives = (moves.to_kind == "lot") & (moves.to_id == lot_id)
    return np.asarray(leaves | arrives)


def _reduced_cost(planning: Problem, duals: Duals, possible: Arcs) -> Numbers:
    """Price each arc with what its ends are worth in the plan, the way on included."""
    role = node_roles(planning)
    onwards = downstream(planning, terrain(planning), duals)
    plants = planning.lot_count
    cost = arc_cost(planning, possible)
    to_need, from_have = role[possible.head] == NEED, role[possible.tail] == HAVE
    cost[to_need] -= duals.need[possible.head[to_need] - len(planning.haves)]
    cost[to_need & (role[possible.tail] != SOURCE)] -= duals.recovery
    cost[from_have] -= have_worth(planning, duals)[possible.tail[from_have]]
    into = ~to_need
    plant = possible.head[into] - plants
    gate = onwards.intake[plant, possible.grade[into], possible.month[into]]
    cost[into] += gate - planning.plants.price_eur_per_t[plant]
    source = role[possible.tail] == SOURCE
    plant = possible.tail[source] - plants
    cost[source] -= duals.total[plant] + duals.month[plant, possible.month[source]]
    stored = role[possible.tail] == STORE
    plant = possible.tail[stored] - plants
    cost[stored] -= onwards.stock[plant, possible.grade[stored], possible.month[stored]]
    made = possible.part >= 0
    plant = possible.tail[made] - plants
    quality = planning.grades.quality[possible.grade[made]]
    worth = onwards.output[plant, possible.part[made], quality, possible.month[made]]
    cost[made] -= worth
    return cost
