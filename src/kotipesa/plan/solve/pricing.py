# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check every arc out of have lots and sources, and turn any prices into a valid lower bound.

Reduced cost = what the arc costs, less what its ends are worth. Stores and processes are priced by
downstream.py so that no arc out of them has a negative one. An arc out of a have lot can carry at
most the lot's tonnes, an arc out of a source at most the need's: so the dual objective plus each
lot's tonnes times its most negative reduced cost bounds the optimum from below, whatever the
prices (Lagrangean bound; exact when nothing is negative).
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs, arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, node_roles
from kotipesa.plan.solve.downstream import Downstream, downstream, locked_cost
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.solve.scan import NEGATIVE, best_months, picked, scan_direct, scan_gates
from kotipesa.plan.solve.shapes import MOST, Gates, nothing_yet, whole
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.region.tables import OUTLET, SOURCE


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


def price(
    problem: Problem, ground: Terrain, duals: Duals, per_lot: int, memory: Memory | None = None
) -> Priced:
    """Price every arc there is; keep the best that pay, ``per_lot`` or enough to move the lot.

    memory: of an earlier look, which this one takes the place of.
    """
    onwards = downstream(problem, ground, duals)
    worth = have_worth(problem, duals)
    direct, least_direct = _direct(problem, ground, duals, worth, per_lot, memory)
    into, least_into = _into_plants(problem, ground, duals, onwards, per_lot)
    supply, least_supply = _supply(problem, ground, duals)
    least_have = np.minimum(np.minimum(least_direct, least_into), 0.0)
    least_need = np.minimum(least_supply, 0.0)
    _lower_by_locks(problem, duals, onwards, worth, least_have, least_need)
    slack = least_have @ problem.haves.tonnes + least_need @ problem.needs.tonnes
    clean = bool((least_have >= NEGATIVE).all() and (least_need >= NEGATIVE).all())
    bound = duals.fixed_eur(problem) + float(slack) if onwards.settled else -np.inf
    return Priced(joined([direct, into, supply]), onwards, bound, clean)


def cheapest_ends(problem: Problem, ground: Terrain, per_lot: int) -> Arcs:
    """List outlets among the cheapest plants of each have lot, and the sources of each need."""
    duals = about_to_stay(problem)
    into, _ = _into_plants(problem, ground, duals, downstream(problem, ground, duals), per_lot)
    to_outlet = problem.plants.role[into.head - problem.lot_count] == OUTLET
    return joined([into.take(to_outlet), _supply(problem, ground, duals)[0]])


def have_worth(problem: Problem, duals: Duals) -> Numbers:
    """Price a tonne leaving each have lot; the recovery share asks its part of every tonne."""
    worth: Numbers = duals.have - (problem.min_recovery_share or 0.0) * duals.recovery
    return worth


def _direct(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    worth: Numbers,
    per_lot: int,
    memory: Memory | None,
) -> tuple[Arcs, Numbers]:
    """Price have → need arcs in their first shared month."""
    haves, needs = problem.haves, problem.needs
    of_have, of_need = nothing_yet(len(haves)), nothing_yet(len(needs))
    value = duals.need + duals.recovery
    spare = np.zeros(0) if memory is None else memory.spare(ground, worth, value)
    looked_at = ground.ways, ground.givers, ground.clusters
    least = scan_direct(*looked_at, worth, value, spare, of_have, of_need)
    if memory is not None:
        memory.keep(ground, worth, value, spare)
    have, need = picked(of_have, per_lot, haves.tonnes, needs.tonnes).T
    also, its_have = picked(of_need, per_lot, needs.tonnes, haves.tonnes).T
    pairs = np.concatenate([have, its_have]) * np.int64(len(needs))
    have, need = np.divmod(np.unique(pairs + np.concatenate([need, also])), max(1, len(needs)))
    month = np.maximum(haves.first[have], needs.first[need])
    return arcs(have, len(haves) + need, haves.kind[have], month), least


def _into_plants(
    problem: Problem, ground: Terrain, duals: Duals, onwards: Downstream, per_lot: int
) -> tuple[Arcs, Numbers]:
    """Price have → store, process and outlet arcs in their best months."""
    plants, haves = problem.plants, problem.haves
    enters = np.flatnonzero(plants.role != SOURCE)
    takes = problem.accepts.origin_allowed[enters]
    gates = _gates(problem, enters, onwards.intake[enters], takes)
    room_t = np.minimum(plants.total_cap_t, plants.month_cap_t)[enters]
    worth, entry, best = have_worth(problem, duals), duals.have_entry(), nothing_yet(len(haves))
    least = scan_gates(ground.ways, ground.givers, gates, worth, entry, best)
    pairs = picked(best, per_lot, haves.tonnes, room_t)
    rows = best_months(ground.ways, ground.givers, gates, worth, entry, pairs)
    have, plant, month = rows.T
    return arcs(have, problem.lot_count + plant, haves.kind[have], month), least


def _supply(problem: Problem, ground: Terrain, duals: Duals) -> tuple[Arcs, Numbers]:
    """Price source → need arcs in their best months; keep each source that pays."""
    needs, plants, sources = problem.needs, problem.plants, problem.sources
    supplied = problem.accepts.supplied_grade
    at_gate = plants.price_eur_per_t[:, None] - duals.month - duals.total[:, None]
    at_gate = np.where(ground.is_open, at_gate, np.inf)[sources, None, :]
    given = np.where(supplied[sources, :, None] >= 0, at_gate, np.inf)
    everywhere = np.ones_like(problem.accepts.origin_allowed[sources])
    gates = _gates(problem, sources, given, everywhere)
    entry, best = duals.need_entry(), nothing_yet(len(needs))
    least = scan_gates(ground.ways, ground.takers, gates, duals.need, entry, best)
    pairs = picked(best, MOST, needs.tonnes, plants.month_cap_t[sources])
    rows = best_months(ground.ways, ground.takers, gates, duals.need, entry, pairs)
    need, plant, month = rows.T
    grade = supplied[plant, needs.kind[need]]
    return arcs(problem.lot_count + plant, len(problem.haves) + need, grade, month), least


def _gates(problem: Problem, plants: Indices, eur_per_t: Numbers, takes: Flags) -> Gates:
    """Lay some plants out with their prices, by kind of lot and month, and whom they take from."""
    columns = problem.plants
    return Gates(
        whole(plants),
        whole(columns.site[plants]),
        np.ascontiguousarray(eur_per_t),
        eur_per_t.min(axis=2, initial=np.inf),
        np.ascontiguousarray(takes),
        columns.role[plants] == OUTLET,
        columns.month_cap_t[plants],
    )


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
