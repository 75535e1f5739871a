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
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.tracing import ways_on
from kotipesa.region.tables import SOURCE
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.choice import Choice
from kotipesa.siting.ground import Ground
from kotipesa.siting.lacking import Prices, lacking, lacking_arcs
from kotipesa.siting.quotes import Quotes

_MORE_ARCS = 6  # per lot, each round
_SAME_EUR = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Bound:
    """What prices prove, and what they ask for.

    lower_bound_eur: no plan under the choice costs less; paying: arcs worth adding; quotes: those
    prices, but none on closed sites, where they would mean nothing to another choice.
    """

    lower_bound_eur: float
    paying: Arcs
    quotes: Quotes


def bound(ground: Ground, choice: Choice, quotes: Quotes) -> Bound:
    """Bound from below what any plan costs that keeps to the choice, by any prices."""
    problem, candidates, here = ground.problem, ground.candidates, ground.under(choice)
    duals, links = _under(problem, candidates, choice, quotes)
    priced = price(problem, here.terrain, duals, _MORE_ARCS, ground.memory)
    prices = Prices(here, duals, priced.onwards)
    lack = lacking(prices, candidates.plant)
    caps_eur = capacity_rents(problem, candidates, duals)
    net_eur = candidates.fixed_eur - caps_eur
    net_eur -= lack @ problem.lot_tonnes + links @ problem.needs.tonnes
    for group, dual in zip(candidates.either, quotes.either.tolist(), strict=True):
        net_eur[group] -= dual
    lower = priced.lower_bound_eur + caps_eur.sum() + quotes.either.sum()
    lower += net_eur[choice.opened].sum() + np.minimum(net_eur[choice.free], 0.0).sum()
    wanting = choice.opened | (choice.free & (net_eur < -_SAME_EUR))
    into = lacking_arcs(prices, candidates.plant[wanting], lack[wanting], _MORE_ARCS)
    found = joined([priced.arcs, into, problem.locked])
    paying = joined([found, ways_on(problem, here.terrain, duals, priced.onwards, found)])
    mended = Quotes(replace(duals, entry=None), links, quotes.either)
    return Bound(float(lower), paying, mended)


def _under(
    problem: Problem, candidates: Candidates, choice: Choice, quotes: Quotes
) -> tuple[Duals, Numbers]:
    """Let closed sites have no prices, and leave arcs between lots and sites to what they lack.

    Only what leaves a site for a need pays its link.
    """
    duals, closed = quotes.duals, candidates.plant[choice.closed]
    month, total, stock_cap = duals.month.copy(), duals.total.copy(), duals.stock_cap.copy()
    for column in (month, total, stock_cap):
        column[closed] = 0.0
    links = np.where(choice.closed[:, None], 0.0, quotes.links)
    is_source = problem.plants.role[candidates.plant] == SOURCE
    links[is_source] = 0.0
    entry = np.zeros((len(problem.plants), problem.lot_count))
    entry[candidates.plant, : len(problem.haves)] = np.inf
    entry[candidates.plant, len(problem.haves) :] = np.where(is_source[:, None], np.inf, links)
    return replace(duals, month=month, total=total, stock_cap=stock_cap, entry=entry), links


def capacity_rents(problem: Problem, candidates: Candidates, duals: Duals) -> Numbers:
    """Add up what each candidate's capacities are worth, by candidate."""
    plants, sites = problem.plants, candidates.plant
    total_cap = np.where(np.isfinite(plants.total_cap_t), plants.total_cap_t, 0.0)[sites]
    month_cap = np.where(np.isfinite(plants.month_cap_t), plants.month_cap_t, 0.0)[sites]
    rents: Numbers = -duals.month[sites].sum(axis=1) * month_cap
    rents -= (duals.total[sites] + duals.stock_cap[sites].sum(axis=1)) * total_cap
    return rents
