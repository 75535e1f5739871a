# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Improve a spanning tree of a network, edge by edge, until no edge pays: the network simplex.

The laws of a state, which every function here keeps (tests/engine/test_plan_network.py):

- Tree edges join all nodes; their flows follow from supplies and the other edges' flows. An edge
  outside the tree carries nothing (LOWER) or all it can (UPPER).
- The price of a node is that of its parent, less or plus the cost of the edge between, so that no
  tree edge pays; the root's price is 0.
- From each node some tonne more could go to the root along the tree (the tree is *strongly
  feasible*). With the choice of the leaving edge below, no tree comes twice, however degenerate.

The tree hangs from its root by parents; children of a node are a ring-free doubly linked list.
See Cunningham, A network simplex method, Mathematical Programming 11 (1976) 105-116.
"""

from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Indices, Numbers, Small
from kotipesa.plan.kernels import kernel

LOWER, IN_TREE, UPPER = 1, 0, -1
"""What an edge is: carrying nothing, in the tree, carrying all it can."""

UNBOUNDED, TOO_LONG = -1, -2
NONE = -1


class Edges(NamedTuple):
    """Edges in columns; cost in euros per tonne, capacity (inf: none) and flow in tonnes."""

    tail: Indices
    head: Indices
    cost: Numbers
    capacity: Numbers
    flow: Numbers
    state: Small


class Tree(NamedTuple):
    """A spanning tree by node; the root is the last node.

    edge: that to the parent; upward: 1 when it points to the parent, -1 when from it;
    child: the first of the children, before, after: the brothers, NONE where there is none;
    size: nodes of the subtree; price: euros per tonne at the node.
    """

    parent: Indices
    edge: Indices
    upward: Small
    child: Indices
    before: Indices
    after: Indices
    size: Indices
    price: Numbers


@kernel
def improve(edges: Edges, tree: Tree, count: int, tolerance: float, most: int) -> int:
    """Pivot until none of the first ``count`` edges pays more than the tolerance.

    Gives the number of pivots; UNBOUNDED when a free circle pays; TOO_LONG after ``most`` pivots.
    """
    path = np.empty(len(tree.parent), dtype=np.int32)
    block = max(64, int(np.sqrt(count)))
    start, pivots = 0, 0
    while pivots <= most:
        entering, start = _most_paying(edges, tree.price, count, start, block, tolerance)
        if entering == NONE:
            return pivots
        pivots += 1
        if edges.state[entering] == LOWER:
            first, second = edges.tail[entering], edges.head[entering]
        else:
            first, second = edges.head[entering], edges.tail[entering]
        join = _meeting(tree, first, second)
        tonnes, cut, on_first = _bottleneck(edges, tree, first, second, join, entering)
        if tonnes == np.inf:
            return UNBOUNDED
        _send(edges, tree, first, second, join, entering, tonnes)
        if cut == NONE:
            edges.state[entering] = -edges.state[entering]
            continue
        _leave(edges, tree, cut, on_first)
        edges.state[entering] = IN_TREE
        if on_first:
            _rehang(edges, tree, first, second, cut, join, entering, path)
        else:
            _rehang(edges, tree, second, first, cut, join, entering, path)
    return TOO_LONG


@kernel
def _most_paying(
    edges: Edges, price: Numbers, count: int, start: int, block: int, tolerance: float
) -> tuple[int, int]:
    """Find the edge that pays most in the first block where one does, going round from start."""
    worst, found = -tolerance, NONE
    edge, left = start, block
    for _ in range(count):
        pays = edges.state[edge] * (
            edges.cost[edge] + price[edges.tail[edge]] - price[edges.head[edge]]
        )
        if pays < worst:
            worst, found = pays, edge
        edge += 1
        if edge == count:
            edge = 0
        left -= 1
        if left == 0:
            if found != NONE:
                break
            left = block
    return found, edge


@kernel
def _meeting(tree: Tree, first: int, second: int) -> int:
    """Find where the ways of two nodes to the root meet; the one with fewer below goes on."""
    while first != second:
        if tree.size[first] < tree.size[second]:
            first = tree.parent[first]
        else:
            second = tree.parent[second]
    return first


@kernel
def _bottleneck(
    edges: Edges, tree: Tree, first: int, second: int, join: int, entering: int
) -> tuple[float, int, bool]:
    """Find how much can go round the circle, and which node's edge to its parent stops it.

    The flow goes down from the join to ``first``, over the entering edge, and up from ``second``.
    Of equals the last one in this direction is taken, which keeps the tree strongly feasible.
    """
    tonnes, cut, on_first = edges.capacity[entering], NONE, False
    node = first
    while node != join:
        room = _room(edges, tree.edge[node], tree.upward[node] < 0)
        if room < tonnes:
            tonnes, cut, on_first = room, node, True
        node = tree.parent[node]
    node = second
    while node != join:
        room = _room(edges, tree.edge[node], tree.upward[node] > 0)
        if room <= tonnes:
            tonnes, cut, on_first = room, node, False
        node = tree.parent[node]
    return max(tonnes, 0.0), cut, on_first


@kernel
def _room(edges: Edges, edge: int, along: bool) -> float:
    """Tell how many tonnes more can go along an edge, or against it."""
    room: float = edges.flow[edge]
    if along:
        room = edges.capacity[edge] - room
    return room


@kernel
def _send(
    edges: Edges, tree: Tree, first: int, second: int, join: int, entering: int, tonnes: float
) -> None:
    """Send tonnes round the circle of the entering edge."""
    if tonnes == 0.0:
        return
    edges.flow[entering] += edges.state[entering] * tonnes
    node = first
    while node != join:
        edges.flow[tree.edge[node]] -= tree.upward[node] * tonnes
        node = tree.parent[node]
    node = second
    while node != join:
        edges.flow[tree.edge[node]] += tree.upward[node] * tonnes
        node = tree.parent[node]


@kernel
def _leave(edges: Edges, tree: Tree, cut: int, on_first: bool) -> None:
    """Take the edge that stopped the flow out of the tree, exactly at its bound."""
    edge = tree.edge[cut]
    is_along = (tree.upward[cut] < 0) == on_first
    if is_along:
        edges.flow[edge] = edges.capacity[edge]
        edges.state[edge] = UPPER
    else:
        edges.flow[edge] = 0.0
        edges.state[edge] = LOWER


@kernel
def _rehang(
    edges: Edges,
    tree: Tree,
    inner: int,
    outer: int,
    cut: int,
    join: int,
    entering: int,
    path: Indices,
) -> None:
    """Hang the part below ``cut`` by the entering edge, which joins its ``inner`` to ``outer``."""
    moved = tree.size[cut]
    _resize(tree, tree.parent[cut], join, -moved)
    _resize(tree, outer, join, moved)
    node, parent = inner, outer
    edge, upward = entering, 1 if edges.tail[entering] == inner else -1
    below = 0
    while True:
        old_parent, old_edge, old_upward = tree.parent[node], tree.edge[node], tree.upward[node]
        old_size = tree.size[node]
        _take_off(tree, node)
        _put_under(tree, node, parent)
        tree.edge[node], tree.upward[node] = edge, upward
        tree.size[node] = moved - below
        if node == cut:
            break
        below = old_size
        node, parent, edge, upward = old_parent, node, old_edge, -old_upward
    _reprice(edges, tree, inner, path)


@kernel
def _resize(tree: Tree, node: int, join: int, change: int) -> None:
    """Count nodes more or fewer below the nodes from here to the join, that one left out."""
    while node != join:
        tree.size[node] += change
        node = tree.parent[node]


@kernel
def _take_off(tree: Tree, node: int) -> None:
    """Take a node off the list of its parent's children."""
    before, after = tree.before[node], tree.after[node]
    if before == NONE:
        tree.child[tree.parent[node]] = after
    else:
        tree.after[before] = after
    if after != NONE:
        tree.before[after] = before


@kernel
def _put_under(tree: Tree, node: int, parent: int) -> None:
    """Make a node the first child of a parent."""
    eldest = tree.child[parent]
    tree.parent[node] = parent
    tree.before[node], tree.after[node] = NONE, eldest
    if eldest != NONE:
        tree.before[eldest] = node
    tree.child[parent] = node


@kernel
def _reprice(edges: Edges, tree: Tree, top: int, stack: Indices) -> None:
    """Shift the prices of a whole subtree, so that the edge above it does not pay."""
    edge = tree.edge[top]
    price = tree.price[tree.parent[top]] - tree.upward[top] * edges.cost[edge]
    shift = price - tree.price[top]
    stack[0] = top
    height = 1
    while height > 0:
        height -= 1
        node = stack[height]
        tree.price[node] += shift
        child = tree.child[node]
        while child != NONE:
            stack[height] = child
            height += 1
            child = tree.after[child]
