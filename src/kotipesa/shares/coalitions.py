# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out what coalitions of parties would pay, planning their lots with their own rights."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.parties import Parties, part_of
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.generation import solve
from kotipesa.plan.solve.sides import ManySides
from kotipesa.shares.game import TOLERANCE, Game, members

Counted = Callable[[int], None]
"""Hear how many coalitions have been planned."""

_TRIES = 3  # coalitions a search starts from


@dataclass(eq=False, slots=True)
class CoalitionCosts:
    """What coalitions pay in euros; each is planned once, when first asked for.

    A coalition's number has bit p set when party p is in it, as in Game. used: arcs of the joint
    plan, to begin with.
    """

    problem: Problem
    them: Parties
    used: Arcs
    total_eur: float
    counted: Counted = lambda _: None
    known: dict[int, float] = field(default_factory=dict)
    sides: ManySides = field(init=False)

    def __post_init__(self) -> None:
        self.sides = ManySides(self.problem, self.used)
        self.known |= {0: 0.0, (1 << len(self.them)) - 1: self.total_eur}

    def __call__(self, coalition: int) -> float:
        """Tell what a coalition pays."""
        if coalition not in self.known:
            self.known[coalition] = self._planned(self._inside(coalition))
            self.counted(len(self.known) - 2)
        return self.known[coalition]

    def alone(self) -> Numbers:
        """Tell what each party pays alone."""
        return np.array([self(1 << party) for party in range(len(self.them))])

    def game(self) -> Game:
        """Plan every coalition: as many as 2 to the number of parties, less one.

        One party joins or leaves at a time, so that each plan is near the one before.
        """
        coalitions = np.arange(1 << len(self.them))
        values = np.empty(len(coalitions))
        for coalition in (coalitions ^ coalitions >> 1).tolist():
            values[coalition] = self(coalition)
        return Game(tuple(self.them.names.tolist()), values, is_cost=True)

    def blocking(self, shares: Numbers) -> tuple[Flags, Numbers]:
        """Tell which of the coalitions planned so far would pay less alone, the worst few first."""
        numbers, costs, complaint = self._complaints(shares)
        worst = np.argsort(-complaint, kind="stable")[: 2 * len(self.them)]
        worst = worst[complaint[worst] > self._allowed_eur]
        return members(numbers[worst], len(self.them)), costs[worst]

    def search(self, shares: Numbers) -> bool:
        """Look for a coalition that would pay less alone; tell whether there is one.

        From the ones that complain most, one party after the other joins or leaves while that
        helps. What is found is true; that none is found proves nothing.
        """
        numbers, _, complaint = self._complaints(shares)
        worst = np.argsort(-complaint, kind="stable")[:_TRIES]
        if complaint[worst].max(initial=-np.inf) > self._allowed_eur:
            return True
        climbed = [self._climbed(shares, one) for one in numbers[worst].tolist()]
        return any(self._complaint(shares, one) > self._allowed_eur for one in climbed)

    @property
    def _allowed_eur(self) -> float:
        return TOLERANCE * max(1.0, abs(self.total_eur))

    def _complaints(self, shares: Numbers) -> tuple[Indices, Numbers, Numbers]:
        """List the coalitions planned so far, in order, with their costs and complaints."""
        everybody = (1 << len(self.them)) - 1
        numbers = np.array(sorted(self.known.keys() - {0, everybody}), dtype=np.int64)
        costs = np.array([self.known[one] for one in numbers.tolist()])
        return numbers, costs, members(numbers, len(self.them)) @ shares - costs

    def _complaint(self, shares: Numbers, coalition: int) -> float:
        return float(shares[self._inside(coalition)].sum() - self(coalition))

    def _inside(self, coalition: int) -> Flags:
        inside: Flags = members(np.array([coalition]), len(self.them))[0]
        return inside

    def _planned(self, inside: Flags) -> float:
        """Plan a coalition; a party alone from nothing, as the plan's baseline does."""
        if inside.sum() == 1:
            return solve(part_of(self.problem, self.them, inside)).objective_eur
        there = inside[self.them.of_lot]
        rights = self.them.rights[:, inside].sum(axis=1)
        answer, _ = self.sides.solve(self.problem.lot_tonnes * there, rights, absent=~there)
        return answer.objective_eur

    def _climbed(self, shares: Numbers, coalition: int) -> int:
        """Let parties join and leave, once each, as long as the coalition complains more."""
        everybody = (1 << len(self.them)) - 1
        for party in range(len(self.them)):
            other = coalition ^ 1 << party
            if other in (0, everybody):
                continue
            if self._complaint(shares, other) > self._complaint(shares, coalition):
                coalition = other
        return coalition


def blocking_in(game: Game) -> Callable[[Numbers], tuple[Flags, Numbers]]:
    """Tell by a whole table which coalitions complain most, a few at a time."""
    count = len(game.players)

    def blocking(shares: Numbers) -> tuple[Flags, Numbers]:
        complaint = game.complaint(shares)
        worst = np.argsort(-complaint, kind="stable")[: 2 * count]
        worst = worst[complaint[worst] > TOLERANCE * game.scale]
        return members(worst, count), game.values[worst]

    return blocking
