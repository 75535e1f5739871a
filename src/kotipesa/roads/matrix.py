# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure kilometres between sites, by road or by crow, and say of each pair which it was."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from kotipesa.arrays import Indices, Numbers, Small
from kotipesa.roads.graph import Graph, shortest_metres, snap

SAME_SITE, ROAD, CROW, UNREACHABLE = 0, 1, 2, 3
RULES = ("same_site", "road", "crow", "unreachable")


@dataclass(frozen=True, eq=False, slots=True)
class Matrix:
    """Kilometres from sites (rows) to sites (columns), inf where there is no way.

    rule: where each figure comes from, SAME_SITE, ROAD, CROW or UNREACHABLE.
    from_snap_m, to_snap_m: straight metres between each site and its road, 0 by crow.
    engine: what found the ways, 'cch' or 'dijkstra'; 'crow' for straight lines.
    """

    km: Numbers
    rule: Small
    from_snap_m: Numbers
    to_snap_m: Numbers
    engine: str


def kilometres(graph: Graph, x_m: Numbers, y_m: Numbers) -> Matrix:
    """Measure by road between every two of the sites, given in EPSG:3067 metres."""
    return kilometres_between(graph, x_m, y_m, _every(x_m), _every(x_m))


def kilometres_between(
    graph: Graph, x_m: Numbers, y_m: Numbers, from_rows: Indices, to_rows: Indices
) -> Matrix:
    """Measure by road from some rows of the sites to others.

    km = (shortest way between the nearest nodes + both snap lines) / 1000 (formats.md §2);
    a site to itself is 0, two sites at one node are their snap lines apart.
    """
    start = snap(graph, x_m[from_rows], y_m[from_rows])
    end = snap(graph, x_m[to_rows], y_m[to_rows])
    sources, source = np.unique(start.node, return_inverse=True)
    targets, target = np.unique(end.node, return_inverse=True)
    metres, engine = shortest_metres(graph, sources, targets)
    km = metres[source[:, None], target]
    km += start.metres[:, None]
    km += end.metres
    km /= 1000
    rule = _settle_own_sites(km, ROAD, from_rows, to_rows)
    return Matrix(km, rule, start.metres, end.metres, engine)


def crow_kilometres(x_m: Numbers, y_m: Numbers, detour: float) -> Matrix:
    """Estimate between every two sites by straight line, where there are no roads to ask."""
    return crow_kilometres_between(x_m, y_m, _every(x_m), _every(x_m), detour)


def crow_kilometres_between(
    x_m: Numbers, y_m: Numbers, from_rows: Indices, to_rows: Indices, detour: float
) -> Matrix:
    """Estimate from some rows of the sites to others.

    km = Euclid in EPSG:3067 × detour / 1000 (formats.md §2); a place nobody knows (nan) is
    unreachable.
    """
    places = np.column_stack([x_m, y_m])
    km = cdist(places[from_rows], places[to_rows])
    km *= detour / 1000
    km[np.isnan(km)] = np.inf
    rule = _settle_own_sites(km, CROW, from_rows, to_rows)
    return Matrix(km, rule, np.zeros(len(from_rows)), np.zeros(len(to_rows)), "crow")


def _settle_own_sites(km: Numbers, measured: int, from_rows: Indices, to_rows: Indices) -> Small:
    """Put 0 from a site to itself, in place, and tell the rule of every pair."""
    own = np.equal.outer(from_rows, to_rows)
    km[own] = 0.0
    rule = np.full(km.shape, measured, dtype=np.int8)
    rule[own] = SAME_SITE
    rule[np.isinf(km)] = UNREACHABLE
    return rule


def _every(x_m: Numbers) -> Indices:
    return np.arange(len(x_m), dtype=np.int32)
