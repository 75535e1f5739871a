# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Price what happens to a tonne once it is in a store or a process, by the cheapest way on.

With prices on lots and capacities given, the rows of stores and processes get the largest duals
that every arc out of them allows. So they are dual feasible by construction, and only arcs out of
have lots and sources are left to check. Months run backwards (stock is carried forwards); the
loop between stores and processes inside a month settles in a few sweeps.
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.grades import QUALITIES
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import NEED, node_roles
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.windows import GroupMonths, Windows, group_months, windows
from kotipesa.region.tables import PROCESS, STORE

_SWEEPS = 500
_SAME_EUR = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Terrain:
    """What pricing looks up and no price changes.

    is_open: plants × months; have_pairs, need_pairs: windows; need_runs: needs by group and month;
    allowed: heads × tails among plants; signature: for each grade the number of its set of
    groups that take it, signature_groups: those sets as masks.
    """

    is_open: Flags
    have_pairs: Windows
    need_pairs: Windows
    need_runs: GroupMonths
    allowed: Flags
    signature: Indices
    signature_groups: Flags


def terrain(problem: Problem) -> Terrain:
    """Prepare a problem for pricing."""
    need_pairs = windows(problem.needs)
    masks, signature = np.unique(problem.accepts.group_takes.T, axis=0, return_inverse=True)
    return Terrain(
        is_open=problem.plants.open_months(problem.months),
        have_pairs=windows(problem.haves),
        need_pairs=need_pairs,
        need_runs=group_months(need_pairs, problem.needs.kind),
        allowed=problem.accepts.origin_allowed[:, problem.plants.origin],
        signature=signature.reshape(-1).astype(np.int32),
        signature_groups=masks,
    )


@dataclass(frozen=True, eq=False, slots=True)
class Downstream:
    """The cheapest way on, in euros per tonne; inf where there is none.

    intake: plants × grades × months, for a tonne arriving at a plant, its price included;
    stock: plants × grades × months, for a tonne standing in a store;
    output: plants × 2 × qualities × months, for a tonne of product or residue;
    leaves: plants × grades × months, the month in which such stock best leaves; -1: it stays;
    settled: whether the sweeps came to rest, without which the prices prove nothing.
    """

    intake: Numbers
    stock: Numbers
    output: Numbers
    leaves: Indices
    settled: bool


def downstream(problem: Problem, ground: Terrain, duals: Duals) -> Downstream:
    """Find the cheapest way on from every store and process at the given prices."""
    plants, months = problem.plants, problem.months
    shape = (len(plants), len(problem.grades), months)
    base = _own_price(problem, ground, duals)
    intake = np.full(shape, np.inf)
    outlets = problem.outlets
    intake[outlets] = base[outlets][:, None, :]
    _close(intake, problem, outlets)
    sinks = _sinks(problem, ground, duals, intake)
    stock = np.full(shape, np.inf)
    output = np.full((len(plants), 2, QUALITIES, months), np.inf)
    settled = False
    for _ in range(_SWEEPS):
        before = stock.copy(), output.copy()
        _sweep_processes(problem, ground, duals, base, sinks, intake, output)
        _sweep_stores(problem, ground, duals, base, sinks, intake, stock)
        settled = _settled(before[0], stock) and _settled(before[1], output)
        if settled:
            break
    leaves = _leaving_months(problem, duals, stock)
    return Downstream(intake, stock, output, leaves, settled)


def _leaving_months(problem: Problem, duals: Duals, stock: Numbers) -> Indices:
    """Find the first month in which leaving costs no more than staying."""
    leaves = np.full(stock.shape, -1, dtype=np.int32)
    stores = problem.plants.of_role(STORE)
    hold = (problem.stock_eur_per_t_month - duals.stock_cap)[stores][:, None, :]
    later = np.full(leaves[stores][..., 0].shape, -1, dtype=np.int32)
    staying = hold[..., -1] + problem.end_stock_eur_per_t
    for month in range(problem.months - 1, -1, -1):
        now = stock[stores][..., month]
        later = np.where(now < staying - _SAME_EUR, month, later)
        leaves[stores, :, month] = later
        staying = (hold[..., month - 1] if month else 0) + now
    return leaves


def _settled(before: Numbers, after: Numbers) -> bool:
    finite = np.isfinite(after)
    return bool(np.array_equal(np.isfinite(before), finite)) and bool(
        np.allclose(before[finite], after[finite], rtol=0, atol=_SAME_EUR)
    )


def _own_price(problem: Problem, ground: Terrain, duals: Duals) -> Numbers:
    """Price a tonne at the gate by plant and month: fee and scarcity, less recovery's worth."""
    plants = problem.plants
    base = plants.price_eur_per_t[:, None] - duals.month - duals.total[:, None]
    base = base - duals.recovery * plants.is_recovery[:, None]
    return np.where(ground.is_open, base, np.inf)


def _close(intake: Numbers, problem: Problem, plants: Indices) -> None:
    refused = ~problem.accepts.plant_takes[plants]
    intake[plants] = np.where(refused[:, :, None], np.inf, intake[plants])


