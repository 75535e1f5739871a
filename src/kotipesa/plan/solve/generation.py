# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Generate columns: solve on few arcs, price all the others, add what pays, until none does."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.model.columns import (
    arc_columns,
    arc_cost,
    broken_lock_columns,
    stock_columns,
    unmet_columns,
)
from kotipesa.plan.model.rows import Rows, standing_rows, with_rows_for
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.duals import Duals, about_to_stay, named_duals, without_scarcity
from kotipesa.plan.solve.highs import Answer, GrowingProgram, Outcome
from kotipesa.plan.solve.pricing import Priced, price
from kotipesa.plan.solve.terrain import Terrain, terrain
from kotipesa.plan.solve.tracing import ways_on
from kotipesa.region.tables import OUTLET, SOURCE

log = logging.getLogger(__name__)

BROKEN_T = 1e-5  # tonnes an agreed move may miss by arithmetic
_NOISE_T = 1e-9
EXACT_GAP = 1e-6  # a proven gap this small is called optimal
_ENDS, _FIRST_ARCS, _MORE_ARCS = 12, 2, 6  # arcs per lot: to end at once, to begin, each round

Progress = Callable[[int, float, float], None]


@dataclass(frozen=True, eq=False, slots=True)
class Flows:
    """What the mathematics answers.

    status: optimal, gap_reached or time_limit; arcs with their tonnes (those above 0);
    broken_lock_t: tonnes of each lock that could not be kept; duals: prices that prove the bound.
    """

    status: str
    arcs: Arcs
    tonnes: Numbers
    broken_lock_t: Numbers
    duals: Duals
    objective_eur: float
    lower_bound_eur: float
    rounds: int


def solve(
    problem: Problem,
    gap: float = EXACT_GAP,
    seconds: float = float("inf"),
    progress: Progress | None = None,
) -> Flows:
    """Plan at least cost; stop at the relative gap or after so many seconds, whichever is first.

    The time never ends before there is an answer that keeps every agreed move, or the proof that
    there is none. progress: told round, objective and lower bound in euros after every round.
    """
    deadline = time.monotonic() + seconds
    ground = terrain(problem)
    master = _Master(problem)
    master.add(problem.locked)
    master.add(_first_arcs(problem, ground))
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
        if not master.add(_paying(problem, ground, duals, priced)):
            break
    status = _status(upper, lower, out_of_time=bool(out_of_time))
    return master.flows(status, proof, lower, rounds)


def _status(upper: float, lower: float, *, out_of_time: bool) -> str:
    if _is_within(EXACT_GAP, upper, lower):
        return "optimal"
    return "time_limit" if out_of_time else "gap_reached"


def _is_within(gap: float, upper: float, lower: float) -> bool:
    return bool(np.isfinite(upper) and upper - lower <= gap * max(1.0, abs(upper)))


def _first_arcs(problem: Problem, ground: Terrain) -> Arcs:
    """Start with each lot's cheapest outlets and sources, and lots that beat those.

    Stores and processes come once they pay: their rows are many.
    """
    role = node_roles(problem)
    apart = price(problem, ground, about_to_stay(problem), _ENDS).arcs
    from_have, from_source = role[apart.tail] == HAVE, role[apart.tail] == SOURCE
    ends = apart.take((from_have & (role[apart.head] == OUTLET)) | from_source)
    duals = without_scarcity(problem, *_alone_prices(problem, ends))
    together = price(problem, ground, duals, _FIRST_ARCS).arcs
    direct = (role[together.tail] == HAVE) & (role[together.head] == NEED)
    return joined([ends, together.take(direct)])


def _alone_prices(problem: Problem, ends: Arcs) -> tuple[Numbers, Numbers]:
    """Price each lot by its cheapest outlet or source, at most by staying unmet."""
    cost = arc_cost(problem, ends)
    lots = np.full(len(problem.node_site), problem.unmet_eur_per_t)
    np.minimum.at(lots, ends.tail, cost)
    np.minimum.at(lots, ends.head, cost)
    return lots[: len(problem.haves)], lots[len(problem.haves) : problem.lot_count]


