# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out the Shapley value: what each player adds, on average over all orders of joining."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.shares.game import Game, sizes


def shapley(game: Game) -> Numbers:
    """Share by the Shapley value, exactly."""
    count = len(game.players)
    size = sizes(count)
    weight = np.array([1 / (count * comb(count - 1, before)) for before in range(count)])
    shares = np.empty(count)
    for player in range(count):
        without = np.flatnonzero((np.arange(1 << count) >> player) & 1 == 0)
        added = game.values[without | 1 << player] - game.values[without]
        shares[player] = weight[size[without]] @ added
    return game.shares(-shares if game.is_cost else shares)


@dataclass(frozen=True, eq=False, slots=True)
class Sampled:
    """Shares from some orders of joining; error: the standard error of each."""

    shares: Numbers
    error: Numbers


def sampled_shapley(
    value: Callable[[int], float], players: int, *, orders: int, seed: int
) -> Sampled:
    """Share by drawn orders, each taken forwards and backwards, which lessens the error.

    orders: at least 4, counted both ways; value: of a coalition, numbered as in Game. The shares
    add up to the value of everybody whatever is drawn.
    """
    rng = np.random.default_rng(seed)
    means = []
    for _ in range(max(2, orders // 2)):
        order = rng.permutation(players).tolist()
        both = _added(value, order) + _added(value, order[::-1])
        means.append(both / 2)
    drawn = np.array(means)
    error = drawn.std(axis=0, ddof=1) / np.sqrt(len(drawn))
    return Sampled(drawn.mean(axis=0), error)


def _added(value: Callable[[int], float], order: list[int]) -> Numbers:
    """Tell what each player adds when they join in an order."""
    added = np.zeros(len(order))
    coalition, before = 0, 0.0
    for player in order:
        coalition |= 1 << player
        after = value(coalition)
        added[player] = after - before
        before = after
    return added
