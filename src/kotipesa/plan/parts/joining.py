# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join where the networks of parts ended to where the network of all of them begins.

Parts share no lot, plant or edge, so their trees together, each hanging from the outside world, are
a tree of the whole, and their moves together a plan of it; only what goes from part to part is
missing.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.parts.part import Part
from kotipesa.plan.problem.arcs import Arcs, joined, no_arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.basis import free_arcs, free_stocks
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.start import TreeStart


def end_of(regional: RegionalNetwork, arcs: Arcs) -> TreeStart:
    """Read off a network where it ended; arcs: those that matter."""
    problem = regional.problem
    size = (len(problem.plants), len(problem.grades), problem.months)
    plant, grade = np.divmod(np.arange(size[0] * size[1]), max(1, size[1]))
    stock = free_stocks(regional, plant, grade).reshape(size)
    return TreeStart(regional.duals(), arcs, free_arcs(regional, arcs), stock)


def start_of_parts(whole: Part, parts: Sequence[Part], ends: Sequence[TreeStart]) -> TreeStart:
    """Write where the networks of parts ended in the numbers of the whole, which holds them all."""
    problem = whole.problem
    start = _nothing_yet(problem)
    arcs, free = [start.arcs], [start.arc]
    for part, end in zip(parts, ends, strict=True):
        haves, needs, plants = (
            np.searchsorted(rows, some)
            for rows, some in (
                (whole.haves, part.haves),
                (whole.needs, part.needs),
                (whole.plants, part.plants),
            )
        )
        node = [haves, needs + len(problem.haves), plants + problem.lot_count]
        arcs.append(_renumbered(end.arcs, np.concatenate(node).astype(np.int32)))
        free.append(end.arc)
        start.stock[plants] = end.stock
        _set_prices(start.duals, end.duals, haves, needs, plants)
    return replace(start, arcs=joined(arcs), arc=np.concatenate(free))


def _nothing_yet(problem: Problem) -> TreeStart:
    """Begin without arcs and stocks, at the prices of lots about to stay."""
    stock = np.zeros((len(problem.plants), len(problem.grades), problem.months), dtype=bool)
    return TreeStart(about_to_stay(problem), no_arcs(), np.zeros(0, dtype=bool), stock)


def _renumbered(arcs: Arcs, node: Indices) -> Arcs:
    return replace(arcs, tail=node[arcs.tail], head=node[arcs.head])


def _set_prices(to: Duals, of: Duals, haves: Indices, needs: Indices, plants: Indices) -> None:
    to.have[haves], to.need[needs] = of.have, of.need
    to.month[plants], to.total[plants] = of.month, of.total
    to.stock_cap[plants] = of.stock_cap
