# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer a game given as a table: nucleolus, Shapley value, and whether they are in the core."""

from dataclasses import dataclass

from kotipesa.arrays import Numbers
from kotipesa.shares.game import Game
from kotipesa.shares.nucleolus import nucleolus
from kotipesa.shares.shapley import shapley


@dataclass(frozen=True, eq=False, slots=True)
class SolvedGame:
    """A game and its answers; nucleolus: None where there is no imputation."""

    game: Game
    nucleolus: Numbers | None
    shapley: Numbers

    @property
    def core_is_empty(self) -> bool:
        """Tell whether some coalition blocks whatever is shared: the nucleolus is in any core."""
        return self.nucleolus is None or not self.game.is_in_core(self.nucleolus)


def solved(game: Game) -> SolvedGame:
    """Work out the nucleolus over imputations, and the Shapley value."""
    return SolvedGame(game, nucleolus(game), shapley(game))
