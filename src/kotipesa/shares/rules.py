# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share by every rule, and test each against the coalitions: all of them, or those found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kotipesa.arrays import Numbers
from kotipesa.shares.coalitions import CoalitionCosts, blocking_in
from kotipesa.shares.equal_profit import equal_profit
from kotipesa.shares.game import Game
from kotipesa.shares.nucleolus import nucleolus
from kotipesa.shares.shapley import sampled_shapley, shapley

_SEARCHES = 5


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """Shares by one rule.

    in_core: whether no coalition would pay less alone, None where none was found but not all were
    looked at; error_eur: standard errors of shares that were sampled.
    """

    eur: Numbers
    in_core: bool | None
    error_eur: Numbers | None = None

    def plus(self, more_eur: Numbers) -> "Rule":
        """Add what each party pays whatever the rule."""
        return replace(self, eur=self.eur + more_eur)


def rules_of_all(game: Game, by_prices: Numbers) -> Mapping[str, Rule | None]:
    """Share by every rule, knowing what each coalition pays."""

    def tested(eur: Numbers | None) -> Rule | None:
        return None if eur is None else Rule(eur, game.is_in_core(eur))

    return {
        "shapley": tested(shapley(game)),
        "nucleolus": tested(nucleolus(game)),
        "owen": tested(by_prices),
        "equal_profit": tested(equal_profit(game.alone, game.total, blocking_in(game))),
    }


def rules_of_some(
    costs: CoalitionCosts, by_prices: Numbers, *, orders: int, seed: int
) -> Mapping[str, Rule | None]:
    """Share by the rules that need not know every coalition, and look for those that block.

    Shares by prices are in the core by their prices, whatever is planned.
    """
    drawn = sampled_shapley(costs, len(costs.them), orders=orders, seed=seed)
    even, found = _evened(costs)
    return {
        "shapley": Rule(drawn.shares, _tested(blocked=costs.search(drawn.shares)), drawn.error),
        "nucleolus": None,
        "owen": Rule(by_prices, in_core=True),
        "equal_profit": Rule(even, _tested(blocked=found)),
    }


def _evened(costs: CoalitionCosts) -> tuple[Numbers, bool]:
    """Share evenly, taking in the coalitions that block until a search finds none."""
    alone = costs.alone()
    for _ in range(_SEARCHES):
        even = equal_profit(alone, costs.total_eur, costs.blocking)
        found = costs.search(even)
        if not found:
            break
    return even, found


def _tested(*, blocked: bool) -> bool | None:
    return False if blocked else None
