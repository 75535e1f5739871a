# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the arcs to begin with: by price alone, or those that matter on the region's network."""

import logging
import time

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.network.adjusting import Adjuster
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.duals import Duals, about_to_stay, without_scarcity
from kotipesa.plan.solve.pricing import Priced, price
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.plan.solve.tracing import ways_on
from kotipesa.region.tables import OUTLET, SOURCE

log = logging.getLogger(__name__)

_ENDS, _FIRST_ARCS = 12, 2  # arcs per lot: to end at once, to begin
_MORE_ARCS = 6  # per lot, each round
_ROUNDS = 6  # on the network
_CLOSE_EUR = 1.0  # reduced cost per tonne up to which an arc may matter in the end


def paying_arcs(problem: Problem, ground: Terrain, duals: Duals, priced: Priced) -> Arcs:
    """List the arcs that paid, with the ways on behind them."""
    into = joined([priced.arcs, problem.locked])
    return joined([priced.arcs, ways_on(problem, ground, duals, priced.onwards, into)])


def from_network(
    problem: Problem, ground: Terrain, deadline: float
) -> tuple[RegionalNetwork, Arcs]:
    """Plan on the network for some rounds; give it with the arcs that matter."""
    regional = RegionalNetwork(problem)
    adjuster = Adjuster(regional)
    fresh = first_arcs(problem, ground)
    size = (len(problem.node_site), len(problem.grades), problem.months)
    seen = np.zeros(0, dtype=np.int64)
    apart: list[Arcs] = []
    for number in range(_ROUNDS):
        keys, first = np.unique(fresh.keys(*size), return_index=True)
        new = ~np.isin(keys, seen, assume_unique=True)
        if not new.any() or time.monotonic() >= deadline:
            break
        seen = np.concatenate([seen, keys[new]])
        apart.append(regional.add(fresh.take(np.sort(first[new]))))
        proof = regional.solve()
        duals = regional.duals()
        priced = price(problem, ground, duals, _MORE_ARCS)
        log.debug(
            "network %d: %.3f, bound %.3f, %d arcs",
            number + 1,
            proof.objective_eur,
            priced.lower_bound_eur,
            len(seen),
        )
        fresh = paying_arcs(problem, ground, duals, priced)
        adjuster.adjust(priced.onwards)
    regional.solve()
    close = regional.in_tree() | (regional.reduced_eur() < _CLOSE_EUR)
    return regional, joined([regional.arcs.take(close), *apart])


def first_arcs(problem: Problem, ground: Terrain) -> Arcs:
    """Start with each lot's cheapest outlets and sources, and lots that beat those.

    Stores and processes come once they pay: their rows are many.
    """
    role = node_roles(problem)
    apart = price(problem, ground, about_to_stay(problem), _ENDS).arcs
    from_have, from_source = role[apart.tail] == HAVE, role[apart.tail] == SOURCE
    ends = apart.take((from_have & (role[apart.head] == OUTLET)) | from_source)
    duals = without_scarcity(problem, *_alone_prices(problem, ends))
    together = price(problem, ground, duals, _FIRST_ARCS).arcs
    direct = (role[together.tail] == HAVE) & (role[together.head] == NEED)
    return joined([ends, together.take(direct)])


def _alone_prices(problem: Problem, ends: Arcs) -> tuple[Numbers, Numbers]:
    """Price each lot by its cheapest outlet or source, at most by staying unmet."""
    cost = arc_cost(problem, ends)
    lots = np.full(len(problem.node_site), problem.unmet_eur_per_t)
    np.minimum.at(lots, ends.tail, cost)
    np.minimum.at(lots, ends.head, cost)
    return lots[: len(problem.haves)], lots[len(problem.haves) : problem.lot_count]
