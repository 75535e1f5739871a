# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Choose which sites to open: relax, dive, flip, and branch on sites until the gap is proven.

Every answer comes from one program that keeps its arcs and links, so each is warm; every bound
holds for all arcs there are. With the best known early on, branching goes in depth first, where the
next program is the nearest.
"""

import time
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.problem.arcs import joined
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.generation import EXACT_GAP, Progress
from kotipesa.siting.beginning import begun
from kotipesa.siting.candidates import Candidates
from kotipesa.siting.choice import Choice, decided, flipped, undecided
from kotipesa.siting.ground import ground_of
from kotipesa.siting.master import Master
from kotipesa.siting.relax import Relaxed, relaxed

_ROUGH, _FINER = 0.3, 0.1  # of the gap, to which to solve with sites still free, and without
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
        self._open: list[tuple[Choice, Relaxed]] = []

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
        among_likely = Choice(choice.opened, choice.closed | ~self._likely)
        likely = self.solved(among_likely)
        self._keep(likely)
        self._prices = [likely.quotes]
        root = self.solved(choice)
        self._prices = [root.quotes]
        self._look_at(choice, root)
        self._dive(choice, root)
        if self.lower_eur < self._less_gaps(_NEAR):
            self._flip(choice.free & (np.abs(root.part - 0.5) < 0.5 - _CLEAR))
        self._branch()
        return Chosen(self.best, self.best_eur, self.lower_eur, self.programs, not self.is_late)

    def try_out(self, opened: Flags) -> None:
        """See whether a choice is clearly better than the best."""
        key = np.packbits(opened).tobytes()
        if key not in self._known:
            self._known.add(key)
            self._keep(self.solved(decided(opened), self._less_gaps(_FINER)))

    def solved(
        self, choice: Choice, enough_eur: float = np.inf, parent: Relaxed | None = None
    ) -> Relaxed:
        """Solve under a choice, or until the bound is enough to give it up.

        parent: of a choice with less decided, from which this one starts.
        """
        self.programs += 1
        gaps = _ROUGH if choice.free.any() else _FINER
        return self._relaxed(choice, gaps * self.gap, enough_eur, parent)

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
        self, choice: Choice, gap: float, enough_eur: float, parent: Relaxed | None = None
    ) -> Relaxed:
        return relaxed(
            self.master,
            self.ground,
            choice,
            gap,
            starts=[parent.quotes] if parent else self._prices,
            enough_eur=enough_eur,
            deadline=self.deadline,
            basis=parent.basis if parent else None,
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
            self._prices = [self._prices[0], answer.quotes]
        self._tell()

    def _look_at(self, choice: Choice, answer: Relaxed) -> None:
        """Keep a whole answer, and put off what may still hold a better one."""
        self._keep(answer)
        if answer.is_whole or answer.lower_bound_eur >= self.enough_eur:
            self.dropped_eur = min(self.dropped_eur, answer.lower_bound_eur)
        else:
            self._open += [(part, answer) for part in self._parts_of(choice, answer.part)]
        least = min((parent.lower_bound_eur for _, parent in self._open), default=np.inf)
        self.lower_eur = max(self.lower_eur, min(least, self.dropped_eur, self.best_eur))
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.programs, self.best_eur, self.lower_eur)

    def _branch(self) -> None:
        """Look at what was put off, the latest first, until the gap is proven."""
        while self._open and not self.is_done:
            choice, parent = self._open.pop()
            is_worth_it = parent.lower_bound_eur < self.enough_eur
            answer = self.solved(choice, self.enough_eur, parent) if is_worth_it else parent
            self._look_at(choice, answer)

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

    def _parts_of(self, choice: Choice, part: Numbers) -> list[Choice]:
        """Split a choice by the site least decided, the likelier part last."""
        free = np.flatnonzero(choice.free)
        site = int(free[np.argmin(np.abs(part[free] - 0.5))])
        parts = [self._with(choice, site, is_opened=is_opened) for is_opened in (False, True)]
        return parts if part[site] >= 0.5 else parts[::-1]
