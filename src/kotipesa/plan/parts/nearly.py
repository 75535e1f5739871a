# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a country too large for one linear program: prices of the whole, moves of boxes, one bound.

The network of the whole says which lots go together; boxes of places, each a linear program, make a
plan of what it carries, and price the limits it had only divided; at those prices the network
bounds the whole against every arc there is; boxes turned against the first mend their borders; and
so on until plan and bound are near enough.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.parts.boxes import Boxes, in_whole, shared_out
from kotipesa.plan.parts.dividing import divided
from kotipesa.plan.parts.field import PriceField
from kotipesa.plan.parts.spreading import several
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals, about_to_stay
from kotipesa.plan.solve.generation import EXACT_GAP, Flows, Progress, proven, solve
from kotipesa.plan.solve.start import TreeStart

_FIRST = (2.0, 0.5), (0.5, 0.125), (0.125,), (0.125, 0.03)
_THEN = (0.125, 0.03), (0.03, 0.0075), (0.0075, 0.002)
_LATER = (0.0075, 0.002), (0.002,)
"""Within how many euros per tonne the network is settled, round by round."""
_SWEEPS = (_THEN, 2.0), (_LATER, 3.2), (_LATER, 4.4)
_TURN = 0.8  # radians from east, for boxes that lie across the parts; the sweeps' are others again
_CLOSER = 0.1  # of the gap asked for: how near the later boxes are planned


@dataclass(frozen=True, eq=False, slots=True)
class _Moves:
    """A plan of the whole: arcs, tonnes, what it costs, and what boxes say limits are worth."""

    arcs: Arcs
    tonnes: Numbers
    eur: float
    limits: Duals


def solve_nearly(
    problem: Problem,
    start: TreeStart,
    gap: float,
    deadline: float,
    progress: Progress | None,
    *,
    part_lots: int,
    processes: int,
) -> Flows:
    """Plan to a proven gap, or as near as the sweeps come; start: where all parts ended.

    Agreed moves and a share of recovery are not heeded. When the time is over nothing new is begun,
    but there is a plan always; one that is not near enough has the status of a time limit.
    """
    field = PriceField(problem, start)
    rounds = field.settle_all(_FIRST, deadline)
    boxes = shared_out(problem, *field.flows(), divided(problem, part_lots, _TURN).leaf)
    best = _planned_in(boxes, problem, gap, processes)
    limits = best.limits
    for steps, turn in _SWEEPS:
        field.price_limits(limits)
        rounds += field.settle_all(steps, deadline)
        if progress:
            progress(rounds, best.eur, field.bound_eur)
        near = best.eur - field.bound_eur <= gap * max(1.0, abs(best.eur))
        if near or time.monotonic() >= deadline:
            break
        boxes = shared_out(problem, best.arcs, best.tonnes, divided(problem, part_lots, turn).leaf)
        moves = _planned_in(boxes, problem, max(EXACT_GAP, _CLOSER * gap), processes)
        limits = _mean(limits, moves.limits)
        best = min(best, moves, key=lambda plan: plan.eur)
    return Flows(
        status=proven(best.eur, field.bound_eur, out_of_time=not near),
        arcs=best.arcs,
        tonnes=best.tonnes,
        broken_lock_t=np.zeros(0),
        duals=field.duals,
        objective_eur=best.eur,
        lower_bound_eur=field.bound_eur,
        rounds=rounds,
    )


def _planned_in(boxes: Boxes, problem: Problem, gap: float, processes: int) -> _Moves:
    """Plan box by box what each has."""
    parts = [boxes.cut_out(problem, box) for box in range(boxes.count)]
    limits = about_to_stay(problem)
    arcs, tonnes, eur = [], [], 0.0
    with several(processes) as spread:
        planned = spread(_planned, ((part.problem, gap) for part in parts))
        for part, flows in zip(parts, planned, strict=True):
            arcs.append(in_whole(problem, part, flows.arcs))
            tonnes.append(flows.tonnes)
            eur += flows.objective_eur
            limits.month[part.plants] = flows.duals.month
            limits.stock_cap[part.plants] = flows.duals.stock_cap
    return _Moves(joined(arcs), np.concatenate(tonnes), eur, limits)


def _planned(job: tuple[Problem, float]) -> Flows:
    """Plan a box; the program itself stays where it is."""
    return replace(solve(*job), master=None)


def _mean(before: Duals, now: Duals) -> Duals:
    """Take the mean of what limits were worth before and now."""
    month, stock_cap = (before.month + now.month) / 2, (before.stock_cap + now.stock_cap) / 2
    return replace(now, month=month, stock_cap=stock_cap)
