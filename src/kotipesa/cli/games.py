# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer ``kotipesa shares --game``: the nucleolus and the Shapley value of any table."""

from math import floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kotipesa.arrays import Numbers
from kotipesa.cli.answer import Answer
from kotipesa.cli.look import number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language, problem
from kotipesa.shares import Game, SolvedGame
from kotipesa.workflow.sharing import solve_game

if TYPE_CHECKING:
    from rich.console import RenderableType

_DIGITS = 12


def game_answer(path: Path, language: Language) -> Answer:
    """Read a game and answer it as formats.md §5 says."""
    found = solve_game(path)
    notes = [problem("game_without_imputation")] if found.nucleolus is None else []
    record = _record(found)
    heads = [say(f"shares_{name}", language) for name in ("player", "nucleolus", "shapley")]
    rows = [
        [name, *(_number(record[rule], name, language) for rule in ("nucleolus", "shapley"))]
        for name in found.game.players
    ]
    shown: list[RenderableType] = [
        table(heads, rows, numbers=(1, 2)),
        *_core_texts(record, language),
    ]
    return Answer(record, shown, problems=notes)


def _record(found: SolvedGame) -> dict[str, Any]:
    rules = {"nucleolus": found.nucleolus, "shapley": found.shapley}
    return {
        **{name: _named(found.game, shares) for name, shares in rules.items()},
        "in_core": {
            name: shares is not None and found.game.is_in_core(shares)
            for name, shares in rules.items()
        },
        "core_empty": found.core_is_empty,
    }


def _named(game: Game, shares: Numbers | None) -> dict[str, float] | None:
    """Name each share, without the noise of arithmetic."""
    if shares is None:
        return None
    decimals = _DIGITS - 1 - floor(log10(game.scale))
    rounded = [round(share, decimals) + 0.0 for share in shares.tolist()]
    return dict(zip(game.players, rounded, strict=True))


def _number(shares: dict[str, float] | None, name: str, language: Language) -> str:
    return number(shares[name] if shares else None, language, 4)


def _core_texts(record: dict[str, Any], language: Language) -> list[str]:
    if record["core_empty"]:
        return [say("game_core_empty", language)]
    return [
        say(
            f"game_core_{'in' if inside else 'out'}", language, rule=say(f"shares_{rule}", language)
        )
        for rule, inside in record["in_core"].items()
    ]
