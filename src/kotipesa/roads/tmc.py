# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a road graph of Digitraffic's location table: points of roads, links, crossings.

The table links the points of each road along it, but not the roads with each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import cKDTree

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.errors import InputError, severity
from kotipesa.roads.graph import build, islands
from kotipesa.roads.links import RoadLinks, check_links
from kotipesa.sources import Batch, Column, read_batch, read_delimited

_NO_ROAD = "0"
_JUNCTION, _INTERMEDIATE_NODE = "1", "13"
_LEAST_M = 0.1


def _column(name: str, kind: str, is_required: bool = True) -> Column:
    return Column(
        table="tmc",
        name=name,
        type=kind,
        is_key=name == "lcd",
        is_required=is_required,
        default="",
        unit="",
        low=-np.inf,
        high=np.inf,
        list="",
        label={},
        help={},
    )


_POINTS = (
    *(_column(name, "id") for name in ("lcd", "type", "subtype", "road_lcd")),
    *(_column(name, "number") for name in ("etrs_tm35fin_e", "etrs_tm35fin_n")),
)
_EDGES = (
    *(_column(name, "id") for name in ("from_lcd", "to_lcd")),
    _column("road_address_m", "positive", is_required=False),
)


@dataclass(frozen=True, slots=True)
class TmcReport:
    """What was done to make one graph of the table.

    points: nodes of the graph; left_out: points of no road (car parks) or linked to nothing.
    by_address: links as long as their road addresses say; by_straight_line: links without an
    address; lifted: links whose address is shorter than the straight line, which stands instead.
    crossings: links made between points of different roads; bridges: links made from the last
    junction of a loose road; longest_bridge_m: straight metres of the longest of them.
    islands_before: parts of the graph without either; islands: parts with both;
    biggest_share: share of the nodes on the biggest part, 0 … 1.
    """

    points: int
    left_out: int
    by_address: int
    by_straight_line: int
    lifted: int
    crossings: int
    bridges: int
    longest_bridge_m: float
    islands_before: int
    islands: int
    biggest_share: float


@dataclass(frozen=True, eq=False, slots=True)
class TmcRoads:
    """A road graph of the table, node ids being location codes, and how it was made."""

    links: RoadLinks
    report: TmcReport


def read_tmc(
    points_csv: Path, edges_csv: Path, within_m: float = 60.0, bridge_m: float = 500.0
) -> TmcRoads:
    """Read points and edges and join them to one graph of two-way links.

    A link is as long as its road address says, but never shorter than the straight line.
    Roads cross where their points are nearer than within_m. Where the other road has no point near
    the crossing, a road ends at a junction and yet lies loose: the shortest straight lines from
    such junctions, up to bridge_m (0 for none), tie it to the rest.
    Raises InputError when a file, a cell or a link makes no sense.
    """
    points, edges = _read(points_csv, _POINTS), _read(edges_csv, _EDGES)
    on_road = points["road_lcd"] != _NO_ROAD
    along = _along_roads(points, edges, on_road)
    problems = check_links(along, edges_csv.name, points_csv.name)
    if problems:
        raise InputError(problems)
    is_junction = (points["type"] == _JUNCTION) & (points["subtype"] != _INTERMEDIATE_NODE)
    crossed = join_crossings(along, points["road_lcd"][on_road], within_m)
    bridged = bridge_gaps(crossed, is_junction[on_road] & (_links_at(along) <= 1), bridge_m)
    links = _linked_only(bridged)
    address_m = edges["road_address_m"]
    parts = islands(build(links))
    report = TmcReport(
        points=len(links.node_id),
        left_out=len(points) - len(links.node_id),
        by_address=int(np.isfinite(address_m).sum()),
        by_straight_line=int(np.isnan(address_m).sum()),
        lifted=int((address_m < along.metres).sum()),
        crossings=len(crossed.metres) - len(along.metres),
        bridges=len(bridged.metres) - len(crossed.metres),
        longest_bridge_m=float(bridged.metres[len(crossed.metres) :].max(initial=0.0)),
        islands_before=len(islands(build(along)).nodes),
        islands=len(parts.nodes),
        biggest_share=parts.biggest_share,
    )
    return TmcRoads(links, report)


def join_crossings(links: RoadLinks, road: Texts, within_m: float) -> RoadLinks:
    """Link the nodes of different roads that are nearer to each other than within_m."""
    near = _near_pairs(links, within_m)
    return _with_straight_links(links, near[road[near[:, 0]] != road[near[:, 1]]])


