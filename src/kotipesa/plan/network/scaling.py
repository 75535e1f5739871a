# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring the flows and prices of a network near the cheapest, without a tree: cost scaling.

They are *near* within so many euros per tonne when no edge that could carry more, or less, pays
more than that. A node with more than leaves it pushes the rest along edges that pay; where none
does, it lowers its price until one does. Then nodes that lack something fetch it likewise, raising
theirs. No step moves the prices of a whole subtree as a pivot does, so the time grows with the
edges alone. See Goldberg and Tarjan, Finding minimum-cost circulations by successive approximation,
Mathematics of Operations Research 15 (1990) 430-466.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.kernels import kernel
from kotipesa.plan.network.simplex import Edges


class Incidence(NamedTuple):
    """The edges at each node, from start to start of the next; ~edge where the node is its head."""

    start: NDArray[np.int64]
    edge: Indices


class Line(NamedTuple):
    """Nodes that wait for their turn, in a ring; place: where the next one stands and how many."""

    node: Indices
    waits: Flags
    place: NDArray[np.int64]


@kernel
def incidence(edges: Edges, nodes: int) -> Incidence:
    """List the edges at each node."""
    start = np.zeros(nodes + 1, dtype=np.int64)
    for ends in (edges.tail, edges.head):
        for node in ends:
            start[node + 1] += 1
    start = np.cumsum(start)
    place, edge = start[:-1].copy(), np.empty(start[-1], dtype=np.int32)
    for e in range(len(edges.tail)):
        tail, head = edges.tail[e], edges.head[e]
        edge[place[tail]] = e
        place[tail] += 1
        edge[place[head]] = ~e
        place[head] += 1
    return Incidence(start, edge)


@kernel
def bring_near(
    edges: Edges, price: Numbers, supply: Numbers, at: Incidence, near: float, noise: float
) -> None:
    """Make flows and prices near within so many euros per tonne.

    All capacities are finite; the last node is the root, which takes and gives what it must at
    price 0; noise: tonnes that need not go on.
    """
    excess = np.zeros(len(price))
    excess[:-1] = supply
    for e in range(len(edges.tail)):
        tail, head = edges.tail[e], edges.head[e]
        pays = edges.cost[e] + price[tail] - price[head]
        if pays < -near or edges.flow[e] > edges.capacity[e]:
            edges.flow[e] = edges.capacity[e]
        elif pays > near:
            edges.flow[e] = 0.0
        excess[tail] -= edges.flow[e]
        excess[head] += edges.flow[e]
    for sign in (1.0, -1.0):
        _send_on(edges, price, at, excess, sign, near, noise)


@kernel
def _send_on(
    edges: Edges,
    price: Numbers,
    at: Incidence,
    excess: Numbers,
    sign: float,
    near: float,
    noise: float,
) -> None:
    """Push what nodes have too much of (sign 1), or fetch what they lack (-1), till none does."""
    nodes = len(price)
    line = Line(
        np.empty(nodes, dtype=np.int32), np.zeros(nodes, dtype=np.bool_), np.zeros(2, np.int64)
    )
    for node in range(nodes - 1):
        if sign * excess[node] > noise:
            _stand_in_line(line, node)
    while line.place[1] > 0:
        node = line.node[line.place[0]]
        line.place[0] = (line.place[0] + 1) % nodes
        line.place[1] -= 1
        line.waits[node] = False
        while True:
            least = _push(edges, price, at, excess, sign, noise, node, line)
            if sign * excess[node] <= noise:
                break
            price[node] -= sign * (least + near)


@kernel
def _stand_in_line(line: Line, node: int) -> None:
    """Let a node wait for its turn."""
    line.node[(line.place[0] + line.place[1]) % len(line.node)] = node
    line.place[1] += 1
    line.waits[node] = True


@kernel
def _push(
    edges: Edges,
    price: Numbers,
    at: Incidence,
    excess: Numbers,
    sign: float,
    noise: float,
    node: int,
    line: Line,
) -> float:
    """Push along the edges of a node that pay; give what the least of the others costs too much."""
    least, root = np.inf, len(price) - 1
    for place in range(at.start[node], at.start[node + 1]):
        edge = at.edge[place]
        leaves = edge >= 0
        if not leaves:
            edge = ~edge
        other = edges.head[edge] if leaves else edges.tail[edge]
        grows = leaves == (sign > 0)
        room = edges.capacity[edge] - edges.flow[edge] if grows else edges.flow[edge]
        if room <= noise:
            continue
        pays = edges.cost[edge] + price[edges.tail[edge]] - price[edges.head[edge]]
        if not grows:
            pays = -pays
        if pays >= 0.0:
            least = min(least, pays)
            continue
        tonnes = min(room, sign * excess[node])
        edges.flow[edge] += tonnes if grows else -tonnes
        excess[node] -= sign * tonnes
        excess[other] += sign * tonnes
        if other != root and not line.waits[other] and sign * excess[other] > noise:
            _stand_in_line(line, other)
        if sign * excess[node] <= noise:
            break
    return least
