# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the network of a problem grow by the arcs that pay at its own prices."""

import logging

import numpy as np

from kotipesa.plan.network.regional import RegionalNetwork
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.plan.solve.pricing import Priced, price
from kotipesa.plan.solve.terrain import Terrain

log = logging.getLogger(__name__)

MORE_ARCS = 6  # per lot, each round


class GrowingNetwork:
    """A network that gains the arcs that are new; strange: those that it cannot follow."""

    def __init__(self, problem: Problem, ground: Terrain) -> None:
        """Begin without arcs."""
        self.problem, self.ground = problem, ground
        self.regional = RegionalNetwork(problem)
        self.strange: list[Arcs] = []
        self._size = (len(problem.node_site), len(problem.grades), problem.months)
        self._seen = np.zeros(0, dtype=np.int64)

    def add(self, fresh: Arcs) -> bool:
        """Add the arcs that are new, and tell whether any was."""
        keys, first = np.unique(fresh.keys(*self._size), return_index=True)
        new = ~np.isin(keys, self._seen, assume_unique=True)
        self._seen = np.concatenate([self._seen, keys[new]])
        self.strange.append(self.regional.add(fresh.take(np.sort(first[new]))))
        return bool(new.any())

    def priced(self) -> tuple[Duals, Priced]:
        """Price every arc there is at the prices of the network as it stands."""
        duals = self.regional.duals()
        priced = price(self.problem, self.ground, duals, MORE_ARCS)
        log.debug("network: ≥ %.3f, %d arcs", priced.lower_bound_eur, len(self._seen))
        return duals, priced
