# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share so that relative savings differ as little as they can (equal profit method, Frisk 2010).

No known coalition pays more than alone. Several shares may be equally even; chosen is the one
nearest to shares in proportion to costs alone, of which there is exactly one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.shares.halfspaces import Halfspaces
from kotipesa.shares.nearest import Corner, nearest

Blocking = Callable[[Numbers], tuple[Flags, Numbers]]
"""Tell which coalitions would do better alone than by some shares, and what each would pay."""

_EVEN = 1e-9
_MOST_ROUNDS = 200


def in_proportion(alone: Numbers, total: float) -> Numbers:
    """Share in proportion to costs alone; equally where those are nothing."""
    sum_alone = alone.sum()
    if sum_alone <= _EVEN * max(1.0, abs(total)):
        return np.full(len(alone), total / len(alone))
    return np.asarray(alone * (total / sum_alone))


def equal_profit(alone: Numbers, total: float, blocking: Blocking) -> Numbers:
    """Share a total by the equal profit method; costs alone are at least 0."""
    wish = in_proportion(alone, total)
    if not len(blocking(wish)[1]):
        return wish
    scale = max(float(np.abs(alone).max()), abs(total))
    even = _Even(alone / scale, total / scale, scale, blocking)
    spread = np.append(np.zeros(len(alone)), [1.0, -1.0])
    least = spread @ even.least(spread)
    even.cap(spread, float(least) + _EVEN)

    def farthest(direction: Numbers) -> Corner:
        cost = np.append(-direction / max(float(np.abs(direction).max()), 1e-300), [0.0, 0.0])
        return Corner(even.least(cost)[:-2], np.zeros(0))

    shares = nearest(wish / scale, farthest, _EVEN).place * scale
    evened: Numbers = shares + (total - shares.sum()) / len(shares)
    return evened


@dataclass(eq=False, slots=True)
class _Even:
    """Shares between a highest and a lowest ratio to costs alone, which are the last variables."""

    alone: Numbers
    total: float
    scale: float
    blocking: Blocking
    rows: Numbers = field(init=False)
    bounds: Numbers = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.alone)
        counted = np.flatnonzero(self.alone > _EVEN)
        ratios = np.zeros((len(counted), count + 2))
        ratios[np.arange(len(counted)), counted] = 1 / self.alone[counted]
        high, low = np.eye(count + 2)[-2:]
        whole = np.append(np.ones(count), [0.0, 0.0])
        alone = -np.eye(count, count + 2)
        self.rows = np.concatenate(
            [[whole, -whole, high - low], high - ratios, ratios - low, alone]
        )
        zeros = np.zeros(1 + 2 * len(counted))
        self.bounds = np.concatenate([[self.total, -self.total], zeros, -self.alone])

    def cap(self, row: Numbers, most: float) -> None:
        """Let a sum be no more than this from now on."""
        self.rows = np.concatenate([self.rows, -row[None]])
        self.bounds = np.append(self.bounds, -most)

    def least(self, cost: Numbers) -> Numbers:
        """Find shares of least cost that no coalition blocks."""
        program = Halfspaces(cost, 1.0)
        program.add(self.rows, self.bounds)
        for _ in range(_MOST_ROUNDS):
            place = program.least().place
            coalitions, costs = self.blocking(place[:-2] * self.scale)
            if not len(costs):
                break
            rows = np.pad(-coalitions.astype(float), ((0, 0), (0, 2)))
            program.add(rows, -costs / self.scale)
            self.rows = np.concatenate([self.rows, rows])
            self.bounds = np.concatenate([self.bounds, -costs / self.scale])
        return place
