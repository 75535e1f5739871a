# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan a large problem: its parts, then two and two of them together, at last the whole.

Parts are planned on their networks, each begun where those below it ended. Only the whole becomes a
linear program, whose bound holds against every arc there is, however the parts were cut.
"""

import logging
import time

import numpy as np

from kotipesa.plan.parts.dividing import divided
from kotipesa.plan.parts.joining import end_of, start_of_parts
from kotipesa.plan.parts.nearly import solve_nearly
from kotipesa.plan.parts.part import Part, part_of
from kotipesa.plan.parts.spreading import several
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import from_network
from kotipesa.plan.solve.generation import EXACT_GAP, Flows, Progress, solve, solve_from
from kotipesa.plan.solve.start import TreeStart
from kotipesa.plan.solve.terrain import terrain

log = logging.getLogger(__name__)

PART_LOTS = 12_500  # lots of a part at most, or nearly: twice as many are sooner planned in two
WHOLE_LOTS = 200_000  # lots that one linear program bears; more are planned nearly


def solve_in_parts(
    problem: Problem,
    gap: float = EXACT_GAP,
    seconds: float = float("inf"),
    progress: Progress | None = None,
    *,
    part_lots: int = PART_LOTS,
    whole_lots: int = WHOLE_LOTS,
    processes: int = 1,
) -> Flows:
    """Plan at least cost as ``solve`` does, over parts where there are more lots than a part's.

    whole_lots: with more lots than these, and nothing agreed or asked of the whole, the plan is
    only nearly the best, and says how nearly. processes: plan so many parts at a time; the answer
    is the same. The parts are planned whatever the time, but joined only while it lasts.
    """
    deadline = time.monotonic() + seconds
    if problem.lot_count > max(part_lots, whole_lots) and _is_of_places(problem):
        apart = begun_in_parts(problem, part_lots, processes, deadline=0.0)
        if apart is not None:
            size = {"part_lots": part_lots, "processes": processes}
            return solve_nearly(problem, apart, gap, deadline, progress, **size)
    start = begun_in_parts(problem, part_lots, processes, deadline)
    if start is None:
        return solve(problem, gap, seconds, progress)
    return solve_from(problem, start, gap, max(0.0, deadline - time.monotonic()), progress)


def begun_in_parts(
    problem: Problem, part_lots: int, processes: int = 1, deadline: float = float("inf")
) -> TreeStart | None:
    """Plan parts and what joins them, all but the whole; None where there is but one part."""
    division = divided(problem, part_lots)
    if not division.levels:
        return None
    parts: list[Part] = []
    ends: list[TreeStart] = []
    with several(processes) as spread:
        for level in range(division.levels):
            if parts and time.monotonic() >= deadline:
                break
            wholes = [part_of(problem, sites) for sites in division.at(level)]
            starts = _starts(wholes, parts, ends)
            jobs = ((whole.problem, start) for whole, start in zip(wholes, starts, strict=True))
            parts, ends = wholes, list(spread(_planned, jobs))
            log.debug("%d parts of %d lots planned", len(parts), problem.lot_count)
    return start_of_parts(_all_of(problem), parts, ends)


def _is_of_places(problem: Problem) -> bool:
    """Tell whether nothing is agreed, or asked of the whole, that no part could promise."""
    return not len(problem.lock_t) and problem.min_recovery_share is None


def _planned(job: tuple[Problem, TreeStart | None]) -> TreeStart:
    """Plan a part on its network, and tell where that ended."""
    problem, start = job
    return end_of(*from_network(problem, terrain(problem), float("inf"), start))


def _starts(
    wholes: list[Part], parts: list[Part], ends: list[TreeStart]
) -> list[TreeStart] | list[None]:
    """Join two and two of the parts there are; below the leaves there are none."""
    if not parts:
        return [None] * len(wholes)
    pairs = [slice(2 * number, 2 * number + 2) for number in range(len(wholes))]
    return [
        start_of_parts(whole, parts[pair], ends[pair])
        for whole, pair in zip(wholes, pairs, strict=True)
    ]


def _all_of(problem: Problem) -> Part:
    """Take all of a problem as its own part."""
    columns = problem.haves, problem.needs, problem.plants
    return Part(problem, *(np.arange(len(column)) for column in columns))
