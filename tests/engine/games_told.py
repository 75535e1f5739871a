# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write games down the way papers do: a rule that gives each coalition its value."""

from collections.abc import Callable, Sequence

import numpy as np

from kotipesa.shares import Game


def game(players: int, value: Callable[[list[int]], float], *, is_cost: bool = False) -> Game:
    """Tabulate a game; value: of a coalition of players counted from 0."""
    coalitions = [[p for p in range(players) if c >> p & 1] for c in range(1 << players)]
    values = np.array([float(value(members)) for members in coalitions])
    values[0] = 0.0
    return Game(tuple("ABCDEFGHIJKLMNOP"[:players]), values, is_cost=is_cost)


def airport(runways: Sequence[float]) -> Game:
    """Let each coalition pay for the longest runway it needs."""
    return game(len(runways), lambda who: max((runways[p] for p in who), default=0), is_cost=True)


def bankruptcy(estate: float, claims: Sequence[float]) -> Game:
    """Let each coalition be sure of what is left when all others have had their claims."""
    others = sum(claims)
    return game(len(claims), lambda who: max(0, estate - others + sum(claims[p] for p in who)))


def voting(quota: float, weights: Sequence[float]) -> Game:
    """Let a coalition win everything when it has votes enough."""
    return game(len(weights), lambda who: sum(weights[p] for p in who) >= quota)


def tabled(values: dict[str, float], *, is_cost: bool = False) -> Game:
    """Tabulate a game by the letters of its coalitions; those not named are worth 0."""
    players = max(map(len, values))
    letters = "ABCDEFGHIJKLMNOP"
    return game(
        players, lambda who: values.get("".join(letters[p] for p in who), 0), is_cost=is_cost
    )
