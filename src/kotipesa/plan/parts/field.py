# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the prices of a whole country: its network, brought near the cheapest, and what they bound.

Every round adds the arcs that pay, settles the network closer than the one before, and prices every
arc there is: so the best bound so far holds, whatever the network does not know.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.network.adjusting import Adjuster
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.beginning import paying_arcs
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.growing import MORE_ARCS, GrowingNetwork
from kotipesa.plan.solve.pricing import Priced, price
from kotipesa.plan.solve.start import TreeStart
from kotipesa.plan.solve.terrain import terrain

_USED_T = 1e-6


class PriceField:
    """The network of a problem without a tree, and the prices that bound it best so far."""

    def __init__(self, problem: Problem, start: TreeStart) -> None:
        """Begin where the networks of all parts ended."""
        self.duals, self.bound_eur = start.duals, -np.inf
        self._problem, self._ground = problem, terrain(problem)
        self._growing = GrowingNetwork(problem, self._ground)
        self._regional = self._growing.regional
        self._adjuster = Adjuster(self._regional)
        self._growing.add(start.arcs)
        self._adjuster.take_over(start.duals, start.stand)
        self._latest = start.duals, self._priced(start.duals)

    def price_limits(self, duals: Duals) -> None:
        """Let shared limits have the prices of a programme from now on."""
        self._adjuster.price_limits(duals)

    def settle_all(self, rounds: Sequence[Sequence[float]], deadline: float) -> int:
        """Settle round by round while there is time, once at least; give how many rounds it was."""
        for done, steps in enumerate(rounds):
            if done and time.monotonic() >= deadline:
                return done
            self._settle(steps)
        return len(rounds)

    def _settle(self, steps: Sequence[float]) -> None:
        """Add what pays, and bring the network within so many euros per tonne of the cheapest."""
        duals, priced = self._latest
        self._growing.add(paying_arcs(self._problem, self._ground, duals, priced))
        self._regional.settle(steps)
        duals = self._kept_to_unmet(self._adjuster.duals())
        priced = self._priced(duals)
        self._latest = duals, priced
        self._adjuster.adjust(priced.onwards)

    def flows(self) -> tuple[Arcs, Numbers]:
        """Give what the network carries: nearly a plan."""
        tonnes = self._regional.tonnes()
        used = tonnes > _USED_T
        return self._regional.arcs.take(used), tonnes[used]

    def _priced(self, duals: Duals) -> Priced:
        """Price every arc there is, and keep the prices that bound best."""
        priced = price(self._problem, self._ground, duals, MORE_ARCS)
        if priced.lower_bound_eur > self.bound_eur:
            self.duals, self.bound_eur = duals, priced.lower_bound_eur
        return priced

    def _kept_to_unmet(self, duals: Duals) -> Duals:
        """Let no lot be worth more than leaving it unmet costs."""
        most = self._problem.unmet_eur_per_t
        return replace(duals, have=np.minimum(duals.have, most), need=np.minimum(duals.need, most))
