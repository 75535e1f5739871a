# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make one table of what was hauled: every load once, whole or in parts, with its move if any."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Indices, Numbers
from kotipesa.monitor.ends import NOTHING, Ends, Nodes
from kotipesa.monitor.matching import Legs, Parts
from kotipesa.sources.loads import Loads

GRAMS_PER_T = 1_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Hauls:
    """Parts of loads, by load and move; move: NOTHING for a load that fits none.

    start, end: rows of nodes, NOTHING where only the site is known; start_site, end_site: rows of
    sites; material: row of materials, NOTHING when nobody told.
    """

    load: Indices
    move: Indices
    grams: NDArray[np.int64]
    month: Indices
    start: Indices
    end: Indices
    start_site: Indices
    end_site: Indices
    material: Indices

    @property
    def tonnes(self) -> Numbers:
        """Give the tonnes of each part."""
        tonnes: Numbers = self.grams / GRAMS_PER_T
        return tonnes


def grams_of(tonnes: Numbers) -> NDArray[np.int64]:
    """Give whole grams."""
    return np.rint(tonnes * GRAMS_PER_T).astype(np.int64)


def hauls_of(loads: Loads, given: Legs, moves: Legs, parts: Parts, nodes: Nodes) -> Hauls:
    """Put the matched parts and the loads that fit nothing into one table.

    A part takes the ends of its move. A load without a move keeps its own: a site stands for its
    lot or facility when it has only one.
    """
    alone = np.setdiff1d(np.arange(len(loads)), parts.load)
    load = np.concatenate([parts.load, alone])
    move = np.concatenate([parts.move, np.full(len(alone), NOTHING)])
    planned = move != NOTHING

    def along(of_load: Indices, of_move: Indices) -> Indices:
        taken: Indices = np.where(planned, np.append(of_move, NOTHING)[move], of_load[load])
        return taken

    own_start, own_end = (_only_node(ends, nodes) for ends in (given.start, given.end))
    told = given.material[load]
    return Hauls(
        load=load,
        move=move,
        grams=np.concatenate([parts.grams, given.grams[alone]]),
        month=loads.month[load],
        start=along(own_start, moves.start.node),
        end=along(own_end, moves.end.node),
        start_site=along(given.start.site, moves.start.site),
        end_site=along(given.end.site, moves.end.site),
        material=np.where(told == NOTHING, along(told, moves.material), told),
    )


def _only_node(ends: Ends, nodes: Nodes) -> Indices:
    """Give the node of each end; a site with one lot or facility means that."""
    size = int(nodes.site.max(initial=-1)) + 1
    count = np.bincount(nodes.site, minlength=size)
    only = np.full(size + 1, NOTHING)
    single = np.flatnonzero(count[nodes.site] == 1)
    only[nodes.site[single]] = single
    at_site = only[np.minimum(ends.site, size)]
    node: Indices = np.where(ends.node == NOTHING, at_site, ends.node)
    return node
