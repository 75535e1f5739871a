# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent a road graph: main roads between the centres, lesser ones through every place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from kotipesa.arrays import Numbers, texts
from kotipesa.geo import ETRS_TM35FIN
from kotipesa.testing.draft import Row
from kotipesa.testing.imagined.columns import column_rows, numbered
from kotipesa.testing.imagined.places import Centres, Places

Pairs = NDArray[np.int64]

_STEP_M = 1_500.0
_VILLAGES = 400
_VILLAGE_SPREAD_M = 5_000.0
_BEND_LOW, _BEND_HIGH = 1.04, 1.32
_LONGEST_M = 7_000.0


@dataclass(frozen=True, eq=False, slots=True)
class InventedRoads:
    """Nodes in EPSG:3067, and two-way links between rows of nodes."""

    x_m: Numbers
    y_m: Numbers
    links: Pairs
    metres: Numbers


def invent_roads(rng: np.random.Generator, towns: Centres, places: Places) -> InventedRoads:
    """Join centres, places and villages by a Gabriel graph; each link bends a little."""
    hubs = np.column_stack([towns.x_m, towns.y_m])
    homes = np.column_stack([places.x_m, places.y_m])
    near = hubs[rng.integers(len(hubs), size=_VILLAGES)]
    villages = near + rng.normal(0.0, _VILLAGE_SPREAD_M, size=near.shape)
    points = np.vstack([hubs, homes, villages, _along(rng, hubs, gabriel_links(hubs))])
    points = np.unique(np.round(points), axis=0)
    links = _without_long_ones(points, gabriel_links(points))
    bend = rng.uniform(_BEND_LOW, _BEND_HIGH, size=len(links))
    metres = np.ceil(_lengths(points, links) * bend)
    return InventedRoads(points[:, 0], points[:, 1], links, metres)


def node_rows(roads: InventedRoads) -> list[Row]:
    """Write the nodes."""
    size = len(roads.x_m)
    crs = texts([ETRS_TM35FIN] * size)
    return column_rows(id=numbered("n", size), x=roads.x_m, y=roads.y_m, crs=crs)


def link_rows(roads: InventedRoads) -> list[Row]:
    """Write the links between the nodes."""
    ids = numbered("n", len(roads.x_m))
    start, end = roads.links.T
    return column_rows(from_node=ids[start], to_node=ids[end], metres=roads.metres)


def gabriel_links(points: Numbers) -> Pairs:
    """Link two points when no third lies in the circle whose diameter they are.

    The graph is connected, for it holds the minimum spanning tree (Gabriel and Sokal 1969).
    """
    triangles = Delaunay(points).simplices
    sides = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    links = np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)
    middle = points[links].mean(axis=1)
    nearest = np.asarray(cKDTree(points).query(middle)[0])
    return links[nearest >= _lengths(points, links) / 2 * (1 - 1e-9)]


def _along(rng: np.random.Generator, hubs: Numbers, links: Pairs) -> Numbers:
    """Put nodes on the way between linked centres, a step apart and a little off the line."""
    count = (_lengths(hubs, links) // _STEP_M).astype(np.int64)
    link = np.repeat(np.arange(len(links)), count)
    place = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    part = ((place + 1) / (count[link] + 1))[:, None]
    start, end = hubs[links[link, 0]], hubs[links[link, 1]]
    return np.asarray(start + part * (end - start) + rng.normal(0.0, _STEP_M / 8, start.shape))


def _without_long_ones(points: Numbers, links: Pairs) -> Pairs:
    """Leave out long links, which would cross bays, unless the graph hangs on them."""
    metres = _lengths(points, links)
    size = len(points)
    tree = minimum_spanning_tree(coo_array((metres, (links[:, 0], links[:, 1])), (size, size)))
    rows, columns = tree.nonzero()
    needed = np.isin(links @ [size, 1], rows * size + columns)
    return links[needed | (metres <= _LONGEST_M)]


def _lengths(points: Numbers, links: Pairs) -> Numbers:
    """Measure links as the crow flies, in metres."""
    return np.asarray(np.hypot(*(points[links[:, 0]] - points[links[:, 1]]).T))
