# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve a large problem: its parts, then two and two of them together, at last the whole.

Each solve begins where those of its parts ended. Only the last one counts: it prices every arc
there is, so its bound holds against all of them, however the parts were cut.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeAlias

import numpy as np

from kotipesa.plan.parts.dividing import divided
from kotipesa.plan.parts.joining import start_of_parts
from kotipesa.plan.parts.part import Part, part_of
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import (
    EXACT_GAP,
    NETWORK_FROM,
    Flows,
    Progress,
    solve,
    solve_from,
    start_of,
)
from kotipesa.plan.solve.start import Start

log = logging.getLogger(__name__)

PART_LOTS = 12_500  # lots of a part at most, or nearly: twice as many are sooner planned in two
_ROUGH_GAP = 1e-3  # of parts: what is left to gain inside of them is gained with the whole

_End: TypeAlias = Start | None
_Job: TypeAlias = tuple[Problem, _End, int]
_Spread: TypeAlias = Callable[[Callable[[_Job], _End], Iterable[_Job]], Iterable[_End]]


def solve_in_parts(
    problem: Problem,
    gap: float = EXACT_GAP,
    seconds: float = float("inf"),
    progress: Progress | None = None,
    *,
    part_lots: int = PART_LOTS,
    network_from: int = NETWORK_FROM,
    processes: int = 1,
) -> Flows:
    """Plan at least cost as ``solve`` does, over parts where there are more lots than a part's.

    processes: solve so many parts at a time; the answer is the same. The parts are solved whatever
    the time, but joined only while it lasts.
    """
    deadline = time.monotonic() + seconds
    division = divided(problem, part_lots)
    if not division.levels:
        return solve(problem, gap, seconds, progress, network_from)
    parts: list[Part] = []
    ends: list[_End] = []
    with _spread(processes) as spread:
        for level in range(division.levels):
            if parts and time.monotonic() >= deadline:
                break
            wholes = [part_of(problem, sites) for sites in division.at(level)]
            starts = _starts(wholes, parts, ends)
            jobs = ((p.problem, s, network_from) for p, s in zip(wholes, starts, strict=True))
            parts, ends = wholes, list(spread(_solved, jobs))
            log.debug("%d parts of %d lots solved", len(parts), problem.lot_count)
    start = start_of_parts(_all_of(problem), parts, ends)
    return solve_from(problem, start, gap, max(0.0, deadline - time.monotonic()), progress)


def _solved(job: _Job) -> _End:
    """Solve a part nearly, and tell where that ended: nowhere when there is no lot."""
    problem, start, network_from = job
    if not problem.lot_count:
        return None
    if start is None:
        flows = solve(problem, _ROUGH_GAP, network_from=network_from)
    else:
        flows = solve_from(problem, start, _ROUGH_GAP)
    return start_of(flows)


def _starts(wholes: list[Part], parts: list[Part], ends: list[_End]) -> list[_End]:
    """Join two and two of the parts there are; there are none yet below the leaves."""
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


@contextmanager
def _spread(processes: int) -> Iterator[_Spread]:
    """Give what solves parts: one after the other here, or several at a time in processes."""
    if processes <= 1:
        yield map
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map
