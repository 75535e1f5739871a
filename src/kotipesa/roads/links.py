# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a road graph as it was read: nodes and the links between them."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Numbers, Texts


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
