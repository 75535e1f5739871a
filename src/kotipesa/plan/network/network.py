# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a network that gains edges, changes its supplies, and is solved again from where it stood.

``edges`` are all those of the network; the first two of each node go to the root and come from it,
so that supplies always find a way, at a price. What an edge of the root stands for is the caller's:
tonnes left unmet, say. Where it stands for nothing it is *artificial*: dearer than any real way,
and the certificate says how much it carries, which must be nothing.
"""

from collections.abc import Sequence

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.errors import InternalError, problem
from kotipesa.plan.network.certificate import Certificate, certify
from kotipesa.plan.network.planting import bare_tree, mend, plant, refresh_flows, reprice_all
from kotipesa.plan.network.scaling import bring_near, incidence
from kotipesa.plan.network.simplex import LOWER, UPPER, Edges, improve

_NOISE, _PAYS_EUR = 1e-13, 1e-9
_MOST_PIVOTS = 2_000_000_000
_DEARER, _DEAREST = 100.0, 1e12
_SETTLED_T = 1e-6  # tonnes that need not go on where flows are only near the cheapest


class Network:
    """A network with its flows, its prices and the tree that proves them."""

    def __init__(
        self, supply: Numbers, drain: Numbers, spring: Numbers, dear: float | None = None
    ) -> None:
        """Begin with nodes alone.

        supply: tonnes by node, below 0 for what is asked; drain, spring: what a tonne costs from
        the node to the root and back, nan where such an edge is artificial; dear: what a tonne then
        costs, for those who can bear some; else enough is asked that none goes there in vain.
        """
        nodes = len(supply)
        self.supply = np.asarray(supply, dtype=np.float64).copy()
        own, root = np.repeat(np.arange(nodes, dtype=np.int32), 2), np.int32(nodes)
        is_drain = np.arange(2 * nodes) % 2 == 0
        cost = np.stack([drain, spring], axis=1).ravel().astype(np.float64)
        self._artificial = np.isnan(cost)
        self._room = _edges(
            np.where(is_drain, own, root),
            np.where(is_drain, root, own),
            np.where(self._artificial, 0.0, cost),
            np.full(2 * nodes, np.inf),
        )
        self._count = 2 * nodes
        self._tree = bare_tree(nodes)
        self._is_planted = False
        self._dear = dear
        self.pivots = 0

    def __len__(self) -> int:
        """Count the edges, those of the root included."""
        return self._count

    @property
    def edges(self) -> Edges:
        """Show all edges, as views that the next growth may leave behind."""
        return Edges._make(column[: self._count] for column in self._room)

    @property
    def prices(self) -> Numbers:
        """Price a tonne at each node, the root's last, which is 0."""
        return self._tree.price

    @property
    def in_tree(self) -> Indices:
        """List the edges of the tree by node."""
        return self._tree.edge[:-1]

    def add(self, tail: Indices, head: Indices, cost: Numbers, capacity: Numbers) -> int:
        """Add edges that carry nothing yet, and give the number of the first."""
        first, more = self._count, len(tail)
        fresh = _edges(tail, head, cost, capacity)
        if first + more > len(self._room.tail):
            spare = max(more, len(self._room.tail) // 2)
            self._room = Edges._make(np.resize(column, first + spare) for column in self._room)
        for column, values in zip(self._room, fresh, strict=True):
            np.asarray(column)[first : first + more] = values
        self._count = first + more
        return first

    def propose(self, tree_edges: Indices) -> None:
        """Start from these edges where they join nodes without a circle, the first ones first."""
        plant(self._room, self._tree, np.asarray(tree_edges, dtype=np.int32))
        self._is_planted = True
        self._mend()

    def change(self, supply: Numbers | None = None, capacity: Numbers | None = None) -> int:
        """Change supplies by node or capacities by edge, and mend the tree; give the cuts it took.

        The next ``solve`` goes on from there.
        """
        if supply is not None:
            self.supply[:] = supply
        if capacity is not None:
            room = self._room
            room.capacity[: self._count] = capacity
            endless = (room.state == UPPER) & np.isinf(room.capacity)
            room.state[endless], room.flow[endless] = LOWER, 0.0
        if not self._is_planted:
            return 0
        return self._mend()

    def solve(self) -> Certificate:
        """Find the cheapest flows from where the network stands.

        The certificate is the caller's to judge: artificial tonnes left mean that supplies cannot
        be met. Raises InternalError when a circle without a limit pays.
        """
        if not self._is_planted:
            self.propose(np.zeros(0, dtype=np.int32))
        price = self._dear or self._above_all_eur()
        while True:
            self._price_artificial(price)
            self._improve()
            if self._dear or price >= _DEAREST or not self._artificial_t() > 0:
                return self.certificate()
            price *= _DEARER

    def settle(self, most: Numbers, steps: Sequence[float]) -> None:
        """Bring flows and prices near the cheapest from where they are, and leave the tree.

        most: tonnes of each edge that nothing could ever exceed; steps: within how many euros per
        tonne, fewer and fewer. What is missing to the optimum the prices say. A later ``solve``
        would begin anew.
        """
        self._price_artificial(self._dear or self._above_all_eur())
        edges = self.edges._replace(capacity=np.minimum(self.edges.capacity, most))
        at = incidence(edges, len(self.prices))
        for near in steps:
            bring_near(edges, self.prices, self.supply, at, near, _SETTLED_T)
        self._is_planted = False

    def certificate(self) -> Certificate:
        """Count flows and prices again, without the tree."""
        artificial = np.zeros(self._count, dtype=bool)
        artificial[: len(self._artificial)] = self._artificial
        return certify(self.edges, self.supply, self.prices, artificial)

    def _price_artificial(self, eur_per_t: float) -> None:
        self._room.cost[: len(self._artificial)][self._artificial] = eur_per_t

    def _improve(self) -> None:
        """Pivot, and again from freshly counted prices, until those agree that nothing pays."""
        edges, tree = self._room, self._tree
        tolerance = _PAYS_EUR * max(1.0, float(np.abs(self.edges.cost).max(initial=0.0)) * 1e-6)
        while True:
            reprice_all(edges, tree)
            pivots = improve(edges, tree, self._count, tolerance, _MOST_PIVOTS)
            if pivots < 0:
                raise InternalError([problem("solver_failed", status=f"network {pivots}")])
            self.pivots += pivots
            if not pivots:
                break
        refresh_flows(edges, tree, self.supply, self._count)

    def _artificial_t(self) -> float:
        own = len(self._artificial)
        carried = self._room.flow[:own][self._artificial]
        return float(carried.sum()) if carried.sum() > self._noise_t else 0.0

    def _mend(self) -> int:
        return int(mend(self._room, self._tree, self.supply, self._count, self._noise_t))

    @property
    def _noise_t(self) -> float:
        """Tell how many tonnes the arithmetic itself may leave over."""
        return _NOISE * float(np.abs(self.supply).sum())

    def _above_all_eur(self) -> float:
        """Price artificial edges above most real ways; ``solve`` raises it while they carry."""
        real = self.edges.cost[len(self._artificial) :]
        natural = self._room.cost[: len(self._artificial)][~self._artificial]
        return 1.0 + 10.0 * float(max(real.max(initial=0.0), natural.max(initial=0.0)))


def _edges(tail: Indices, head: Indices, cost: Numbers, capacity: Numbers) -> Edges:
    """Make edges that carry nothing."""
    return Edges(
        np.array(tail, dtype=np.int32),
        np.array(head, dtype=np.int32),
        np.array(cost, dtype=np.float64),
        np.array(capacity, dtype=np.float64),
        np.zeros(len(tail)),
        np.full(len(tail), LOWER, dtype=np.int8),
    )
