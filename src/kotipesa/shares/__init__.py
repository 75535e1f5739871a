# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share what planning together costs: who saves what, and whether anybody would do better alone."""

from kotipesa.shares.coalitions import Counted
from kotipesa.shares.game import Game
from kotipesa.shares.game_file import read_game
from kotipesa.shares.nucleolus import nucleolus
from kotipesa.shares.shapley import sampled_shapley, shapley
from kotipesa.shares.share_out import BY, ORDERS, RIGHTS, RULES, Asked, Shares, share_out
from kotipesa.shares.solved_game import SolvedGame, solved

__all__ = [
    "BY",
    "ORDERS",
    "RIGHTS",
    "RULES",
    "Asked",
    "Counted",
    "Game",
    "Shares",
    "SolvedGame",
    "nucleolus",
    "read_game",
    "sampled_shapley",
    "shapley",
    "share_out",
    "solved",
]
