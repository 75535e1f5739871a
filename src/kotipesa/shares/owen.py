# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share by the prices that prove the joint plan (Owen 1975): own tonnes, less the rent of own room.

A party pays what its tonnes cost at these prices, and is paid the rent of its part of every scarce
capacity; no coalition can do better alone, because the same prices bound what it would pay.
Where many price systems prove the plan, the shares are those nearest to shares in proportion to
what each pays alone (least squares, in euros); there is exactly one such.
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.dual_face import DualFace
from kotipesa.plan.parties import Parties
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.duals import Duals
from kotipesa.shares.nearest import Corner, nearest

_SAME = 1e-9  # relative to the joint cost


@dataclass(frozen=True, eq=False, slots=True)
class Owen:
    """Shares by prices, in euros.

    eur = tonnes_eur + rent_eur, the rent at most 0; low, high: the least and the most that any
    optimal prices would make each pay; plant_rent_eur: rent of each plant, shared by rights.
    """

    eur: Numbers
    tonnes_eur: Numbers
    rent_eur: Numbers
    low_eur: Numbers
    high_eur: Numbers
    plant_rent_eur: Numbers

    @property
    def is_unique(self) -> bool:
        """Tell whether all optimal prices share alike."""
        width = (self.high_eur - self.low_eur).max(initial=0.0)
        return bool(width <= _SAME * max(1.0, abs(self.eur).sum()))


def owen(problem: Problem, used: Arcs, them: Parties, total_eur: float, wish_eur: Numbers) -> Owen:
    """Share the cost of a joint plan by its prices.

    used: arcs of an optimal plan; wish_eur: the shares to be near to where prices leave a choice.
    """
    face = DualFace(problem, used)

    def farthest(direction: Numbers) -> Corner:
        lots = problem.lot_tonnes * direction[them.of_lot]
        return _priced(problem, them, face.farthest(lots, them.rights @ direction))

    axes = np.eye(len(them))
    high = np.array([farthest(axis).place[party] for party, axis in enumerate(axes)])
    low = np.array([farthest(-axis).place[party] for party, axis in enumerate(axes)])
    chosen = nearest(wish_eur, farthest, _SAME * max(1.0, abs(total_eur)))
    count = len(them)
    rest_eur = total_eur - chosen.place.sum()
    tonnes_eur = chosen.rest[:count] + rest_eur / count
    rent_eur = chosen.place - chosen.rest[:count]
    return Owen(
        eur=tonnes_eur + rent_eur,
        tonnes_eur=tonnes_eur,
        rent_eur=rent_eur,
        low_eur=low,
        high_eur=high,
        plant_rent_eur=chosen.rest[count:],
    )


def _priced(problem: Problem, them: Parties, duals: Duals) -> Corner:
    """Let each party pay for its tonnes, and be paid for its part of capacities."""
    prices = np.concatenate([duals.have, duals.need]) * problem.lot_tonnes
    tonnes_eur = np.bincount(them.of_lot, weights=prices, minlength=len(them))
    plants = problem.plants
    total_cap = np.where(np.isfinite(plants.total_cap_t), plants.total_cap_t, 0.0)
    month_cap = np.where(np.isfinite(plants.month_cap_t), plants.month_cap_t, 0.0)
    rent = duals.month.sum(axis=1) * month_cap
    rent += (duals.total + duals.stock_cap.sum(axis=1)) * total_cap
    return Corner(tonnes_eur + them.rights.T @ rent, np.concatenate([tonnes_eur, rent]))
