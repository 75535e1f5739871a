# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Generate columns: solve on few arcs, price all the others, add what pays, until none does."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.rows import Rows
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.renumbering import has_same_frame
from kotipesa.plan.solve.beginning import (
    ROUNDS_AGAIN,
    ROUNDS_JOINED,
    first_arcs,
    from_network,
    paying_arcs,
)
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.highs import Answer
from kotipesa.plan.solve.master import Master
from kotipesa.plan.solve.pricing import Priced, price
from kotipesa.plan.solve.start import Start, TreeStart, carried
from kotipesa.plan.solve.terrain import Terrain, terrain

log = logging.getLogger(__name__)

EXACT_GAP = 1e-6  # a proven gap this small is called optimal
_MORE_ARCS = 6  # per lot, each round
_MUCH = 0.1  # of the lots changed, from which a basis is worth less than a tree to mend
NETWORK_FROM = 1_000  # lots, from which a network finds the start sooner than the program itself

Progress = Callable[[int, float, float], None]


@dataclass(frozen=True, eq=False, slots=True)
class Flows:
    """What the mathematics answers.

    status: optimal, gap_reached or time_limit; arcs with their tonnes (those above 0);
    broken_lock_t: tonnes of each lock that could not be kept; duals: prices that prove the bound;
    master: the program as it stands, to plan on from.
    """

    status: str
    arcs: Arcs
    tonnes: Numbers
    broken_lock_t: Numbers
    duals: Duals
    objective_eur: float
    lower_bound_eur: float
    rounds: int
    master: Master | None = None


def solve(
    problem: Problem,
    gap: float = EXACT_GAP,
    seconds: float = float("inf"),
    progress: Progress | None = None,
    network_from: int = NETWORK_FROM,
    *,
    start: Start | None = None,
) -> Flows:
    """Plan at least cost; stop at the relative gap or after so many seconds, whichever is first.

    The time never ends before there is an answer that keeps every agreed move, or the proof that
    there is none. progress: told round, objective and lower bound in euros after every round;
    network_from: how many lots it takes to begin on the network of the region; start: where the
    solve of a like problem ended, see ``start_of``.
    """
    deadline = time.monotonic() + seconds
    ground = terrain(problem)
    on_network = problem.lot_count >= network_from
    begun = None
    if start is not None and has_same_frame(start.problem, problem):
        begun = carried(start, problem)
        on_network = on_network and start.changed_share(problem) > _MUCH
    master = _begun(problem, ground, deadline, begun, on_network=on_network)
    return _generated(problem, ground, master, gap, deadline, progress)


def solve_from(
    problem: Problem,
    start: TreeStart,
    gap: float = EXACT_GAP,
    seconds: float = float("inf"),
    progress: Progress | None = None,
) -> Flows:
    """Plan as ``solve`` does, on the network from a start in the problem's own numbers."""
    deadline = time.monotonic() + seconds
    ground = terrain(problem)
    master = _begun_on_network(problem, ground, deadline, start, ROUNDS_JOINED)
    return _generated(problem, ground, master, gap, deadline, progress)


def _generated(
    problem: Problem,
    ground: Terrain,
    master: Master,
    gap: float,
    deadline: float,
    progress: Progress | None,
) -> Flows:
    """Solve, price and add until nothing pays, the gap is reached or the time is over."""
    lower, rounds = -np.inf, 0
    while True:
        rounds += 1
        answer = master.solve(deadline)
        priced, duals = _priced(problem, ground, master.rows, answer)
        if priced.lower_bound_eur >= lower:
            lower, proof = priced.lower_bound_eur, duals
        upper = master.upper_eur
        log.debug("round %d: %.3f ≥ %.3f, %d arcs", rounds, upper, lower, len(master.keys))
        if progress:
            progress(rounds, upper, lower)
        near = gap > EXACT_GAP and _is_within(gap, upper, lower)
        out_of_time = np.isfinite(upper) and time.monotonic() >= deadline
        if priced.clean or near or out_of_time:
            break
        if not master.add(paying_arcs(problem, ground, duals, priced)):
            break
    status = proven(upper, lower, out_of_time=bool(out_of_time))
    arcs, tonnes = master.used()
    objective = master.latest.objective_eur
    return Flows(status, arcs, tonnes, master.broken_t(), proof, objective, lower, rounds, master)


def start_of(flows: Flows) -> Start | None:
    """Tell where like problems may start, None when the last solve was cut short."""
    return None if flows.master is None else flows.master.end(flows.duals)


def _begun(
    problem: Problem, ground: Terrain, deadline: float, start: Start | None, *, on_network: bool
) -> Master:
    """Make the program on the arcs to begin with."""
    if on_network:
        return _begun_on_network(problem, ground, deadline, start)
    master = Master(problem)
    master.add(problem.locked)
    if start is not None:
        master.start_at(start)
    else:
        master.add(first_arcs(problem, ground))
    return master


def _begun_on_network(
    problem: Problem,
    ground: Terrain,
    deadline: float,
    start: Start | TreeStart | None,
    again: int = ROUNDS_AGAIN,
) -> Master:
    """Make the program on the arcs that matter on the network, beginning at its tree."""
    master = Master(problem)
    master.add(problem.locked)
    regional, arcs = from_network(problem, ground, deadline, start, again=again)
    master.add(arcs)
    master.start_from(regional)
    return master


def proven(upper: float, lower: float, *, out_of_time: bool = False) -> str:
    """Name the status of a plan that costs so much, where none costs less than the bound."""
    if _is_within(EXACT_GAP, upper, lower):
        return "optimal"
    return "time_limit" if out_of_time else "gap_reached"


def _is_within(gap: float, upper: float, lower: float) -> bool:
    return bool(np.isfinite(upper) and upper - lower <= gap * max(1.0, abs(upper)))


def _priced(problem: Problem, ground: Terrain, rows: Rows, answer: Answer) -> tuple[Priced, Duals]:
    duals = named_duals(problem, rows, answer.duals)
    return price(problem, ground, duals, _MORE_ARCS), duals
