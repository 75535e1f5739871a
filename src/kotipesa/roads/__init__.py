# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure the way by road: graph, snapping, many-to-many kilometres, straight lines as fallback."""

from kotipesa.roads.graph import Graph, Islands, Snap, build, islands, snap
from kotipesa.roads.links import RoadLinks, check_links, link_rows, node_rows
from kotipesa.roads.matrix import (
    CROW,
    ROAD,
    RULES,
    SAME_SITE,
    UNREACHABLE,
    Matrix,
    crow_kilometres,
    crow_kilometres_between,
    kilometres,
    kilometres_between,
)
from kotipesa.roads.order_file import cache_folder

__all__ = [
    "CROW",
    "ROAD",
    "RULES",
    "SAME_SITE",
    "UNREACHABLE",
    "Graph",
    "Islands",
    "Matrix",
    "RoadLinks",
    "Snap",
    "build",
    "cache_folder",
    "check_links",
    "crow_kilometres",
    "crow_kilometres_between",
    "islands",
    "kilometres",
    "kilometres_between",
    "link_rows",
    "node_rows",
    "snap",
]