def bridge_gaps(links: RoadLinks, is_start: Flags, bridge_m: float) -> RoadLinks:
    """Tie islands together by the shortest straight links up to bridge_m.

    They begin at those start nodes that are not on the biggest island, and are a minimum spanning
    forest of the islands: none is more than is needed.
    """
    island = islands(build(links)).of_node
    near = _near_pairs(links, bridge_m)
    begins = (is_start & (island > 0))[near].any(axis=1)
    near = near[begins & (island[near[:, 0]] != island[near[:, 1]])]
    if not len(near):
        return links
    metres = _straight_m(links, near)
    near, metres = near[np.argsort(metres, kind="stable")], np.sort(metres)
    ends, first = np.unique(np.sort(island[near], axis=1), axis=0, return_index=True)
    size = int(island.max()) + 1
    gaps = coo_array((metres[first], (ends[:, 0], ends[:, 1])), shape=(size, size))
    in_forest = minimum_spanning_tree(gaps)[ends[:, 0], ends[:, 1]] > 0
    return _with_straight_links(links, near[first[in_forest]])


def _read(path: Path, columns: Sequence[Column]) -> Batch:
    raw, problems = read_delimited(path, path.stem, [column.name for column in columns])
    batch = read_batch(raw, columns) if raw else None
    problems = (*problems, *(batch.problems if batch else ()))
    wrong = [fault for fault in problems if severity(fault) == "error"]
    if wrong or batch is None:
        raise InputError(wrong)
    return batch


def _along_roads(points: Batch, edges: Batch, kept: Flags) -> RoadLinks:
    """Link the kept points along their roads; an end that is not kept becomes -1."""
    row = {code: place for place, code in enumerate(points["lcd"][kept])}
    ends = [[row.get(code, -1) for code in edges[end]] for end in ("from_lcd", "to_lcd")]
    pairs = np.array(ends, dtype=np.int32).T
    bare = RoadLinks(
        node_id=points["lcd"][kept],
        x_m=points["etrs_tm35fin_e"][kept],
        y_m=points["etrs_tm35fin_n"][kept],
        from_node=np.empty(0, np.int32),
        to_node=np.empty(0, np.int32),
        metres=np.empty(0),
        is_one_way=np.empty(0, np.bool_),
    )
    along = _with_straight_links(bare, pairs)
    return replace(along, metres=np.fmax(along.metres, edges["road_address_m"]))


def _near_pairs(links: RoadLinks, within_m: float) -> Indices:
    """Find the pairs of nodes nearer than within_m: two columns, the lower row first."""
    tree = cKDTree(np.column_stack([links.x_m, links.y_m]))
    return tree.query_pairs(within_m, output_type="ndarray").astype(np.int32)


def _straight_m(links: RoadLinks, pairs: Indices) -> Numbers:
    """Measure pairs of nodes straight; no two are nearer than the tables' last digit."""
    x_m, y_m = links.x_m[pairs], links.y_m[pairs]
    return np.maximum(np.hypot(x_m[:, 1] - x_m[:, 0], y_m[:, 1] - y_m[:, 0]), _LEAST_M)


def _with_straight_links(links: RoadLinks, pairs: Indices) -> RoadLinks:
    """Add two-way links that are as long as the straight line."""
    return replace(
        links,
        from_node=np.concatenate([links.from_node, pairs[:, 0]]),
        to_node=np.concatenate([links.to_node, pairs[:, 1]]),
        metres=np.concatenate([links.metres, _straight_m(links, pairs)]),
        is_one_way=np.concatenate([links.is_one_way, np.zeros(len(pairs), np.bool_)]),
    )


def _links_at(links: RoadLinks) -> Indices:
    """Count the links at each node."""
    ends = np.concatenate([links.from_node, links.to_node])
    return np.bincount(ends, minlength=len(links.node_id)).astype(np.int32)


def _linked_only(links: RoadLinks) -> RoadLinks:
    """Leave out the nodes that no link touches, lest a site snaps to one."""
    is_linked = _links_at(links) > 0
    new_row = (np.cumsum(is_linked) - 1).astype(np.int32)
    return replace(
        links,
        node_id=links.node_id[is_linked],
        x_m=links.x_m[is_linked],
        y_m=links.y_m[is_linked],
        from_node=new_row[links.from_node],
        to_node=new_row[links.to_node],
    )
