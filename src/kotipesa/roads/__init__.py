# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure the way by road: graph, snapping, many-to-many kilometres, straight lines as fallback.

The reader of maps is loaded when it is first used, for it weighs more than all the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from kotipesa.roads.osm import read_osm

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
    "read_osm",
    "snap",
]


def __getattr__(name: str) -> Any:
    """Load the reader of maps; raises AttributeError for any other name."""
    if name != "read_osm":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return import_module(f"{__name__}.osm").read_osm
