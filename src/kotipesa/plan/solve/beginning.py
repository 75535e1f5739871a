# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the arcs to begin with: by price alone, or those that matter on the region's network."""

import time

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.network.adjusting import Adjuster
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.duals import Duals, without_scarcity
from kotipesa.plan.solve.growing import MORE_ARCS, GrowingNetwork
from kotipesa.plan.solve.pricing import Priced, cheapest_ends, price
from kotipesa.plan.solve.start import Start, TreeStart
from kotipesa.plan.solve.terrain import Terrain
from kotipesa.plan.solve.tracing import ways_on

_ENDS, _ENDS_AGAIN, _FIRST_ARCS = 12, 3, 2  # arcs per lot: to end at once, to begin
_ROUNDS, _ROUNDS_LIKE, ROUNDS_AGAIN = 6, 2, 3  # on the network: from nothing, a like plan, parts
ROUNDS_JOINED = 5  # on the network of the whole, from its parts
_CLOSE_EUR, _NEAR_EUR = 0.4, 4.0


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

    start: where the solve of a like problem ended, or networks of parts, in the numbers of this
    one; again: rounds from parts; close_eur: what an arc may cost too much per tonne and still
    matter in the end.
    """
    growing = GrowingNetwork(problem, ground)
    adjuster = Adjuster(growing.regional)
    if start is None:
        rounds, fresh = _ROUNDS, first_arcs(problem, ground)
    elif isinstance(start, TreeStart):
        rounds, fresh = again, _resumed(growing, adjuster, start)
    else:
        rounds, fresh = _ROUNDS_LIKE, _followed(growing, adjuster, start)
    regional, is_over = growing.regional, not growing.add(fresh)
    while rounds and not is_over:
        regional.solve()
        duals, priced = growing.priced()
        adjuster.adjust(priced.onwards)
        is_over = time.monotonic() >= deadline
        is_over = is_over or not growing.add(paying_arcs(problem, ground, duals, priced))
        rounds -= 1
    regional.solve()
    close = regional.in_tree() | (regional.reduced_eur() < close_eur)
    return regional, joined([regional.arcs.take(close), *growing.strange])


def whole_on_network(
    problem: Problem, ground: Terrain, start: TreeStart | None = None
) -> tuple[RegionalNetwork, float]:
    """Plan on the network alone until no arc pays; give it with what no plan can undercut.

    The two costs are one where the network is all of the problem (``layout.py`` tells when).
    """
    growing, bound = GrowingNetwork(problem, ground), -np.inf
    regional = growing.regional
    if start is None:
        growing.add(first_arcs(problem, ground))
    else:
        growing.add(_resumed(growing, Adjuster(regional), start))
    while True:
        regional.solve()
        duals, priced = growing.priced()
        bound = max(bound, priced.lower_bound_eur)
        if priced.clean or not growing.add(paying_arcs(problem, ground, duals, priced)):
            return regional, bound


def _resumed(growing: GrowingNetwork, adjuster: Adjuster, start: TreeStart) -> Arcs:
    """Begin where networks of parts ended, and list the arcs that pay there."""
    problem, ground = growing.problem, growing.ground
    growing.add(start.arcs)
    adjuster.resume(start.arcs.take(start.arc), start.stand)
    priced = price(problem, ground, start.duals, MORE_ARCS)
    return paying_arcs(problem, ground, start.duals, priced)


def _followed(growing: GrowingNetwork, adjuster: Adjuster, start: Start) -> Arcs:
    """Begin at the tree of a like plan, and list the arcs that may pay now."""
    problem, ground, duals = growing.problem, growing.ground, start.duals.dearer(_NEAR_EUR)
    priced = price(problem, ground, duals, MORE_ARCS)
    adjuster.follow(start.intake_t, start.stock_t, priced.onwards)
    growing.add(start.arcs)
    growing.regional.plant(start.arcs.take(start.arc), start.stock)
    near = paying_arcs(problem, ground, duals, priced)
    return joined([near, cheapest_ends(problem, ground, _ENDS_AGAIN)])


def first_arcs(problem: Problem, ground: Terrain) -> Arcs:
    """Start with each lot's cheapest outlets and sources, and lots that beat those.

    Stores and processes come once they pay: their rows are many.
    """
    ends, role = cheapest_ends(problem, ground, _ENDS), node_roles(problem)
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
