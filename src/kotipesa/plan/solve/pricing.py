# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check every arc out of have lots and sources, and turn any prices into a valid lower bound.

Reduced cost = what the arc costs, less what its ends are worth. Stores and processes are priced by
downstream.py so that no arc out of them has a negative one. An arc out of a have lot can carry at
most the lot's tonnes, an arc out of a source at most the need's: so the dual objective plus each
lot's tonnes times its most negative reduced cost bounds the optimum from below, whatever the
prices (Lagrangean bound; exact when nothing is negative).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs, arcs, joined
from kotipesa.plan.problem.problem import Ends, Problem
from kotipesa.plan.problem.rules import HAVE, node_roles
from kotipesa.plan.solve.downstream import Downstream, downstream, locked_cost
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.picking import NEGATIVE, best_months, best_pairs, best_partners
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.region.tables import OUTLET, SOURCE

_TILE = 4_000_000  # pairs looked at together, for memory


@dataclass(frozen=True, eq=False, slots=True)
class Priced:
    """Arcs worth adding, the way on behind them, and the bound.

    arcs: out of have lots and sources; onwards: the prices that chose them;
    lower_bound_eur: valid against every arc there is; clean: nothing had a negative reduced cost.
    """

    arcs: Arcs
    onwards: Downstream
    lower_bound_eur: float
    clean: bool


def price(problem: Problem, ground: Terrain, duals: Duals, per_lot: int) -> Priced:
    """Price every arc there is; keep the best that pay, ``per_lot`` or enough to move the lot."""
    onwards = downstream(problem, ground, duals)
    worth = have_worth(problem, duals)
    direct, least_direct = _direct(problem, ground, duals, worth, per_lot)
    into, least_into = _into_plants(problem, ground, duals, onwards, per_lot)
    supply, least_supply = _supply(problem, ground, duals)
    least_have = np.minimum(np.minimum(least_direct, least_into), 0.0)
    least_need = np.minimum(least_supply, 0.0)
    _lower_by_locks(problem, duals, onwards, worth, least_have, least_need)
    slack = least_have @ problem.haves.tonnes + least_need @ problem.needs.tonnes
    clean = bool((least_have >= NEGATIVE).all() and (least_need >= NEGATIVE).all())
    bound = duals.fixed_eur(problem) + float(slack) if onwards.settled else -np.inf
    return Priced(joined([direct, into, supply]), onwards, bound, clean)


def have_worth(problem: Problem, duals: Duals) -> Numbers:
    """Price a tonne leaving each have lot; the recovery share asks its part of every tonne."""
    worth: Numbers = duals.have - (problem.min_recovery_share or 0.0) * duals.recovery
    return worth