def _priced(problem: Problem, ground: Terrain, rows: Rows, answer: Answer) -> tuple[Priced, Duals]:
    duals = named_duals(problem, rows, answer.duals)
    return price(problem, ground, duals, _MORE_ARCS), duals


def _paying(problem: Problem, ground: Terrain, duals: Duals, priced: Priced) -> Arcs:
    """List the arcs that paid, with the ways on behind them."""
    into = joined([priced.arcs, problem.locked])
    return joined([priced.arcs, ways_on(problem, ground, duals, priced.onwards, into)])


class _Master:
    """The program on the arcs found so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rows = standing_rows(problem)
        self.program = GrowingProgram(self.rows.lower, self.rows.upper)
        self.program.add_columns(unmet_columns(problem, self.rows))
        self.program.add_columns(broken_lock_columns(problem, self.rows))
        self.columns = problem.lot_count + len(problem.lock_t)
        self.batches: list[Arcs] = []
        self.last_arc: list[int] = []
        self.upper_eur = np.inf
        self.latest: Answer
        self.keys = np.zeros(0, dtype=np.int64)

    def add(self, arcs: Arcs) -> bool:
        """Add the arcs that are new, with the rows and stocks they need; tell if any was."""
        problem = self.problem
        size = (len(problem.node_site), len(problem.grades), problem.months)
        keys, first = np.unique(arcs.keys(*size), return_index=True)
        new = ~np.isin(keys, self.keys, assume_unique=True)
        if not new.any():
            return False
        fresh = arcs.take(np.sort(first[new]))
        self.keys = np.concatenate([self.keys, keys[new]])
        stock_count = self._open_rows(fresh)
        self.program.add_columns(arc_columns(problem, self.rows, fresh))
        self.batches.append(fresh)
        self.columns += stock_count + len(fresh)
        self.last_arc.append(self.columns)
        return True

    def _open_rows(self, arcs: Arcs) -> int:
        """Add the rows of stores and processes seen for the first time; count the new stocks."""
        problem, before = self.problem, len(self.rows)
        self.rows, stores, grades = with_rows_for(self.rows, arcs, problem)
        self.program.add_rows(self.rows.lower[before:], self.rows.upper[before:])
        self.program.add_columns(stock_columns(problem, self.rows, stores, grades))
        return len(stores) * problem.months

    def solve(self, deadline: float) -> Answer:
        """Solve on the arcs so far; without limit until an answer keeps every agreed move."""
        kept = np.isfinite(self.upper_eur)
        answer = self.program.solve(deadline - time.monotonic() if kept else np.inf)
        if answer.outcome is Outcome.OPTIMAL:
            self.latest = answer
            if self._broken(answer).max(initial=0.0) <= BROKEN_T:
                self.upper_eur = answer.objective_eur
        return answer

    def _broken(self, answer: Answer) -> Numbers:
        lots = self.problem.lot_count
        return answer.values[lots : lots + len(self.problem.lock_t)]

    def flows(self, status: str, duals: Duals, lower: float, rounds: int) -> Flows:
        """Read the tonnes of every arc out of the last complete answer."""
        answer = self.latest
        known = [
            (batch, answer.values[end - len(batch) : end])
            for batch, end in zip(self.batches, self.last_arc, strict=True)
            if end <= len(answer.values)
        ]
        tonnes = np.concatenate([np.zeros(0), *(values for _, values in known)])
        used = np.flatnonzero(tonnes > _NOISE_T)
        return Flows(
            status,
            joined([batch for batch, _ in known]).take(used),
            tonnes[used],
            self._broken(answer),
            duals,
            answer.objective_eur,
            lower,
            rounds,
        )
