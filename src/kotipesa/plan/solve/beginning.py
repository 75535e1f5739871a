# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the arcs to begin with: by price alone, or those that matter on the region's network."""

import logging
import time
from collections.abc import Iterator
from itertools import islice

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
from kotipesa.plan.solve.start import Start, TreeStart
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.plan.solve.tracing import ways_on
from kotipesa.region.tables import OUTLET, SOURCE

log = logging.getLogger(__name__)

_ENDS, _FIRST_ARCS = 12, 2  # arcs per lot: to end at once, to begin
_MORE_ARCS = 6  # per lot, each round
_ROUNDS, ROUNDS_AGAIN = 6, 3  # on the network: from nothing, from a like plan
ROUNDS_JOINED = 5  # on the network of the whole, from its parts
_CLOSE_EUR = 0.4


def paying_arcs(problem: Problem, ground: Terrain, duals: Duals, priced: Priced) -> Arcs:
    """List the arcs that paid, with the ways on behind them."""
    into = joined([priced.arcs, problem.locked])
    return joined([priced.arcs, ways_on(problem, ground, duals, priced.onwards, into)])


def from_network(
    problem: Problem,
    ground: Terrain,
    deadline: float,
    start: Start | TreeStart | None = None,
    *,
    again: int = ROUNDS_AGAIN,
    close_eur: float = _CLOSE_EUR,
) -> tuple[RegionalNetwork, Arcs]:
    """Plan on the network for some rounds; give it with the arcs that matter.

    start: where the solve of a like problem ended, in the numbers of this one; again: rounds from
    there; close_eur: what an arc may cost too much per tonne and still matter in the end.
    """
    regional = RegionalNetwork(problem)
    adjuster = Adjuster(regional)
    apart: list[Arcs] = []
    if start is None:
        fresh, rounds = first_arcs(problem, ground), _ROUNDS
    else:
        apart.append(_planted(regional, adjuster, start))
        fresh, rounds = _paying_before(problem, ground, start), again
    for priced, strange in islice(_rounds(problem, ground, regional, fresh), rounds):
        apart.append(strange)
        adjuster.adjust(priced.onwards)
        if time.monotonic() >= deadline:
            break
    regional.solve()
    close = regional.in_tree() | (regional.reduced_eur() < close_eur)
    return regional, joined([regional.arcs.take(close), *apart])


def whole_on_network(
    problem: Problem, ground: Terrain, start: TreeStart | None = None
) -> tuple[RegionalNetwork, float]:
    """Plan on the network alone until no arc pays; give it with what no plan can undercut.

    The two costs are one where the network is all of the problem (``layout.py`` tells when).
    """
    regional, bound = RegionalNetwork(problem), -np.inf
    if start is None:
        fresh = first_arcs(problem, ground)
    else:
        _planted(regional, Adjuster(regional), start)
        fresh = _paying_before(problem, ground, start)
    for priced, _ in _rounds(problem, ground, regional, fresh):
        bound = max(bound, priced.lower_bound_eur)
        if priced.clean:
            break
    return regional, bound


def _planted(regional: RegionalNetwork, adjuster: Adjuster, start: Start | TreeStart) -> Arcs:
    """Begin at a tree, and give back the arcs that the network cannot follow."""
    strange, tree = regional.add(start.arcs), start.arcs.take(start.arc)
    if isinstance(start, TreeStart):
        adjuster.resume(tree, start.stand)
    else:
        regional.plant(tree, start.stock)
    return strange


def _paying_before(problem: Problem, ground: Terrain, start: Start | TreeStart) -> Arcs:
    """List the arcs that pay by the prices of a like plan."""
    priced = price(problem, ground, start.duals, _MORE_ARCS)
    return paying_arcs(problem, ground, start.duals, priced)


def _rounds(
    problem: Problem, ground: Terrain, regional: RegionalNetwork, fresh: Arcs
) -> Iterator[tuple[Priced, Arcs]]:
    """Add what pays and solve, until nothing new does; yield prices, and arcs not followed."""
    size = (len(problem.node_site), len(problem.grades), problem.months)
    seen = np.unique(regional.arcs.keys(*size))
    while True:
        keys, first = np.unique(fresh.keys(*size), return_index=True)
        new = ~np.isin(keys, seen, assume_unique=True)
        if len(seen) and not new.any():
            return
        seen = np.concatenate([seen, keys[new]])
        strange = regional.add(fresh.take(np.sort(first[new])))
        cost_eur = regional.solve().objective_eur
        duals = regional.duals()
        priced = price(problem, ground, duals, _MORE_ARCS)
        log.debug("network: %.3f, %.3f, %d arcs", cost_eur, priced.lower_bound_eur, len(seen))
        yield priced, strange
        fresh = paying_arcs(problem, ground, duals, priced)


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
