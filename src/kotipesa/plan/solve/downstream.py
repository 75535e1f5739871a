# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Price what happens to a tonne once it is in a store or a process, by the cheapest way on.

With prices on lots and capacities given, the rows of stores and processes get the largest duals
that every arc out of them allows. So they are dual feasible by construction, and only arcs out of
have lots and sources are left to check. Months run backwards (stock is carried forwards); the
loop between stores and processes inside a month settles in a few sweeps, prices only falling.
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.grades import QUALITIES
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import NEED, node_roles
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.relays import lower_by_way
from kotipesa.plan.solve.scan import scan_sinks
from kotipesa.plan.solve.shapes import whole
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.region.tables import PROCESS, STORE

_SWEEPS = 500
_SAME_EUR = 1e-9


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


@dataclass(frozen=True, eq=False, slots=True)
class _Prices:
    """What the sweeps look up and do not change, in euros per tonne.

    own: at the gate of each plant, by month; sinks: to the cheapest need or outlet, plants × grades
    × months; kept: of keeping stock until a month and at last for good, stores × 1 × (months + 1);
    again: from a process over a store into it again, outputs × months.
    """

    own: Numbers
    sinks: Numbers
    kept: Numbers
    again: Numbers


def downstream(problem: Problem, ground: Terrain, duals: Duals) -> Downstream:
    """Find the cheapest way on from every store and process at the given prices."""
    plants, months = problem.plants, problem.months
    intake = np.full((len(plants), len(problem.grades), months), np.inf)
    stock = intake.copy()
    output = np.full((len(plants), 2, QUALITIES, months), np.inf)
    own = _own_price(problem, ground, duals)
    outlets = problem.outlets
    intake[outlets] = own[outlets][:, None, :]
    _close(intake, problem, outlets)
    prices = _Prices(
        own,
        _sinks(problem, ground, duals, intake),
        _kept(problem, ground, duals),
        _again(problem, ground, own),
    )
    settled = False
    for _ in range(_SWEEPS):
        before = stock[ground.stores]
        _sweep_processes(problem, ground, duals, prices, intake, output)
        _sweep_stores(problem, ground, duals, prices, intake, stock)
        after = stock[ground.stores]
        fallen = after < before
        settled = not fallen.any() or bool((before[fallen] - after[fallen]).max() <= _SAME_EUR)
        if settled:
            break
    leaves = _leaving_months(ground, prices, stock)
    return Downstream(intake, stock, output, leaves, settled)


def _own_price(problem: Problem, ground: Terrain, duals: Duals) -> Numbers:
    """Price a tonne at the gate by plant and month: fee and scarcity, less recovery's worth."""
    plants = problem.plants
    own = plants.price_eur_per_t[:, None] - duals.month - duals.total[:, None]
    own = own - duals.recovery * plants.is_recovery[:, None]
    return np.where(ground.is_open, own, np.inf)


def _close(intake: Numbers, problem: Problem, plants: Indices) -> None:
    refused = ~problem.accepts.plant_takes[plants]
    intake[plants] = np.where(refused[:, :, None], np.inf, intake[plants])


def _sinks(problem: Problem, ground: Terrain, duals: Duals, intake: Numbers) -> Numbers:
    """Price the cheapest need or outlet for each store or process, grade and month."""
    tails, value = whole(problem.tails), duals.need + duals.recovery
    site, entry = whole(problem.plants.site[tails]), duals.need_entry()
    found = scan_sinks(ground.ways, ground.takers, tails, site, value, entry)
    by_group = np.full((len(tails), len(problem.accepts.group_takes), problem.months), np.inf)
    by_group[:, : found.shape[1], : found.shape[2]] = found
    by_signature = np.full((len(tails), len(ground.signature_groups), problem.months), np.inf)
    number, group = np.nonzero(ground.signature_groups)
    taken, start = np.unique(number, return_index=True)
    if len(taken):
        by_signature[:, taken] = np.minimum.reduceat(by_group[:, group], start, axis=1)
    cheapest = np.full(intake.shape, np.inf)
    cheapest[tails] = by_signature[:, ground.signature]
    lower_by_way(cheapest, tails, whole(problem.outlets), ground.between, intake)
    return cheapest


def _kept(problem: Problem, ground: Terrain, duals: Duals) -> Numbers:
    """Add up storage and scarcity from the first month until each month, and the end's price."""
    a_month = problem.stock_eur_per_t_month - duals.stock_cap[ground.stores]
    kept = np.zeros((len(ground.stores), 1, problem.months + 1))
    np.cumsum(a_month, axis=1, out=kept[:, 0, 1:])
    kept[:, :, -1] += problem.end_stock_eur_per_t
    return kept


