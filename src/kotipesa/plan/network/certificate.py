# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prove that flows are the cheapest, from edges, supplies and prices alone: no word of the tree."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.plan.network.simplex import Edges

_WORTHLESS_EUR = 1e-6  # euros per tonne by which an edge without a limit may pay, by rounding


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found by counting again, in tonnes and euros.

    residual_t: the most that appears or vanishes at a node; least_t: the least flow; over_t: the
    most above a capacity; artificial_t: all that flows where nothing real does; objective_eur: what
    the flows cost; bound_eur: what no flows can undercut by the given prices, -inf when an edge
    without a limit pays.
    """

    residual_t: float
    least_t: float
    over_t: float
    artificial_t: float
    objective_eur: float
    bound_eur: float

    def holds(self, allowed_t: float, gap: float) -> bool:
        """Tell whether flows keep every law within so many tonnes, and the bound is so near."""
        wrong_t = max(self.residual_t, -self.least_t, self.over_t, self.artificial_t)
        apart = self.objective_eur - self.bound_eur
        return bool(wrong_t <= allowed_t and abs(apart) <= gap * max(1.0, abs(self.objective_eur)))


def certify(edges: Edges, supply: Numbers, price: Numbers, artificial: Flags) -> Certificate:
    """Count flows and prices again.

    supply: tonnes by node without the root; price: euros per tonne by node, the root's last;
    artificial: edges that stand for nothing real.
    """
    nodes = len(price)
    out = np.bincount(edges.tail, weights=edges.flow, minlength=nodes)
    into = np.bincount(edges.head, weights=edges.flow, minlength=nodes)
    residual = (supply - out[:-1] + into[:-1]) if len(supply) else np.zeros(0)
    return Certificate(
        residual_t=float(np.abs(residual).max(initial=0.0)),
        least_t=float(edges.flow.min(initial=0.0)),
        over_t=float((edges.flow - edges.capacity).max(initial=0.0)),
        artificial_t=float(np.abs(edges.flow[artificial]).sum()),
        objective_eur=float(edges.cost @ edges.flow),
        bound_eur=_bound(edges, supply, price),
    )


def _bound(edges: Edges, supply: Numbers, price: Numbers) -> float:
    """Add up what supplies are worth, and what each edge that pays could save at the most."""
    pays = np.minimum(edges.cost + price[edges.tail] - price[edges.head], 0.0)
    endless = np.isinf(edges.capacity)
    if pays[endless].min(initial=0.0) < -_WORTHLESS_EUR:
        return -np.inf
    limited = np.where(endless, 0.0, edges.capacity)
    return float((price[-1] - price[:-1]) @ supply + pays @ limited)
