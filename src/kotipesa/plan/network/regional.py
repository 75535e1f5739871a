# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a region on its network: arcs come as they pay, and its prices are those of a plan."""

from collections.abc import Sequence

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.network.certificate import Certificate
from kotipesa.plan.network.layout import DRAIN, GATE, SPRING, STOCK, layout
from kotipesa.plan.network.network import Network
from kotipesa.plan.network.simplex import IN_TREE, LOWER, NONE, UPPER
from kotipesa.plan.network.stand import PlantNodes, Stand, StandingEdges, own_edges
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals

_DEAR = 10.0
_MOST_T, _ROOM = 1e7, 1.1  # tonnes through a plant's node at most; more than any flow on an arc
_WEIGHT_T = 1e-6, 1e9  # tonnes: the least and the most that a limit weighs among others


class RegionalNetwork:
    """The network of a problem, with the arcs found so far."""

    def __init__(self, problem: Problem) -> None:
        """Lay out the problem, without arcs; everything stays where it is."""
        self.problem = problem
        self.layout = laid = layout(problem)
        haves, lots = len(problem.haves), problem.lot_count
        supply = np.zeros(laid.nodes)
        supply[:lots] = np.where(np.arange(lots) < haves, 1.0, -1.0) * problem.lot_tonnes
        drain, spring = np.full(laid.nodes, np.nan), np.full(laid.nodes, np.nan)
        drain[:haves] = problem.unmet_eur_per_t
        spring[haves:lots] = problem.unmet_eur_per_t
        drain[laid.free] = 0.0
        self.own_supply = supply
        self.dear_eur = _dear_eur(problem)
        self.network = Network(supply, drain, spring, self.dear_eur)
        fixed = laid.standing
        first = self.network.add(fixed.tail, fixed.head, fixed.cost, fixed.capacity)
        self.standing = slice(first, first + len(fixed.tail))
        self._batches: list[Arcs] = []
        staying = first + np.flatnonzero(fixed.kind != SPRING)
        self.network.propose(staying)

    def add(self, arcs: Arcs) -> Arcs:
        """Add new arcs, and give back those that the network cannot follow."""
        laid = self.layout
        tail, head = (
            self._nodes(arcs, arcs.tail, laid.exit),
            self._nodes(arcs, arcs.head, laid.entry),
        )
        follows = (tail != NONE) & (head != NONE)
        mine = arcs.take(follows)
        endless = np.full(len(mine), np.inf)
        self.network.add(tail[follows], head[follows], arc_cost(self.problem, mine), endless)
        self._batches.append(mine)
        return arcs.take(~follows)

    def plant(self, arcs: Arcs, stocks: Flags) -> None:
        """Start from the tree of a like plan: arcs, and stocks by plant, grade and month."""
        fixed, size = self.layout.standing, self._size()
        mine = np.flatnonzero(np.isin(self.arcs.keys(*size), arcs.keys(*size)))
        lies = np.zeros(len(fixed.tail), dtype=bool)
        rows = np.flatnonzero(fixed.kind == STOCK)
        lies[rows] = stocks[fixed.plant[rows], fixed.grade[rows], fixed.month[rows]]
        staying = np.flatnonzero((fixed.kind != SPRING) & ~lies)
        first = self.standing.start
        tree = [self.standing.stop + mine, first + np.flatnonzero(lies), first + staying]
        self.network.propose(np.concatenate(tree))

    def stand(self) -> Stand:
        """Tell how the network stands, its arcs apart."""
        network, laid, rows = self.network, self.layout, self.standing
        edges, lots = network.edges, self.problem.lot_count
        own = own_edges(edges, laid.nodes)
        told_t, price = network.supply[lots:].copy(), network.prices[lots:-1].copy()
        nodes = PlantNodes(laid.plant, told_t, own[lots:], price)
        told = edges.cost[rows].copy(), edges.capacity[rows].copy()
        standing = StandingEdges(laid.standing.plant, *told, edges.state[rows].copy())
        return Stand(own[:lots], nodes, standing)

    def resume(self, arcs: Arcs, stand: Stand) -> None:
        """Start where another network stood, or those of all parts; arcs: those in the trees."""
        network, rows, was = self.network, self.standing, stand.edges
        network.propose(np.zeros(0, dtype=np.int32))
        self._told(stand)
        edges, is_full = network.edges, was.state == UPPER
        edges.state[rows] = np.where(is_full, UPPER, LOWER)
        edges.flow[rows] = np.where(is_full, was.capacity, 0.0)
        size = self._size()
        mine = np.flatnonzero(np.isin(self.arcs.keys(*size), arcs.keys(*size)))
        own = np.concatenate([stand.lot, stand.nodes.own])
        node = np.flatnonzero(own != NONE)
        in_tree = rows.start + np.flatnonzero(was.state == IN_TREE)
        network.propose(np.concatenate([2 * node + own[node], in_tree, rows.stop + mine]))

    def _told(self, stand: Stand) -> None:
        """Tell the network what another was told: charges, limits and supplies of plants."""
        edges, rows, was = self.network.edges, self.standing, stand.edges
        edges.cost[rows], edges.capacity[rows] = was.cost, was.capacity
        self.network.supply[self.problem.lot_count :] = stand.nodes.supply

    def _size(self) -> tuple[int, int, int]:
        problem = self.problem
        return len(problem.node_site), len(problem.grades), problem.months

    def _nodes(self, arcs: Arcs, end: Indices, table: Indices) -> Indices:
        """Find the nodes at which arcs begin or end."""
        nodes = end.copy()
        at_plant = end >= self.problem.lot_count
        plant = end[at_plant] - self.problem.lot_count
        nodes[at_plant] = table[plant, arcs.grade[at_plant], arcs.month[at_plant]]
        return nodes

    def solve(self) -> Certificate:
        """Find the cheapest flows on the arcs so far."""
        return self.network.solve()

    def take_over(self, duals: Duals, stand: Stand) -> None:
        """Begin at the prices of another network, or of all parts, without its tree."""
        self.network.prices[:-1] = np.concatenate([-duals.have, duals.need, stand.nodes.price])
        self._told(stand)

    def settle(self, steps: Sequence[float]) -> None:
        """Bring flows and prices near the cheapest on the arcs so far (``Network.settle``)."""
        edges, problem = self.network.edges, self.problem
        most_t = np.full(self.layout.nodes + 1, _MOST_T)
        most_t[: problem.lot_count] = problem.lot_tonnes
        room_t = np.minimum(most_t[edges.tail], most_t[edges.head])
        self.network.settle(1.0 + _ROOM * room_t, steps)

    @property
    def arcs(self) -> Arcs:
        """List the arcs, in the order in which they came."""
        return joined(self._batches)

    def tonnes(self) -> Numbers:
        """Tell what each arc carries."""
        return self.network.edges.flow[self.standing.stop :]

    def reduced_eur(self) -> Numbers:
        """Tell what each arc costs beyond what its ends are worth, in euros per tonne."""
        return self._reduced_eur(slice(self.standing.stop, None))

    def in_tree(self) -> Flags:
        """Tell which arcs are in the tree."""
        return np.asarray(self.network.edges.state[self.standing.stop :] == IN_TREE)

    def worth_eur(self, some: slice | Indices) -> Numbers:
        """Tell what a tonne more of the capacity of edges would save, at least nothing.

        Where nothing ever came, nobody knows: nothing. So it is where there is no limit.
        """
        edges, price = self.network.edges, self.network.prices
        tail = edges.tail[some]
        is_worth = (price[tail] > -self.dear_eur / 2) & np.isfinite(edges.capacity[some])
        return np.where(is_worth, np.maximum(-self._reduced_eur(some), 0.0), 0.0)

    def _reduced_eur(self, some: slice | Indices) -> Numbers:
        edges, price = self.network.edges, self.network.prices
        return edges.cost[some] + price[edges.tail[some]] - price[edges.head[some]]

    def duals(self) -> Duals:
        """Read the prices of a plan off the nodes: capacities have none above 0, even unused ones.

        Grades that share a limit may price it differently; it gets their mean by tonnes. A month in
        which a plant is closed has no limit, and so no price.
        """
        problem, price, fixed = self.problem, self.network.prices, self.layout.standing
        haves, lots = len(problem.haves), problem.lot_count
        scarce = -self.worth_eur(self.standing)
        is_open = problem.plants.open_months(problem.months)
        total = np.zeros(len(problem.plants))
        whole = (fixed.kind == DRAIN) | (fixed.kind == SPRING)
        total[fixed.plant[whole]] = scarce[whole]
        return Duals(
            have=-price[:haves],
            need=price[haves:lots].copy(),
            month=self._mean(scarce, fixed.kind == GATE) * is_open,
            total=total,
            stock_cap=self._mean(scarce, fixed.kind == STOCK),
            recovery=0.0,
            lock=np.zeros(len(problem.lock_t)),
        )

    def _mean(self, scarce: Numbers, rows: Flags) -> Numbers:
        """Average prices of edges by plant and month, weighed by capacity."""
        fixed = self.layout.standing
        weight = np.clip(self.network.edges.capacity[self.standing][rows], *_WEIGHT_T)
        size = (len(self.problem.plants), self.problem.months)
        place = fixed.plant[rows] * size[1] + fixed.month[rows]
        weights = np.bincount(place, weight, size[0] * size[1])
        total = np.bincount(place, weight * scarce[rows], size[0] * size[1])
        return (total / np.maximum(weights, _WEIGHT_T[0])).reshape(size)


def _dear_eur(problem: Problem) -> float:
    """Price what must not be above what anything real could cost, for tonnes on their way."""
    fees = float(problem.plants.price_eur_per_t.max(initial=0.0))
    return 1.0 + _DEAR * (problem.unmet_eur_per_t + problem.haul.at_most_eur_per_t() + fees)
