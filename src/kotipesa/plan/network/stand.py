# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how a regional network stands, apart from its arcs, so that another can go on from there."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers, Small
from kotipesa.plan.network.simplex import IN_TREE, NONE, Edges


@dataclass(frozen=True, eq=False, slots=True)
class StandingEdges:
    """What the standing edges were told and how they stand, by plant, rising."""

    plant: Indices
    cost: Numbers
    capacity: Numbers
    state: Small


@dataclass(frozen=True, eq=False, slots=True)
class PlantNodes:
    """What nodes of plants are supplied with, their own edges in the tree, what a tonne is worth.

    plant: rising.
    """

    plant: Indices
    supply: Numbers
    own: Small
    price: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Stand:
    """How a network stands.

    lot: of each lot, as ``own`` of a plant's nodes: 0 where its drain is in the tree, 1 where its
    spring is, NONE where neither.
    """

    lot: Small
    nodes: PlantNodes
    edges: StandingEdges


def own_edges(edges: Edges, nodes: int) -> Small:
    """Tell which of its own two edges, if any, each node has in the tree."""
    in_tree = edges.state[: 2 * nodes].reshape(-1, 2) == IN_TREE
    own = np.where(in_tree[:, 1], 1, np.where(in_tree[:, 0], 0, NONE))
    return own.astype(np.int8)
