# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out the nucleolus: the imputation whose complaints, largest first, are least.

Schmeidler (1969), by a sequence of programs (Kopelowitz 1967; Guajardo and Jörnsten 2015 tell how
published ones went wrong). Each makes the largest open complaint as small as it can be. Only
coalitions whose bound has a price are then settled: by complementary slackness their complaint is
the same in every optimum, which one optimum alone could never tell. Coalitions that the settled
ones determine are open no more. Coalitions enter a program when their bound is broken, so twenty
players are no more work than the looking.
"""

from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.shares.game import Game, members, singles, sizes, subset_sums
from kotipesa.shares.halfspaces import Halfspaces, Least

_PRICED = 1e-7  # prices of a stage add up to 1 over at most players + 1 bounds
_BROKEN = 1e-10  # relative to the largest value
_DEPENDENT = 1e-9


def nucleolus(game: Game) -> Numbers | None:
    """Share by the nucleolus over imputations; None where there are no imputations."""
    if not game.is_essential():
        return None
    if len(game.players) == 1:
        return game.shares(game.worth[-1:])
    return game.shares(_Settling(game).run())


@dataclass(eq=False, slots=True)
class _Stage:
    """What one program settles: coalitions at its complaint, and players at what they get alone."""

    coalitions: Indices
    players: Indices
    complaint: float


@dataclass(eq=False, slots=True)
class _Settling:
    """Settle coalitions stage by stage until every player's share is determined."""

    game: Game
    stages: list[_Stage] = field(default_factory=list)
    basis: Numbers = field(init=False)
    is_open: np.ndarray = field(init=False)
    working: Indices = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.game.players)
        self.basis = np.full((1, count), count**-0.5)
        self.is_open = np.ones(len(self.game.values), dtype=bool)
        self._close_determined()
        everybody = len(self.game.values) - 1
        self.working = np.unique(np.concatenate([singles(count), everybody - singles(count)]))

    def run(self) -> Numbers:
        """Give what every player gets."""
        while len(self.basis) < len(self.game.players):
            self.stages.append(self._stage())
        return self._polished()

    def _stage(self) -> _Stage:
        """Make the largest open complaint least, and see which bounds have a price."""
        game, count = self.game, len(self.game.players)
        program = Halfspaces(np.append(np.zeros(count), 1.0), game.scale)
        known_rows, known_worth = self._known()
        alone = game.worth[singles(count)]
        rows = np.concatenate([np.eye(count), known_rows, -known_rows])
        bounds = np.concatenate([alone, known_worth, -known_worth])
        program.add(np.pad(rows, ((0, 0), (0, 1))), bounds)
        entered = self.working[self.is_open[self.working]]
        if not len(entered):
            entered = np.flatnonzero(self.is_open)[:1]
        self._enter(program, entered)
        while True:
            found = program.least()
            broken = self._broken(found, entered)
            if not len(broken):
                break
            self._enter(program, broken)
            entered = np.concatenate([entered, broken])
        self.working = entered
        settled = entered[found.prices[len(bounds) :] > _PRICED]
        players = np.flatnonzero(found.prices[:count] > _PRICED)
        stage = _Stage(settled, players, float(found.place[-1]))
        self._widen(np.concatenate([members(settled, count), np.eye(count)[players]]))
        return stage

    def _enter(self, program: Halfspaces, coalitions: Indices) -> None:
        rows = members(coalitions, len(self.game.players)).astype(float)
        program.add(np.pad(rows, ((0, 0), (0, 1)), constant_values=1), self.game.worth[coalitions])

    def _broken(self, found: Least, entered: Indices) -> Indices:
        """List the open coalitions that complain the most, beyond the bound."""
        complaint = self.game.worth - subset_sums(found.place[:-1]) - found.place[-1]
        complaint[~self.is_open] = -np.inf
        complaint[entered] = -np.inf
        most = min(2 * len(self.game.players), len(complaint) - 1)
        worst = np.argpartition(-complaint, most)[:most]
        return np.sort(worst[complaint[worst] > _BROKEN * self.game.scale])

    def _known(self) -> tuple[Numbers, Numbers]:
        """Give the sums known so far, by rows that do not depend on each other."""
        rows, worth = self._equations()
        count = len(self.game.players)
        place = np.linalg.lstsq(rows, worth, rcond=None)[0]
        return self.basis, self.basis @ place[:count]

    def _equations(self) -> tuple[Numbers, Numbers]:
        """Write all that is settled: over what players get, then the complaint of each stage."""
        game, count, stages = self.game, len(self.game.players), len(self.stages)
        rows, worth = [np.append(np.ones(count), np.zeros(stages))[None]], [game.worth[-1:]]
        for number, stage in enumerate(self.stages):
            block = np.zeros((len(stage.coalitions), count + stages))
            block[:, :count] = members(stage.coalitions, count)
            block[:, count + number] = 1.0
            rows += [block, np.eye(count, count + stages)[stage.players]]
            worth += [game.worth[stage.coalitions], game.worth[singles(count)[stage.players]]]
        return np.concatenate(rows), np.concatenate(worth)

    def _polished(self) -> Numbers:
        """Solve what is settled anew, exactly, free of the solver's tolerances."""
        rows, worth = self._equations()
        return np.asarray(np.linalg.lstsq(rows, worth, rcond=None)[0][: len(self.game.players)])

    def _widen(self, rows: Numbers) -> None:
        """Take what is settled into the basis, and close what that determines."""
        for row in rows:
            rest = row.astype(float)
            for _ in range(2):  # once more: the first pass leaves rounding behind
                rest = rest - self.basis.T @ (self.basis @ rest)
            if rest @ rest > _DEPENDENT:
                self.basis = np.concatenate([self.basis, (rest / np.sqrt(rest @ rest))[None]])
        self._close_determined()

    def _close_determined(self) -> None:
        inside = sum(subset_sums(direction) ** 2 for direction in self.basis)
        self.is_open &= sizes(len(self.game.players)) - inside > _DEPENDENT