def _sinks(problem: Problem, ground: Terrain, duals: Duals, intake: Numbers) -> Numbers:
    """Price the cheapest need or outlet for each store or process, grade and month."""
    price, plants = problem.haul.price_eur_per_t, problem.plants
    cheapest = np.full(intake.shape, np.inf)
    tails = problem.tails
    value = price[plants.site[tails]][:, problem.needs.site] - duals.need - duals.recovery
    groups = len(problem.accepts.group_takes)
    by_group = ground.need_runs.least(value, groups, problem.months)
    for number, mask in enumerate(ground.signature_groups):
        if mask.any():
            grades = ground.signature == number
            least = by_group[:, mask].min(axis=1)
            cheapest[np.ix_(tails, np.flatnonzero(grades))] = least[:, None, :]
    for outlet in problem.outlets:
        haul = _haul(problem, ground, tails, outlet)
        cheapest[tails] = np.minimum(cheapest[tails], haul[:, None, None] + intake[outlet])
    return cheapest


def _sweep_processes(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    base: Numbers,
    sinks: Numbers,
    intake: Numbers,
    output: Numbers,
) -> None:
    """Price each process's outputs by where they can go, then its intake by its outputs."""
    plants = problem.plants
    quality = problem.grades.quality
    processes = plants.of_role(PROCESS)
    for process in processes:
        for part, made in enumerate(plants.output_grade[process]):
            there = np.flatnonzero(made >= 0)
            if plants.part_share[process, part] > 0:
                into = _into_stores(problem, ground, intake, process, made[there])
                output[process, part, there] = np.minimum(sinks[process, made[there]], into)
    _lower_by_locks(problem, duals, PROCESS, intake, output)
    for process in processes:
        becomes = _made_of(plants.part_share[process], output[process])
        intake[process] = base[process] + becomes[quality]
    _close(intake, problem, processes)


def _into_stores(
    problem: Problem, ground: Terrain, intake: Numbers, process: int, made: Indices
) -> Numbers:
    """Price the cheapest store for what a process makes: grades × months."""
    plants = problem.plants
    stores = plants.of_role(STORE)
    price = problem.haul.price_eur_per_t[plants.site[process], plants.site[stores]]
    haul = np.where(ground.allowed[stores, process], price, np.inf)
    into = haul[:, None, None] + intake[np.ix_(stores, made)]
    return np.asarray(into.min(axis=0, initial=np.inf))


def _made_of(shares: Numbers, output: Numbers) -> Numbers:
    """Price what one tonne of intake becomes, by quality and month."""
    total = np.zeros(output.shape[1:])
    for part, share in enumerate(shares):
        if share > 0:
            total = total + share * output[part]
    return total


def _sweep_stores(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    base: Numbers,
    sinks: Numbers,
    intake: Numbers,
    stock: Numbers,
) -> None:
    """Price stock by the cheapest way out now or in a later month."""
    plants = problem.plants
    stores = plants.of_role(STORE)
    now = sinks[stores]
    for process in plants.of_role(PROCESS):
        haul = _haul(problem, ground, stores, process)
        now = np.minimum(now, haul[:, None, None] + intake[process])
    stock[stores] = now
    _lower_by_locks(problem, duals, STORE, intake, stock)
    now = stock[stores]
    hold = (problem.stock_eur_per_t_month - duals.stock_cap[stores])[:, None, :]
    later = hold[..., -1] + problem.end_stock_eur_per_t
    for month in range(problem.months - 1, -1, -1):
        now[..., month] = np.minimum(now[..., month], later)
        later = hold[..., month - 1] + now[..., month]
    stock[stores] = now
    intake[stores] = base[stores][:, None, :] + now
    _close(intake, problem, stores)


def _haul(problem: Problem, ground: Terrain, tails: Indices, head: int) -> Numbers:
    """Price the haul from plants to one that takes what comes from there; inf to others."""
    site = problem.plants.site
    price = problem.haul.price_eur_per_t[site[tails], site[head]]
    return np.where(ground.allowed[head, tails], price, np.inf)


def _lower_by_locks(
    problem: Problem, duals: Duals, role: int, intake: Numbers, table: Numbers
) -> None:
    """Let agreed moves out of stores (or processes) be as cheap as their locks make them."""
    locked = problem.locked
    mine = np.flatnonzero(node_roles(problem)[locked.tail] == role)
    if not len(mine):
        return
    cost = locked_cost(problem, duals, intake)[mine]
    plant, grade = locked.tail[mine] - problem.lot_count, locked.grade[mine]
    month = locked.month[mine]
    if role == STORE:
        np.minimum.at(table, (plant, grade, month), cost)
    else:
        place = (plant, locked.part[mine], problem.grades.quality[grade], month)
        np.minimum.at(table, place, cost)


def locked_cost(problem: Problem, duals: Duals, intake: Numbers) -> Numbers:
    """Price each agreed arc by its haul and what follows, less the worth of keeping the lock."""
    locked = problem.locked
    site = problem.node_site
    haul = problem.haul.price_eur_per_t[site[locked.tail], site[locked.head]]
    to_need = node_roles(problem)[locked.head] == NEED
    need = np.where(to_need, locked.head - len(problem.haves), 0)
    plant = np.where(to_need, 0, locked.head - problem.lot_count)
    arrives = -duals.need[need] - duals.recovery if len(duals.need) else np.zeros(len(locked))
    onwards = np.where(to_need, arrives, intake[plant, locked.grade, locked.month])
    cost: Numbers = haul + onwards - duals.lock[problem.lock_row]
    return cost
