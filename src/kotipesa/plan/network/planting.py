# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plant a spanning tree from edges that somebody proposes, and mend it where its flows do not fit.

Every node has two edges of its own to the root, so a tree is always found: edge ``2 × node`` drains
the node into the root, edge ``2 × node + 1`` springs from the root.
"""

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.kernels import kernel
from kotipesa.plan.network.simplex import IN_TREE, LOWER, NONE, UPPER, Edges, Tree


def bare_tree(nodes: int) -> Tree:
    """Make room for a tree of so many nodes and the root."""
    size = nodes + 1
    return Tree(
        parent=np.full(size, NONE, dtype=np.int32),
        edge=np.full(size, NONE, dtype=np.int32),
        upward=np.zeros(size, dtype=np.int8),
        child=np.full(size, NONE, dtype=np.int32),
        before=np.full(size, NONE, dtype=np.int32),
        after=np.full(size, NONE, dtype=np.int32),
        size=np.ones(size, dtype=np.int32),
        price=np.zeros(size),
    )


@kernel
def plant(edges: Edges, tree: Tree, proposed: Indices) -> None:
    """Hang nodes by the proposed edges, the first ones first, and by their drains where none fits.

    Proposed edges that would close a circle are left at 0; so are all others that were in the tree.
    """
    root = len(tree.parent) - 1
    for node in range(root):
        if tree.edge[node] != NONE:
            edges.state[tree.edge[node]] = LOWER
            edges.flow[tree.edge[node]] = 0.0
    taken = _forest(edges, proposed, root + 1)
    start, neighbour = _adjacent(edges, taken, root + 1)
    seen = np.zeros(root + 1, dtype=np.bool_)
    queue = np.empty(root + 1, dtype=np.int32)
    _reach(edges, tree, root, start, neighbour, seen, queue)
    for node in range(root):
        if not seen[node]:
            tree.parent[node], tree.edge[node], tree.upward[node] = root, 2 * node, 1
            edges.state[2 * node] = IN_TREE
            _reach(edges, tree, node, start, neighbour, seen, queue)
    tree.parent[root], tree.edge[root] = NONE, NONE


@kernel
def _forest(edges: Edges, proposed: Indices, nodes: int) -> Indices:
    """Keep the edges that close no circle with those kept before."""
    leader = np.arange(nodes).astype(np.int32)
    taken = np.empty(len(proposed), dtype=np.int32)
    count = 0
    for edge in proposed:
        tail, head = _leader(leader, edges.tail[edge]), _leader(leader, edges.head[edge])
        if tail != head:
            leader[tail] = head
            taken[count] = edge
            count += 1
    return taken[:count]


@kernel
def _leader(leader: Indices, node: int) -> int:
    """Find the node that stands for all that are joined to this one."""
    while leader[node] != node:
        leader[node] = leader[leader[node]]
        node = leader[node]
    return node


@kernel
def _adjacent(edges: Edges, taken: Indices, nodes: int) -> tuple[Indices, Indices]:
    """List the edges at each node: those of a node stand from its start to the next one's."""
    start = np.zeros(nodes + 1, dtype=np.int32)
    for edge in taken:
        start[edges.tail[edge] + 1] += 1
        start[edges.head[edge] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
    place = start.copy()
    listed = np.empty(2 * len(taken), dtype=np.int32)
    for edge in taken:
        for node in (edges.tail[edge], edges.head[edge]):
            listed[place[node]] = edge
            place[node] += 1
    return start, listed


@kernel
def _reach(
    edges: Edges,
    tree: Tree,
    top: int,
    start: Indices,
    listed: Indices,
    seen: np.ndarray,
    queue: Indices,
) -> None:
    """Hang everything that kept edges join to a node below it."""
    seen[top] = True
    queue[0], first, last = top, 0, 1
    while first < last:
        node = queue[first]
        first += 1
        for place in range(start[node], start[node + 1]):
            edge = listed[place]
            is_tail = edges.tail[edge] == node
            other = edges.head[edge] if is_tail else edges.tail[edge]
            if not seen[other]:
                seen[other] = True
                tree.parent[other], tree.edge[other] = node, edge
                tree.upward[other] = -1 if is_tail else 1
                edges.state[edge], edges.flow[edge] = IN_TREE, 0.0
                queue[last] = other
                last += 1


@kernel
def mend(edges: Edges, tree: Tree, supply: Numbers, count: int, noise: float) -> int:
    """Give the tree edges the flows that supplies and other edges ask for; cut those that cannot.

    From the leaves to the root: a node whose edge would carry less than nothing or more than it
    can, or could let nothing more through to the root, hangs by its drain or spring instead.
    Gives how many were cut. supply: tonnes by node, below 0 for what is asked; noise: tonnes that
    are only rounding.
    """
    root = len(tree.parent) - 1
    excess = _left_by_full_edges(edges, supply, count)
    _link(tree)
    order = _downwards(tree)
    cuts = 0
    for place in range(root, 0, -1):
        node = order[place]
        parent = tree.parent[node]
        edge, upward = tree.edge[node], tree.upward[node]
        if abs(excess[node]) <= noise:
            excess[node] = 0.0
        flow = excess[node] * upward
        if _fits(edges, edge, upward, flow):
            edges.flow[edge] = flow
        else:
            cuts += 1
            flow = _cut(edges, tree, node, flow, excess[node])
        excess[parent] += flow * upward
    _link(tree)
    reprice_all(edges, tree)
    return cuts


@kernel
def _left_by_full_edges(edges: Edges, supply: Numbers, count: int) -> Numbers:
    """Fill the edges at their capacity, and give what then is left to the tree at each node."""
    root = len(supply)
    excess = np.zeros(root + 1)
    excess[:root] = supply
    for edge in range(count):
        if edges.state[edge] == UPPER:
            edges.flow[edge] = edges.capacity[edge]
            excess[edges.tail[edge]] -= edges.capacity[edge]
            excess[edges.head[edge]] += edges.capacity[edge]
    return excess


@kernel
def _fits(edges: Edges, edge: int, upward: int, flow: float) -> bool:
    """Tell whether an edge can carry a flow and let some more through to the root."""
    capacity: float = edges.capacity[edge]
    if upward > 0:
        return 0.0 <= flow < capacity
    return 0.0 < flow <= capacity


@kernel
def _cut(edges: Edges, tree: Tree, node: int, flow: float, excess: float) -> float:
    """Hang a node by its drain or spring, and give what its old edge still carries, at a bound."""
    edge, upward = tree.edge[node], tree.upward[node]
    kept = edges.capacity[edge] if flow >= edges.capacity[edge] else 0.0
    edges.flow[edge] = kept
    edges.state[edge] = UPPER if kept > 0.0 else LOWER
    left = excess - kept * upward
    spring = 1 if left < 0.0 else 0
    own = 2 * node + spring
    tree.parent[node] = len(tree.parent) - 1
    tree.edge[node], tree.upward[node] = own, 1 - 2 * spring
    edges.state[own], edges.flow[own] = IN_TREE, abs(left)
    return kept


@kernel
def _link(tree: Tree) -> None:
    """List the children of every node anew from the parents, and count what is below each."""
    root = len(tree.parent) - 1
    tree.child[:] = NONE
    tree.before[:] = NONE
    tree.after[:] = NONE
    tree.size[:] = 1
    for node in range(root - 1, -1, -1):
        parent = tree.parent[node]
        eldest = tree.child[parent]
        tree.after[node] = eldest
        if eldest != NONE:
            tree.before[eldest] = node
        tree.child[parent] = node
    order = _downwards(tree)
    for place in range(root, 0, -1):
        node = order[place]
        tree.size[tree.parent[node]] += tree.size[node]


@kernel
def _downwards(tree: Tree) -> Indices:
    """List the nodes so that every parent comes before its children, the root first."""
    root = len(tree.parent) - 1
    order = np.empty(root + 1, dtype=np.int32)
    order[0] = root
    listed = 1
    for place in range(root + 1):
        child = tree.child[order[place]]
        while child != NONE:
            order[listed] = child
            listed += 1
            child = tree.after[child]
    return order


@kernel
def reprice_all(edges: Edges, tree: Tree) -> None:
    """Work out the prices of all nodes from the root downwards, free of what pivots rounded."""
    order = _downwards(tree)
    tree.price[order[0]] = 0.0
    for place in range(1, len(order)):
        node = order[place]
        cost = edges.cost[tree.edge[node]]
        tree.price[node] = tree.price[tree.parent[node]] - tree.upward[node] * cost


@kernel
def refresh_flows(edges: Edges, tree: Tree, supply: Numbers, count: int) -> None:
    """Work out the flows of the tree anew, free of what pivots rounded, and keep them in bounds.

    What that cuts off is missing at a node: the certificate tells.
    """
    excess = _left_by_full_edges(edges, supply, count)
    order = _downwards(tree)
    for place in range(len(order) - 1, 0, -1):
        node = order[place]
        edge = tree.edge[node]
        flow = excess[node] * tree.upward[node]
        edges.flow[edge] = min(max(flow, 0.0), edges.capacity[edge])
        excess[tree.parent[node]] += excess[node]
