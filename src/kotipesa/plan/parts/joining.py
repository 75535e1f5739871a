# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join where the networks of parts ended to where the network of all of them begins.

Parts share no lot, plant or edge, so their trees together, each hanging from the outside world, are
a tree of the whole, and their moves together a plan of it; only what goes from part to part is
missing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from kotipesa.arrays import Indices, stack, take
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.network.simplex import NONE
from kotipesa.plan.network.stand import PlantNodes, Stand, StandingEdges
from kotipesa.plan.parts.part import Part
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.solve.basis import free_arcs
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.start import TreeStart

TableT = TypeVar("TableT", PlantNodes, StandingEdges)


def end_of(regional: RegionalNetwork, arcs: Arcs) -> TreeStart:
    """Read off a network where it ended; arcs: those that matter."""
    return TreeStart(regional.duals(), arcs, free_arcs(regional, arcs), regional.stand())


def start_of_parts(whole: Part, parts: Sequence[Part], ends: Sequence[TreeStart]) -> TreeStart:
    """Write where the networks of parts ended in the numbers of the whole, which holds them all."""
    problem = whole.problem
    duals, lot = about_to_stay(problem), np.full(problem.lot_count, NONE, dtype=np.int8)
    arcs, nodes, edges = [], [], []
    for part, end in zip(parts, ends, strict=True):
        haves, needs, plants = (
            np.searchsorted(rows, some).astype(np.int32)
            for rows, some in (
                (whole.haves, part.haves),
                (whole.needs, part.needs),
                (whole.plants, part.plants),
            )
        )
        lots = np.concatenate([haves, needs + len(problem.haves)])
        lot[lots] = end.stand.lot
        arcs.append(_renumbered(end.arcs, np.append(lots, plants + problem.lot_count)))
        nodes.append(_of_plants(end.stand.nodes, plants))
        edges.append(_of_plants(end.stand.edges, plants))
        _set_prices(duals, end.duals, haves, needs, plants)
    stand = Stand(lot, _by_plant(nodes), _by_plant(edges))
    return TreeStart(duals, joined(arcs), np.concatenate([end.arc for end in ends]), stand)


def _of_plants(table: TableT, plants: Indices) -> TableT:
    return replace(table, plant=plants[table.plant])


def _by_plant(tables: list[TableT]) -> TableT:
    """Put tables under each other in the order of their plants."""
    whole = stack(tables)
    return take(whole, np.argsort(whole.plant, kind="stable"))


def _renumbered(arcs: Arcs, node: Indices) -> Arcs:
    return replace(arcs, tail=node[arcs.tail], head=node[arcs.head])


def _set_prices(to: Duals, of: Duals, haves: Indices, needs: Indices, plants: Indices) -> None:
    to.have[haves], to.need[needs] = of.have, of.need
    to.month[plants], to.total[plants] = of.month, of.total
    to.stock_cap[plants] = of.stock_cap