def tiles(problem: Problem, signature: Indices) -> Iterator[tuple[Indices, Flags]]:
    """Walk over have lots in groups that the same needs accept, in pieces of bounded size.

    signature: by grade, as in Terrain. Yields rows of haves and a mask of the acceptance groups
    that take them.
    """
    signature = signature[problem.haves.kind]
    usable = ~problem.haves.only_outlets
    piece = max(1, _TILE // max(1, len(problem.needs)))
    for number in np.unique(signature[usable]):
        rows = np.flatnonzero(usable & (signature == number)).astype(np.int32)
        mask = problem.accepts.group_takes[:, problem.haves.kind[rows[0]]]
        for start in range(0, len(rows), piece):
            yield rows[start : start + piece], mask


def _direct(
    problem: Problem, ground: Terrain, duals: Duals, worth: Numbers, per_lot: int
) -> tuple[Arcs, Numbers]:
    """Price have → need arcs in their first shared month."""
    haves, needs = problem.haves, problem.needs
    least = np.full(len(haves), np.inf)
    found: list[Arcs] = []
    for rows, mask in tiles(problem, ground.signature):
        takers = np.flatnonzero(mask[needs.kind])
        if not len(takers):
            continue
        cost = problem.haul.price_of(*np.ix_(haves.site[rows], needs.site[takers]))
        cost -= duals.need[takers] + duals.recovery
        cost -= worth[rows][:, None]
        cost[haves.first[rows][:, None] > needs.last[takers]] = np.inf
        cost[needs.first[takers] > haves.last[rows][:, None]] = np.inf
        least[rows] = cost.min(axis=1)
        have, need = best_pairs(cost, per_lot, haves.tonnes[rows], needs.tonnes[takers])
        found.append(_shared_month(problem, rows[have], takers[need]))
    return joined(found), least


def _shared_month(problem: Problem, have: Indices, need: np.ndarray) -> Arcs:
    month = np.maximum(problem.haves.first[have], problem.needs.first[need])
    return arcs(have, len(problem.haves) + need, problem.haves.kind[have], month)


def _into_plants(
    problem: Problem, ground: Terrain, duals: Duals, onwards: Downstream, per_lot: int
) -> tuple[Arcs, Numbers]:
    """Price have → store, process and outlet arcs in their best months."""
    haves, plants = problem.haves, problem.plants
    worth = have_worth(problem, duals)
    receivers = np.flatnonzero(plants.role != SOURCE)
    pairs = ground.have_pairs
    gate = onwards.intake[receivers][:, haves.kind[pairs.lot], pairs.month]
    haul = problem.haul.price_of(haves.site, plants.site[receivers, None])
    haul += duals.have_entry(receivers[:, None], np.arange(len(haves)))
    may = problem.accepts.origin_allowed[np.ix_(receivers, haves.origin)]
    may = may & ((plants.role[receivers] == OUTLET)[:, None] | ~haves.only_outlets)
    cost = np.where(may, haul + pairs.least_by_lot(gate) - worth, np.inf)
    room_t = np.minimum(plants.total_cap_t, plants.month_cap_t)[receivers]
    have, row = best_partners(cost.T, per_lot, haves.tonnes, room_t)
    chosen = receivers[row]
    haul = problem.haul.price_of(haves.site[have], plants.site[chosen])
    haul += duals.have_entry(chosen, have)
    gate = onwards.intake[chosen, haves.kind[have]]
    reduced = haul[:, None] + gate - worth[have, None]
    reduced[_outside(haves, have, problem.months)] = np.inf
    pair, best = best_months(reduced, haves.tonnes[have], plants.month_cap_t[chosen])
    have, chosen = have[pair], chosen[pair]
    found = arcs(have, problem.lot_count + chosen, haves.kind[have], best)
    return found, cost.min(axis=0, initial=np.inf)


def _outside(ends: Ends, lots: Indices, months: int) -> Flags:
    """Tell which months are not in the windows of lots: lots × months."""
    month = np.arange(months)
    return (month < ends.first[lots, None]) | (ends.last[lots, None] < month)


def _supply(problem: Problem, ground: Terrain, duals: Duals) -> tuple[Arcs, Numbers]:
    """Price source → need arcs in their best months; keep each source that pays."""
    needs, plants, sources = problem.needs, problem.plants, problem.sources
    pairs = ground.need_pairs
    at_gate = plants.price_eur_per_t[:, None] - duals.month - duals.total[:, None]
    at_gate = np.where(ground.is_open, at_gate, np.inf)[sources]
    haul = problem.haul.price_of(plants.site[sources, None], needs.site)
    haul += duals.need_entry(sources[:, None], np.arange(len(needs)))
    grade = problem.accepts.supplied_grade[np.ix_(sources, needs.kind)]
    cost = haul + pairs.least_by_lot(at_gate[:, pairs.month]) - duals.need
    cost[grade < 0] = np.inf
    row, need = np.nonzero(cost < NEGATIVE)
    reduced = haul[row, need, None] + at_gate[row] - duals.need[need, None]
    reduced[_outside(needs, need, problem.months)] = np.inf
    cap = plants.month_cap_t[sources[row]]
    pair, best = best_months(reduced, needs.tonnes[need], cap)
    row, need = row[pair], need[pair]
    tail, head = problem.lot_count + sources[row], len(problem.haves) + need
    return arcs(tail, head, grade[row, need], best), cost.min(axis=0, initial=np.inf)


def _lower_by_locks(
    problem: Problem,
    duals: Duals,
    onwards: Downstream,
    worth: Numbers,
    least_have: Numbers,
    least_need: Numbers,
) -> None:
    """Let agreed moves count in the bound with the worth of their locks."""
    locked = problem.locked
    if not len(locked):
        return
    cost = locked_cost(problem, duals, onwards.intake)
    role = node_roles(problem)[locked.tail]
    have = role == HAVE
    tail = locked.tail[have]
    np.minimum.at(least_have, tail, cost[have] - worth[tail])
    source = role == SOURCE
    plant = locked.tail[source] - problem.lot_count
    gate = problem.plants.price_eur_per_t[plant] - duals.total[plant]
    gate = gate - duals.month[plant, locked.month[source]] + duals.recovery
    need = locked.head[source] - len(problem.haves)
    np.minimum.at(least_need, need, cost[source] + gate)