def _again(problem: Problem, ground: Terrain, own: Numbers) -> Numbers:
    """Price the shortest round over a store for what a process takes in again."""
    outputs, stores = ground.outputs, ground.stores
    least = np.full((len(outputs.process), problem.months), np.inf)
    for row in np.flatnonzero(outputs.again):
        process = outputs.process[row]
        over = stores[problem.accepts.plant_takes[stores, outputs.grade[row]]]
        haul = ground.between[process, over] + ground.between[over, process]
        least[row] = (haul[:, None] + own[over]).min(axis=0, initial=np.inf)
    return least


def _sweep_processes(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    prices: _Prices,
    intake: Numbers,
    output: Numbers,
) -> None:
    """Price each process's outputs by where they can go, then its intake by its outputs."""
    made, processes = ground.outputs, ground.processes
    onwards = prices.sinks.copy()
    lower_by_way(onwards, processes, ground.stores, ground.between, intake)
    output[made.process, made.part, made.quality] = onwards[made.process, made.grade]
    _lower_by_locks(problem, duals, PROCESS, intake, output)
    becomes = np.zeros((len(problem.plants), QUALITIES, problem.months))
    for part, shares in enumerate(problem.plants.part_share.T):
        makes = processes[shares[processes] > 0]
        becomes[makes] += shares[makes, None, None] * output[makes, part]
    quality = problem.grades.quality
    intake[processes] = prices.own[processes][:, None, :] + becomes[processes][:, quality]
    _close(intake, problem, processes)
    _run_again(problem, ground, prices, output, intake)


def _run_again(
    problem: Problem, ground: Terrain, prices: _Prices, output: Numbers, intake: Numbers
) -> None:
    """Price at once what a process makes for itself, instead of sweep by sweep.

    A tonne of it costs x = own + others + share × (round + x), as long as it goes on around.
    """
    made = ground.outputs
    rows = np.flatnonzero(made.again)
    process, other, quality = made.process[rows], 1 - made.part[rows], made.quality[rows]
    share, other_share = made.share[rows], problem.plants.part_share[process, other]
    others = np.where(other_share[:, None] > 0, output[process, other, quality], 0.0)
    onwards = prices.own[process] + other_share[:, None] * others
    around = (onwards + share[:, None] * prices.again[rows]) / (1 - share[:, None])
    place = process, made.grade[rows]
    intake[place] = np.minimum(intake[place], around)


def _sweep_stores(
    problem: Problem,
    ground: Terrain,
    duals: Duals,
    prices: _Prices,
    intake: Numbers,
    stock: Numbers,
) -> None:
    """Price stock by the cheapest way out now or in a later month."""
    stores, kept = ground.stores, prices.kept
    stock[stores] = prices.sinks[stores]
    lower_by_way(stock, stores, ground.processes, ground.between, intake)
    _lower_by_locks(problem, duals, STORE, intake, stock)
    since_start = stock[stores] + kept[:, :, :-1]
    later = np.minimum.accumulate(since_start[:, :, ::-1], axis=2)[:, :, ::-1]
    stock[stores] = np.minimum(later, kept[:, :, -1:]) - kept[:, :, :-1]
    intake[stores] = prices.own[stores][:, None, :] + stock[stores]
    _close(intake, problem, stores)


def _leaving_months(ground: Terrain, prices: _Prices, stock: Numbers) -> Indices:
    """Find the first month in which leaving costs no more than staying."""
    months = stock.shape[2]
    least = np.empty((*stock[ground.stores].shape[:2], months + 1))
    least[:, :, :-1] = stock[ground.stores] + prices.kept[:, :, :-1]
    least[:, :, -1] = prices.kept[:, :, -1]
    goes = least[:, :, :-1] < least[:, :, 1:] - _SAME_EUR
    month = np.where(goes, np.arange(months), months)
    first = np.minimum.accumulate(month[:, :, ::-1], axis=2)[:, :, ::-1]
    leaves = np.full(stock.shape, -1, dtype=np.int32)
    leaves[ground.stores] = np.where(first < months, first, -1)
    return leaves


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
    haul = problem.haul.price_of(site[locked.tail], site[locked.head])
    to_need = node_roles(problem)[locked.head] == NEED
    need = np.where(to_need, locked.head - len(problem.haves), 0)
    plant = np.where(to_need, 0, locked.head - problem.lot_count)
    arrives = -duals.need[need] - duals.recovery if len(duals.need) else np.zeros(len(locked))
    beyond = intake[plant, locked.grade, locked.month] if len(intake) else arrives
    onwards = np.where(to_need, arrives, beyond)
    cost: Numbers = haul + onwards - duals.lock[problem.lock_row]
    return cost
