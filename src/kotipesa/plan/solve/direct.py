# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List all arcs that end a haul at once: lot to lot, lot to outlet, source to lot."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.problem.arcs import Arcs, arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import is_accepted, is_in_time, is_reachable
from kotipesa.plan.solve.windows import Windows, windows

_TILE = 4_000_000  # pairs looked at together, for memory


def every_direct_arc(problem: Problem) -> Arcs:
    """List them, outlets and sources once for each month that both ends allow."""
    signature = np.unique(problem.accepts.group_takes.T, axis=0, return_inverse=True)[1]
    found = [
        _between_lots(problem, rows, np.flatnonzero(mask[problem.needs.kind]))
        for rows, mask in _tiles(problem, signature.reshape(-1).astype(np.int32))
    ]
    pairs = windows(problem.haves)
    found += [_to_outlet(problem, pairs, outlet) for outlet in problem.outlets.tolist()]
    pairs = windows(problem.needs)
    found += [_from_source(problem, pairs, source) for source in problem.sources.tolist()]
    return joined(found)


def _tiles(problem: Problem, signature: Indices) -> Iterator[tuple[Indices, Flags]]:
    """Walk over have lots in groups that the same needs accept, in pieces of bounded size.

    signature: by grade, as in Terrain. Yields rows of haves and a mask of the acceptance groups
    that take them.
    """
    signature = signature[problem.haves.kind]
    usable = ~problem.haves.only_outlets
    piece = max(1, _TILE // max(1, len(problem.needs)))
    for number in np.unique(signature[usable]):
        rows = np.flatnonzero(usable & (signature == number)).astype(np.int32)
        mask = problem.accepts.group_takes[:, problem.haves.kind[rows[0]]]
        for start in range(0, len(rows), piece):
            yield rows[start : start + piece], mask


def _between_lots(problem: Problem, rows: np.ndarray, takers: np.ndarray) -> Arcs:
    haves, needs = problem.haves, problem.needs
    meet = haves.first[rows][:, None] <= needs.last[takers]
    meet &= needs.first[takers] <= haves.last[rows][:, None]
    meet &= np.isfinite(problem.haul.price_of(*np.ix_(haves.site[rows], needs.site[takers])))
    have, need = np.nonzero(meet)
    have, need = rows[have], takers[need]
    month = np.maximum(haves.first[have], needs.first[need])
    return arcs(have, len(haves) + need, haves.kind[have], month)


def _to_outlet(problem: Problem, pairs: Windows, outlet: int) -> Arcs:
    head = np.full(len(pairs.lot), problem.lot_count + outlet)
    return _allowed(problem, arcs(pairs.lot, head, problem.haves.kind[pairs.lot], pairs.month))


def _from_source(problem: Problem, pairs: Windows, source: int) -> Arcs:
    grade = problem.accepts.supplied_grade[source, problem.needs.kind[pairs.lot]]
    given = grade >= 0
    tail = np.full(int(given.sum()), problem.lot_count + source)
    head = len(problem.haves) + pairs.lot[given]
    return _allowed(problem, arcs(tail, head, grade[given], pairs.month[given]))


def _allowed(problem: Problem, some: Arcs) -> Arcs:
    for rule in (is_accepted, is_in_time, is_reachable):
        some = some.take(rule(problem, some))
    return some
