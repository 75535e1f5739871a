# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share the moves of a plan out among boxes of places, each a problem of its own.

Every move is of one box: that of the plant it touches, else that of the lot it leaves. A box has
the lots of its moves, with as many tonnes as these carry, and what its own lots keep or lack. So
boxes may be planned one apart from the other, and together they are a plan of the whole. Moves from
plant to plant are kept where both are of one box; so those that trade most are put into one.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.parts.part import Part, cut
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem

_MOST_TOGETHER = 24  # plants that trade with each other in one box
_CRUMB_T = 1e-7  # tonnes that are left out


@dataclass(frozen=True, eq=False, slots=True)
class Boxes:
    """Which lots, with how many tonnes, and which plants are in which box; sorted by box."""

    count: int
    lot_box: Indices
    lot: Indices
    lot_t: Numbers
    plant_box: Indices
    plant: Indices

    def cut_out(self, whole: Problem, box: int) -> Part:
        """Cut a box out of the whole."""
        rows = slice(*np.searchsorted(self.lot_box, (box, box + 1)))
        lot, count = self.lot[rows], len(whole.haves)
        plants = self.plant[slice(*np.searchsorted(self.plant_box, (box, box + 1)))]
        sites = np.zeros(len(whole.haul.site), dtype=bool)
        sites[whole.node_site[lot]] = True
        sites[whole.plants.site[plants]] = True
        return cut(
            whole, lot[lot < count], lot[lot >= count] - count, plants, sites, self.lot_t[rows]
        )


def shared_out(problem: Problem, arcs: Arcs, tonnes: Numbers, box_of_site: Indices) -> Boxes:
    """Share the moves of a plan, and what stays unmet, out among the boxes of sites."""
    lots = problem.lot_count
    own = box_of_site[problem.node_site[:lots]]
    plant_box = _plant_boxes(problem, arcs, tonnes, box_of_site)
    every = np.concatenate([own, plant_box])
    box = every[np.where(arcs.head >= lots, arcs.head, arcs.tail)]
    ends = [(node[node < lots], node < lots) for node in (arcs.tail, arcs.head)]
    lot = np.concatenate([node for node, _ in ends])
    lot_t = np.concatenate([tonnes[mine] for _, mine in ends])
    unmet = np.maximum(problem.lot_tonnes - np.bincount(lot, lot_t, lots), 0.0)
    keys = np.concatenate([*(box[mine] for _, mine in ends), own]).astype(np.int64) * lots
    keys += np.concatenate([lot, np.arange(lots)])
    pairs, place = np.unique(keys, return_inverse=True)
    total = np.zeros(len(pairs))
    np.add.at(total, place, np.concatenate([lot_t, unmet]))
    real = total > _CRUMB_T
    by_box = np.argsort(plant_box, kind="stable")
    count = int(box_of_site.max(initial=0)) + 1
    return Boxes(
        count, pairs[real] // lots, pairs[real] % lots, total[real], plant_box[by_box], by_box
    )


def _plant_boxes(problem: Problem, arcs: Arcs, tonnes: Numbers, box_of_site: Indices) -> Indices:
    """Find the box of each plant: of plants that trade with each other, that of the first."""
    plants, lots = len(problem.plants), problem.lot_count
    trades = (arcs.tail >= lots) & (arcs.head >= lots)
    keys = (arcs.tail[trades].astype(np.int64) - lots) * plants + arcs.head[trades] - lots
    pairs, place = np.unique(keys, return_inverse=True)
    most_first = np.argsort(-np.bincount(place, tonnes[trades], len(pairs)), kind="stable")
    group = [[plant] for plant in range(plants)]
    for tail, head in zip(*np.divmod(pairs[most_first], plants), strict=True):
        mine, other = group[tail], group[head]
        if mine is not other and len(mine) + len(other) <= _MOST_TOGETHER:
            mine += other
            for plant in other:
                group[plant] = mine
    first = np.array([min(together) for together in group], dtype=np.int64)
    return box_of_site[problem.plants.site[first]]


def in_whole(whole: Problem, part: Part, arcs: Arcs) -> Arcs:
    """Write the arcs of a part in the numbers of the whole."""
    nodes = part.haves, part.needs + len(whole.haves), part.plants + whole.lot_count
    node = np.concatenate(nodes).astype(np.int32)
    return replace(arcs, tail=node[arcs.tail], head=node[arcs.head])
