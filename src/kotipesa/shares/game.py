# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a game: what every coalition of some players costs together, or is worth."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers

TOLERANCE = 1e-9
"""Differences this small, relative to the largest value of a game, are arithmetic."""


@dataclass(frozen=True, eq=False, slots=True)
class Game:
    """Players, and what each coalition is worth.

    values: by coalition; player p is in coalition number c when bit p of c is set, so the first
    is nobody (0) and the last everybody. is_cost: values are costs, to be shared so that nobody
    pays much; else gains. All rules work on worth, which is cost with its sign turned.
    """

    players: tuple[str, ...]
    values: Numbers
    is_cost: bool

    @property
    def worth(self) -> Numbers:
        """Give what each coalition is worth."""
        return -self.values if self.is_cost else self.values

    @property
    def total(self) -> float:
        """Give the value of everybody together."""
        return float(self.values[-1])

    @property
    def alone(self) -> Numbers:
        """Give the value of each player alone."""
        return self.values[singles(len(self.players))]

    @property
    def scale(self) -> float:
        """Give the largest value, to compare differences with."""
        return max(float(np.abs(self.values).max()), 1e-300)

    def shares(self, worth: Numbers) -> Numbers:
        """Turn what players get into their shares of the costs or gains, which add up exactly."""
        given = -worth if self.is_cost else worth
        rest: Numbers = given + (self.total - given.sum()) / len(given)
        return rest

    def complaint(self, shares: Numbers) -> Numbers:
        """Tell by how much each coalition would do better alone; nobody and everybody by -inf."""
        given = subset_sums(shares)
        better = given - self.values if self.is_cost else self.values - given
        better[[0, -1]] = -np.inf
        return better

    def is_in_core(self, shares: Numbers) -> bool:
        """Tell whether everything is shared and no coalition would do better alone."""
        allowed = TOLERANCE * self.scale
        is_whole = abs(shares.sum() - self.total) <= allowed
        return bool(is_whole and self.complaint(shares).max(initial=-np.inf) <= allowed)

    def is_essential(self) -> bool:
        """Tell whether there are imputations: shares nobody would do better without."""
        alone = self.worth[singles(len(self.players))]
        return bool(alone.sum() <= self.worth[-1] + TOLERANCE * self.scale)


def singles(count: int) -> Indices:
    """Give the numbers of the coalitions of one player."""
    return 1 << np.arange(count)


def subset_sums(values: Numbers) -> Numbers:
    """Add values up over every coalition."""
    sums = np.zeros(1)
    for value in values.tolist():
        sums = np.concatenate([sums, sums + value])
    return sums


def sizes(count: int) -> Indices:
    """Count the players of every coalition."""
    return np.rint(subset_sums(np.ones(count))).astype(np.int64)


def members(coalitions: Indices, count: int) -> Flags:
    """Tell who is in each coalition: coalitions × players."""
    inside: Flags = (coalitions[:, None] >> np.arange(count)) & 1 == 1
    return inside
