# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a road graph as it was read, tell what is wrong with it, write it as table rows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.errors import InputError, Problem, Where, problem

LONGEST_LINK_M = 1_000_000.0
"""No road link is longer: beyond it the figure is a slip, and whole centimetres could overflow."""


@dataclass(frozen=True, eq=False, slots=True)
class RoadLinks:
    """A road graph: nodes in EPSG:3067 and links between rows of nodes.

    A link goes both ways unless is_one_way; metres are those of the road, not of the crow.
    """

    node_id: Texts
    x_m: Numbers
    y_m: Numbers
    from_node: Indices
    to_node: Indices
    metres: Numbers
    is_one_way: Flags


def check_links(
    links: RoadLinks, links_file: str = "roads.csv", nodes_file: str = "nodes.csv"
) -> tuple[Problem, ...]:
    """List every problem of the links; rows are counted as in files with a header line."""
    if not len(links.node_id):
        return (problem("roads_empty", Where(nodes_file)),)
    placed = np.isfinite(links.x_m) & np.isfinite(links.y_m)
    low, high = np.sort([links.from_node, links.to_node], axis=0)
    known = (low >= 0) & (high < len(links.node_id))
    sound = (links.metres > 0) & (links.metres <= LONGEST_LINK_M)
    return (
        *(
            problem("road_node_place", Where(nodes_file, row=line), node=links.node_id[line - 2])
            for line in _lines_without(placed)
        ),
        *(problem("road_link_end", Where(links_file, row=line)) for line in _lines_without(known)),
        *(
            problem(
                "road_link_metres",
                Where(links_file, "", line, "metres", f"{links.metres[line - 2]:g}"),
            )
            for line in _lines_without(sound)
        ),
    )


def _lines_without(virtue: ArrayLike) -> list[int]:
    """List the rows that lack something, counted as a person does: the header is line 1."""
    return (np.flatnonzero(np.logical_not(virtue)) + 2).tolist()


def node_rows(links: RoadLinks) -> Iterator[dict[str, str]]:
    """Write the nodes as rows of nodes.csv, in EPSG:3067 to 0.1 m."""
    for node, x_m, y_m in zip(links.node_id, links.x_m, links.y_m, strict=True):
        yield {"id": node, "x": f"{x_m:.1f}", "y": f"{y_m:.1f}", "crs": "EPSG:3067"}


def link_rows(links: RoadLinks) -> Iterator[dict[str, str]]:
    """Write the links as rows of roads.csv, to 0.1 m.

    Raises InputError when a link is one-way: that file knows only two-way roads.
    """
    if links.is_one_way.any():
        raise InputError([problem("road_link_one_way", links=np.count_nonzero(links.is_one_way))])
    start, end = links.node_id[links.from_node], links.node_id[links.to_node]
    for from_node, to_node, metres in zip(start, end, links.metres, strict=True):
        yield {"from_node": from_node, "to_node": to_node, "metres": f"{metres:.1f}"}
