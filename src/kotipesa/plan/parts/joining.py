# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join where the solves of parts ended to where the solve of all of them begins.

Parts share no lot, plant, column or row, so their bases together are one of the whole, and their
moves together a plan of it; only what goes from part to part is missing.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.parts.part import Part
from kotipesa.plan.problem.arcs import Arcs, joined, no_arcs
from kotipesa.plan.problem.grades import QUALITIES
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.start import Start


def start_of_parts(whole: Part, parts: Sequence[Part], ends: Sequence[Start | None]) -> Start:
    """Write where the solves of parts ended in the numbers of the whole, which holds them all.

    A part without an end begins unmet.
    """
    problem = whole.problem
    start = _nothing_yet(problem)
    arcs, free = [start.arcs], [start.arc]
    for part, end in zip(parts, ends, strict=True):
        if end is None:
            continue
        haves, needs, plants = (
            np.searchsorted(rows, some)
            for rows, some in (
                (whole.haves, part.haves),
                (whole.needs, part.needs),
                (whole.plants, part.plants),
            )
        )
        lots = np.concatenate([haves, needs + len(problem.haves)])
        arcs.append(_renumbered(end.arcs, np.append(lots, plants + problem.lot_count)))
        free.append(end.arc)
        start.unmet[lots], start.lot[lots] = end.unmet, end.lot
        for name in ("stock", "month", "total", "cap", "store", "process"):
            getattr(start, name)[plants] = getattr(end, name)
        _set_prices(start.duals, end.duals, haves, needs, plants)
    return replace(start, arcs=joined(arcs), arc=np.concatenate(free))


def _nothing_yet(problem: Problem) -> Start:
    """Begin with every lot unmet, every limit free, and every agreed move broken."""
    plants, months, grades = len(problem.plants), problem.months, len(problem.grades)
    lots, locks = problem.lot_count, len(problem.lock_t)
    by_month, by_grade = (plants, months), (plants, grades, months)
    return Start(
        problem=problem,
        duals=about_to_stay(problem),
        arcs=no_arcs(),
        arc=np.zeros(0, dtype=bool),
        unmet=np.ones(lots, dtype=bool),
        broken=np.ones(locks, dtype=bool),
        stock=np.zeros(by_grade, dtype=bool),
        lot=np.zeros(lots, dtype=bool),
        lock=np.zeros(locks, dtype=bool),
        month=np.ones(by_month, dtype=bool),
        total=np.ones(plants, dtype=bool),
        cap=np.ones(by_month, dtype=bool),
        store=np.ones(by_grade, dtype=bool),
        process=np.ones((plants, 2, QUALITIES, months), dtype=bool),
        recovery=np.ones(1, dtype=bool),
    )


def _renumbered(arcs: Arcs, node: Indices) -> Arcs:
    tail, head = (node[end].astype(np.int32) for end in (arcs.tail, arcs.head))
    return replace(arcs, tail=tail, head=head)


def _set_prices(to: Duals, of: Duals, haves: Indices, needs: Indices, plants: Indices) -> None:
    to.have[haves], to.need[needs] = of.have, of.need
    to.month[plants], to.total[plants] = of.month, of.total
    to.stock_cap[plants] = of.stock_cap
