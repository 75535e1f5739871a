# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a graph of road links; find nearest nodes, islands and shortest ways in it."""

import logging
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from kotipesa.arrays import Indices, Numbers
from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.roads.hierarchy import HAS_HIERARCHY, Hierarchy, customise, elimination_order
from kotipesa.roads.links import RoadLinks, check_links
from kotipesa.roads.order_file import fingerprint, kept_order

_log = logging.getLogger(__name__)
_SWEEPS_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class Graph:
    """A road graph ready to be asked: places of nodes in EPSG:3067, one arc a direction.

    Its indexes are built at the first question and stay; order_folder keeps the slow one on disk.
    """

    x_m: Numbers
    y_m: Numbers
    tail: Indices
    head: Indices
    metres: Numbers
    order_folder: Path | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Send only the columns to another process; the indexes are built anew there."""
        return Graph, tuple(getattr(self, f.name) for f in fields(self))

    @cached_property
    def places(self) -> cKDTree:
        """Index the nodes by place."""
        return cKDTree(np.column_stack([self.x_m, self.y_m]))

    @cached_property
    def arcs(self) -> csr_array:
        """Hold the arcs as a sparse matrix of metres, tails by heads."""
        nodes = len(self.x_m)
        return coo_array((self.metres, (self.tail, self.head)), shape=(nodes, nodes)).tocsr()

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Index the arcs for shortest ways."""
        topology = (self.x_m, self.y_m, self.tail, self.head)
        key, nodes = fingerprint(*topology), len(self.x_m)
        order = kept_order(self.order_folder, key, nodes, lambda: elimination_order(*topology))
        return customise(order, self.tail, self.head, self.metres)


@dataclass(frozen=True, eq=False, slots=True)
class Snap:
    """The nearest node of each place and the straight metres to it."""

    node: Indices
    metres: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Islands:
    """Sets of nodes that reach each other both ways; island 0 is the biggest.

    of_node: the island of each node; nodes: how many each island has, falling.
    """

    of_node: Indices
    nodes: Indices

    @property
    def outside(self) -> int:
        """Count the nodes that are not on the biggest island."""
        return int(self.nodes[1:].sum())

    @property
    def biggest_share(self) -> float:
        """Tell what share of the nodes the biggest island has, 0 … 1."""
        return float(self.nodes[0] / self.nodes.sum())


@lru_cache(maxsize=2)
def build(links: RoadLinks, order_folder: Path | None = None) -> Graph:
    """Make a graph: of parallel links the shortest stays, loops fall away.

    The same links give the same graph again, with the indexes it has built by then.
    order_folder keeps the elimination order between runs, see order_file.cache_folder.
    Raises InputError when check_links finds something.
    """
    problems = check_links(links)
    if problems:
        raise InputError(problems)
    back = ~links.is_one_way
    tail = np.concatenate([links.from_node, links.to_node[back]])
    head = np.concatenate([links.to_node, links.from_node[back]])
    metres = np.concatenate([links.metres, links.metres[back]])
    order = np.lexsort((metres, head, tail))
    tail, head, metres = tail[order], head[order], metres[order]
    shortest = np.ones(len(tail), dtype=bool)
    shortest[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    kept = shortest & (tail != head)
    return Graph(links.x_m, links.y_m, tail[kept], head[kept], metres[kept], order_folder)


def snap(graph: Graph, x_m: Numbers, y_m: Numbers) -> Snap:
    """Find the nearest node of each place (EPSG:3067), however far and on whatever island.

    A place nobody knows (nan) is infinitely far from any.
    """
    places = np.column_stack([x_m, y_m])
    is_known = np.isfinite(x_m) & np.isfinite(y_m)
    metres, node = graph.places.query(np.where(is_known[:, None], places, 0.0))
    return Snap(np.asarray(node, dtype=np.int32), np.where(is_known, metres, np.inf))


def islands(graph: Graph) -> Islands:
    """Find the strongly connected parts of the graph, biggest first."""
    _, part = connected_components(graph.arcs, directed=True, connection="strong")
    nodes = np.bincount(part)
    falling = np.argsort(-nodes, kind="stable")
    rank = np.empty_like(falling)
    rank[falling] = np.arange(len(falling))
    return Islands(rank[part].astype(np.int32), nodes[falling].astype(np.int32))


def tell_islands(graph: Graph, file: str) -> tuple[Problem, ...]:
    """Note how many nodes are outside the biggest island, if any; file: where they came from."""
    found = islands(graph)
    if not found.outside:
        return ()
    nodes = len(found.of_node)
    return (problem("roads_apart", Where(file), outside=found.outside, nodes=nodes),)


def shortest_metres(graph: Graph, sources: Indices, targets: Indices) -> tuple[Numbers, str]:
    """Measure from source nodes (rows) to target nodes (columns), and name what measured.

    inf: no way. 'cch' is right to 1 m, 'dijkstra', where the wheel of the first is missing, to the
    last bit; it takes several times longer.
    """
    if not (len(sources) and len(targets)):
        return np.empty((len(sources), len(targets))), ""
    if HAS_HIERARCHY:
        return graph.hierarchy.metres(sources, targets), "cch"
    _log.warning("routingkit_cch is missing: road distances come from the slower Dijkstra")
    return dijkstra_metres(graph, sources, targets), "dijkstra"


def dijkstra_metres(graph: Graph, sources: Indices, targets: Indices) -> Numbers:
    """Measure as shortest_metres does, by plain Dijkstra: the fallback and the oracle."""
    metres = np.empty((len(sources), len(targets)))
    for start in range(0, len(sources), _SWEEPS_AT_ONCE):
        some = slice(start, start + _SWEEPS_AT_ONCE)
        metres[some] = dijkstra(graph.arcs, indices=sources[some])[:, targets]
    return metres
