# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the prices of a solution into a bound that holds for every arc and every choice of sites.

A lot may pay to use a site (the dual of its strong link). Whatever an absent arc between a lot and
a site lacks to be worth nothing, its lot is let pay: then no such arc has a negative reduced cost,
and what is paid is the rent that the site would earn. At such prices opening a site costs its fixed
cost less its rent, or gains at most so much where that is negative; nothing else is left to bound,
for all other arcs are bounded by their lots, as in planning. A site whose rent stays below its
fixed cost needs neither more arcs nor links, which is why most of them never get any.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.rows import NO_ROW
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.highs import Answer
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.plan.solve.tracing import ways_on
from kotipesa.region.tables import SOURCE
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.choice import Choice
from kotipesa.siting.lacking import Prices, lacking, lacking_arcs
from kotipesa.siting.master import Master

_MORE_ARCS = 6  # per lot, each round
_SAME_EUR = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Bound:
    """What prices prove, and what they ask for.

    lower_bound_eur: no plan under the choice costs less; net_eur: by candidate, what opening it
    costs beyond its rent, at these prices; paying: arcs worth adding; duals: the prices.
    """

    lower_bound_eur: float
    net_eur: Numbers
    paying: Arcs
    duals: Duals


def bound(master: Master, ground: Terrain, choice: Choice, answer: Answer) -> Bound:
    """Bound from below what any plan costs that keeps to the choice."""
    problem, candidates = master.problem, master.candidates
    duals = _duals(master, choice, answer)
    is_open = ground.is_open.copy()
    is_open[candidates.plant[choice.closed]] = False
    here = replace(ground, is_open=is_open)
    priced = price(problem, here, duals, _MORE_ARCS)
    prices = Prices(problem, here, duals, priced.onwards)
    lack = lacking(prices, candidates.plant)
    caps_eur = capacity_rents(problem, candidates, duals)
    either = _either_prices(master, answer)
    net_eur = candidates.fixed_eur - caps_eur - _link_rents(problem, candidates, duals, lack)
    for group, dual in zip(candidates.either, either.tolist(), strict=True):
        net_eur[group] -= dual
    lower = priced.lower_bound_eur + caps_eur.sum() + either.sum()
    lower += net_eur[choice.opened].sum() + np.minimum(net_eur[choice.free], 0.0).sum()
    wanting = choice.opened | (choice.free & (net_eur < -_SAME_EUR))
    into = lacking_arcs(prices, candidates.plant[wanting], lack[wanting], _MORE_ARCS)
    found = joined([priced.arcs, into, problem.locked])
    paying = joined([found, ways_on(problem, here, duals, priced.onwards, found)])
    return Bound(float(lower), net_eur, paying, duals)


def _duals(master: Master, choice: Choice, answer: Answer) -> Duals:
    """Name the prices: closed sites have none, and arcs between lots and sites are not for sale.

    Those arcs are left to what they lack; only what leaves a site for a need pays its link.
    """
    problem, candidates = master.problem, master.candidates
    duals = named_duals(problem, master.rows, answer.duals)
    closed = candidates.plant[choice.closed]
    for column in (duals.month, duals.total, duals.stock_cap):
        column[closed] = 0.0
    haves = len(problem.haves)
    links = np.where(
        master.link_row == NO_ROW, 0.0, np.maximum(-answer.duals[master.link_row], 0.0)
    )
    links[:, :haves] = np.inf
    links[problem.plants.role[candidates.plant] == SOURCE] = np.inf
    links[choice.closed] = 0.0
    entry = np.zeros((len(problem.plants), problem.lot_count))
    entry[candidates.plant] = links
    return replace(duals, entry=entry)


def capacity_rents(problem: Problem, candidates: Candidates, duals: Duals) -> Numbers:
    """Add up what each candidate's capacities are worth, by candidate."""
    plants, sites = problem.plants, candidates.plant
    total_cap = np.where(np.isfinite(plants.total_cap_t), plants.total_cap_t, 0.0)[sites]
    month_cap = np.where(np.isfinite(plants.month_cap_t), plants.month_cap_t, 0.0)[sites]
    rents: Numbers = -duals.month[sites].sum(axis=1) * month_cap
    rents -= (duals.total[sites] + duals.stock_cap[sites].sum(axis=1)) * total_cap
    return rents


def _link_rents(problem: Problem, candidates: Candidates, duals: Duals, lack: Numbers) -> Numbers:
    """Add up what lots pay to use each candidate."""
    paid = lack if duals.entry is None else duals.entry[candidates.plant]
    paid = np.where(np.isfinite(paid), paid, 0.0) + lack
    rents: Numbers = paid @ problem.lot_tonnes
    return rents


def _either_prices(master: Master, answer: Answer) -> Numbers:
    first = master.first_either
    return np.minimum(answer.duals[first : first + len(master.candidates.either)], 0.0)
