# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose which sites to open: relax, dive, flip, and branch on sites until the gap is proven.

Every answer comes from one program that keeps its arcs and links, so each is warm; every bound
holds for all arcs there are. A site that could not pay under the best bound is decided for good.
"""

import heapq
import time
from dataclasses import dataclass
from itertools import count

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.problem.arcs import joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.generation import EXACT_GAP, Progress
from kotipesa.plan.solve.highs import Basis
from kotipesa.siting.beginning import begun
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.choice import Choice, decided, flipped, undecided
from kotipesa.siting.ground import ground_of
from kotipesa.siting.master import Master
from kotipesa.siting.relax import Relaxed, relaxed

_FINER = 0.1  # of the gap asked for, to which each program is solved
_NEAR = 2.0  # gaps, within which branching proves sooner than trying others finds better
_CLEAR = 0.05  # opened to a smaller part, or all but that, a site is clear


@dataclass(frozen=True, eq=False, slots=True)
class Chosen:
    """Which candidates to open, what that costs, and what any other choice costs at least."""

    opened: Flags
    objective_eur: float
    lower_bound_eur: float
    programs: int
    in_time: bool


class Search:
    """The best choice known, the bound, and what is still to be looked at."""

    def __init__(
        self,
        problem: Problem,
        candidates: Candidates,
        *,
        gap: float,
        seconds: float,
        progress: Progress | None,
    ) -> None:
        """Start with nothing but what agreed moves decide."""
        self.candidates, self.gap = candidates, max(gap, EXACT_GAP)
        self.master, self.ground = Master(problem, candidates), ground_of(problem, candidates)
        self.deadline = time.monotonic() + seconds
        first = begun(self.ground, self.deadline)
        self.master.add(joined([problem.locked, first.arcs]))
        self.progress = progress
        self.best_eur, self.best = np.inf, undecided(candidates).opened
        self.lower_eur, self.dropped_eur = -np.inf, np.inf
        self.programs = 0
        self._prices, self._likely = [first.quotes], first.likely
        self._known: set[bytes] = set()
        self._number = count()
        self._open: list[tuple[float, int, Choice, Relaxed]] = []

    @property
    def enough_eur(self) -> float:
        """Above this bound nothing is worth looking at."""
        return self._less_gaps(1.0)

    @property
    def is_done(self) -> bool:
        """Tell whether the gap is proven, or the time has run out."""
        return self.lower_eur >= self.enough_eur or self.is_late

    @property
    def is_late(self) -> bool:
        """Tell whether the time has run out with an answer at hand."""
        return np.isfinite(self.best_eur) and time.monotonic() >= self.deadline

    def run(self) -> Chosen:
        """Choose."""
        choice = undecided(self.candidates)
        likely = self.solved(Choice(choice.opened, choice.closed | ~self._likely))
        self._keep(likely)
        self._prices = [likely.quotes]
        root = self.solved(choice)
        self._prices = [root.quotes]
        self._look_at(choice, root)
        self._raise_bound()
        self._dive(choice, root)
        fixed = self._fixed(choice, root)
        if self.lower_eur < self._less_gaps(_NEAR):
            self._flip(fixed.free & (np.abs(root.part - 0.5) < 0.5 - _CLEAR))
        self._branch(fixed)
        return Chosen(self.best, self.best_eur, self.lower_eur, self.programs, not self.is_late)

    def try_out(self, opened: Flags) -> None:
        """See whether a choice is clearly better than the best."""
        key = np.packbits(opened).tobytes()
        if key not in self._known:
            self._known.add(key)
            self._keep(self.solved(decided(opened), self._less_gaps(_FINER)))

    def solved(
        self, choice: Choice, enough_eur: float = np.inf, basis: Basis | None = None
    ) -> Relaxed:
        """Solve under a choice, or until the bound is enough to give it up."""
        self.programs += 1
        return self._relaxed(choice, _FINER * self.gap, enough_eur, basis)

    def exact_eur(self, opened: Flags, deadline: float) -> float:
        """Tell what a choice costs, however dear; nan where the time does not suffice."""
        self.deadline = deadline
        answer = self._relaxed(decided(opened), EXACT_GAP, np.inf)
        missed = answer.objective_eur - answer.lower_bound_eur
        is_exact = missed <= EXACT_GAP * max(1.0, abs(answer.objective_eur))
        return answer.objective_eur if is_exact else np.nan

    def prices(self, opened: Flags) -> Duals:
        """Give the prices that a choice leaves."""
        return self._relaxed(decided(opened), EXACT_GAP, np.inf).quotes.duals

    def _less_gaps(self, gaps: float) -> float:
        """Go below the best by so many gaps."""
        if not np.isfinite(self.best_eur):
            return np.inf
        return self.best_eur - gaps * self.gap * max(1.0, abs(self.best_eur))

    def _relaxed(
        self, choice: Choice, gap: float, enough_eur: float, basis: Basis | None = None
    ) -> Relaxed:
        return relaxed(
            self.master,
            self.ground,
            choice,
            gap,
            starts=self._prices,
            enough_eur=enough_eur,
            deadline=self.deadline,
            basis=basis,
        )

    def _dive(self, choice: Choice, answer: Relaxed) -> None:
        """Decide on the clearest sites, solve, and so on, until all are decided."""
        while not (answer.is_whole or self.is_done or answer.lower_bound_eur >= self.best_eur):
            clear = choice.free & (np.abs(answer.part - 0.5) > 0.5 - _CLEAR)
            clearest = int(np.argmax(np.where(choice.free, np.abs(answer.part - 0.5), -1.0)))
            clear[clearest] = True
            if time.monotonic() >= self.deadline:
                clear = choice.free
            for site in np.flatnonzero(clear).tolist():
                if choice.free[site]:
                    is_opened = answer.part[site] >= 0.5
                    choice = self._with(choice, site, is_opened=is_opened)
            answer = self.solved(choice, self.best_eur)
            self._keep(answer)

    def _with(self, choice: Choice, site: int, *, is_opened: bool) -> Choice:
        return choice.with_open(site, self.candidates) if is_opened else choice.with_closed(site)

    def _keep(self, answer: Relaxed) -> None:
        """Keep a whole answer that is better than the best, and its prices."""
        if answer.is_whole and answer.objective_eur < self.best_eur:
            self.best_eur, self.best = answer.objective_eur, answer.part > 0.5
            self._prices = [*self._prices[:1], answer.quotes]
        self._tell()

    def _look_at(self, choice: Choice, answer: Relaxed) -> None:
        """Keep a whole answer, and put off what may still hold a better one."""
        self._keep(answer)
        if answer.is_whole or answer.lower_bound_eur >= self.enough_eur:
            self.dropped_eur = min(self.dropped_eur, answer.lower_bound_eur)
        else:
            entry = (answer.lower_bound_eur, next(self._number), choice, answer)
            heapq.heappush(self._open, entry)

    def _raise_bound(self) -> None:
        least = self._open[0][0] if self._open else np.inf
        bound = min(least, self.dropped_eur, self.best_eur)
        self.lower_eur = max(self.lower_eur, bound)
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.programs, self.best_eur, self.lower_eur)

    def _fixed(self, choice: Choice, root: Relaxed) -> Choice:
        """Decide on sites that cost too much to open, or to do without, under the root's bound."""
        net, bound = root.net_eur, root.lower_bound_eur
        closed = choice.free & (bound + np.maximum(net, 0.0) > self.best_eur)
        opened = choice.free & (bound - np.minimum(net, 0.0) > self.best_eur)
        choice = Choice(choice.opened, choice.closed | closed)
        for number in np.flatnonzero(opened).tolist():
            choice = choice.with_open(number, self.candidates)
        return choice

    def _flip(self, unclear: Flags) -> None:
        """Open or close sites that are not clear, as long as that helps."""
        before = np.inf
        while self.best_eur < before:
            before = self.best_eur
            for site in np.flatnonzero(unclear).tolist():
                if self.is_done:
                    return
                self.try_out(flipped(self.best, site, self.candidates))
                if self.best_eur < before:
                    break

    def _branch(self, fixed: Choice) -> None:
        """Split the choice with the least bound in two, until the gap is proven."""
        while self._open and not self.is_done:
            _, _, choice, answer = heapq.heappop(self._open)
            self._prices = [*self._prices[:2], answer.quotes]
            choice = Choice(choice.opened | fixed.opened, choice.closed | fixed.closed)
            for child in self._parts_of(choice, answer.part):
                self._look_at(child, self.solved(child, self.enough_eur, answer.basis))
            self._raise_bound()

    def _parts_of(self, choice: Choice, part: Numbers) -> list[Choice]:
        """Split a choice by the site least decided; one that contradicts itself has no parts."""
        if (choice.opened & choice.closed).any():
            return []
        free = np.flatnonzero(choice.free)
        if not len(free):
            return [choice]
        site = int(free[np.argmin(np.abs(part[free] - 0.5))])
        return [choice.with_open(site, self.candidates), choice.with_closed(site)]
