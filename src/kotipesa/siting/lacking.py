# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find what arcs between lots and sites lack to be worth nothing, and list those arcs.

An arc lacks so many euros per tonne as its reduced cost is negative, in its best month.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs, arcs, joined
from kotipesa.plan.problem.problem import Ends
from kotipesa.plan.solve.downstream import Downstream
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.picking import best_partners
from kotipesa.plan.solve.pricing import have_worth
from kotipesa.plan.solve.scan import NEGATIVE
from kotipesa.plan.solve.windows import Windows
from kotipesa.region.tables import OUTLET, SOURCE
from kotipesa.siting.ground import Ground

_ENOUGH = 3.0  # months enough could take a lot so many times over


@dataclass(frozen=True, eq=False, slots=True)
class Prices:
    """All that prices an arc between a lot and a plant."""

    ground: Ground
    duals: Duals
    onwards: Downstream


@dataclass(frozen=True, eq=False, slots=True)
class _Side:
    """Either have lots beside plants that take in, or need lots beside sources.

    rows: which of the asked plants; lots: their columns; before: the haul less what the lot is
    worth, which no month changes, plants × lots, inf where refused.
    """

    rows: Flags
    plant: Indices
    ends: Ends
    lots: slice
    pairs: Windows
    before: Numbers
    is_source: bool


def lacking(prices: Prices, plants: Indices) -> Numbers:
    """Tell what each pair lacks: plants × lots, haves first."""
    lack = np.zeros((len(plants), prices.ground.problem.lot_count))
    for side in _sides(prices, plants):
        gate = _at_gate(prices, side, side.plant[:, None], side.pairs.lot, side.pairs.month)
        if len(side.ends):
            cost = side.before + np.minimum.reduceat(gate, side.pairs.start, axis=1)
            lack[side.rows, side.lots] = np.maximum(-cost, 0.0)
    return lack


def gains(prices: Prices, plants: Indices) -> Numbers:
    """Tell what the first tonne each plant takes in (gives, if a source) saves: plants × months."""
    best = np.zeros((len(plants), prices.ground.problem.months))
    for side in _sides(prices, plants):
        lot, month = side.pairs.lot, side.pairs.month
        cost = side.before[:, lot] + _at_gate(prices, side, side.plant[:, None], lot, month)
        for each in np.unique(month).tolist():
            least = cost[:, month == each].min(axis=1)
            best[side.rows, each] = np.maximum(-least, 0.0)
    return best


def lacking_arcs(prices: Prices, plants: Indices, lack: Numbers, per_lot: int) -> Arcs:
    """List the arcs of pairs that lack most, a few a lot, each in its best months."""
    sides = _sides(prices, plants)
    return joined([_arcs_of(prices, side, lack[side.rows, side.lots], per_lot) for side in sides])


def _sides(prices: Prices, plants: Indices) -> Iterator[_Side]:
    problem, ground = prices.ground.problem, prices.ground
    count = len(problem.haves)
    is_source = problem.plants.role[plants] == SOURCE
    if not is_source.all():
        plant = plants[~is_source]
        before, lots = _before_intake(prices, plant), slice(0, count)
        yield _Side(
            ~is_source, plant, problem.haves, lots, ground.have_months, before, is_source=False
        )
    if is_source.any():
        plant = plants[is_source]
        before, lots = _before_supply(prices, plant), slice(count, None)
        yield _Side(
            is_source, plant, problem.needs, lots, ground.need_months, before, is_source=True
        )


def _before_intake(prices: Prices, plant: Indices) -> Numbers:
    problem = prices.ground.problem
    plants, haves = problem.plants, problem.haves
    haul = problem.haul.price_of(haves.site, plants.site[plant, None])
    may = problem.accepts.origin_allowed[np.ix_(plant, haves.origin)]
    may = may & ((plants.role[plant] == OUTLET)[:, None] | ~haves.only_outlets)
    return np.where(may, haul - have_worth(problem, prices.duals), np.inf)


def _before_supply(prices: Prices, plant: Indices) -> Numbers:
    problem = prices.ground.problem
    haul = problem.haul.price_of(problem.plants.site[plant, None], problem.needs.site)
    gives = problem.accepts.supplied_grade[np.ix_(plant, problem.needs.kind)] >= 0
    return np.where(gives, haul - prices.duals.need, np.inf)


def _at_gate(prices: Prices, side: _Side, plant: Indices, lot: Indices, month: Indices) -> Numbers:
    """Price what a month makes of it, at the gate and beyond; all broadcast."""
    if not side.is_source:
        gate: Numbers = prices.onwards.intake[plant, side.ends.kind[lot], month]
        return gate
    price = prices.ground.problem.plants.price_eur_per_t[plant] - prices.duals.total[plant]
    price = price - prices.duals.month[plant, month]
    return np.where(prices.ground.terrain.is_open[plant, month], price, np.inf)


def _arcs_of(prices: Prices, side: _Side, lack: Numbers, per_lot: int) -> Arcs:
    problem, ends = prices.ground.problem, side.ends
    caps = problem.plants
    room_t = np.minimum(caps.total_cap_t, caps.month_cap_t)[side.plant]
    lot, row = best_partners(-lack.T, per_lot, ends.tonnes, room_t, NEGATIVE)
    plant, months = side.plant[row], np.arange(problem.months)
    gate = _at_gate(prices, side, plant[:, None], lot[:, None], months)
    cost = gate + side.before[row, lot][:, None]
    cost[(months < ends.first[lot, None]) | (ends.last[lot, None] < months)] = np.inf
    pair, month = _best_months(cost, ends.tonnes[lot], caps.month_cap_t[plant])
    lot, plant = lot[pair], plant[pair]
    node = problem.lot_count + plant
    if side.is_source:
        grade = problem.accepts.supplied_grade[plant, ends.kind[lot]]
        return arcs(node, len(problem.haves) + lot, grade, month)
    return arcs(lot, node, ends.kind[lot], month)


def _best_months(cost: Numbers, lot_t: Numbers, month_cap_t: Numbers) -> tuple[Indices, Indices]:
    """Pick the cheapest month of each pair, and more until their capacity is enough.

    cost: pairs of lot and plant × months; lot_t, month_cap_t: of each pair.
    """
    limited = (month_cap_t > 0) & np.isfinite(month_cap_t)
    enough = np.ones(len(cost))
    enough[limited] = np.ceil(_ENOUGH * lot_t[limited] / month_cap_t[limited])
    month = np.argsort(cost, axis=1, kind="stable")
    wanted = np.arange(cost.shape[1]) < enough[:, None]
    wanted &= np.take_along_axis(cost, month, axis=1) < NEGATIVE
    return np.nonzero(wanted)[0], month[wanted]
