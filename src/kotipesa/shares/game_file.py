# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a game from JSON, strictly: every coalition once, every value a number (formats.md §5)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.errors import InputError, Problem, Where, problem, sound
from kotipesa.shares.game import Game, members
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, shown, size_problem

MOST_PLAYERS = 16
"""Players a file may have: 65,535 values."""

_LIMITS = replace(DEFAULT_LIMITS, file_bytes=32 * MEBIBYTE)
_SENSES = {"cost": True, "value": False}
_NAMED = 3  # missing coalitions to name


def read_game(path: Path) -> Game:
    """Read a game; raises InputError with everything that is wrong with it."""
    where = Where(path.name)
    if not path.is_file():
        raise InputError([problem("path_not_found", where, path=path.name)])
    if too_large := size_problem(path, _LIMITS):
        raise InputError([too_large])
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_Pairs)
    except (OSError, ValueError, RecursionError) as fault:
        raise InputError([problem("game_unclear", where, reason=shown(str(fault)))]) from fault
    game, problems = _game(told, where)
    return sound(game, problems)


class _Pairs(list[tuple[str, Any]]):
    """An object of a JSON file, its names in order, those said twice too."""


def _game(told: object, where: Where) -> tuple[Game | None, list[Problem]]:
    parts = dict(told) if isinstance(told, _Pairs) else {}
    players, sense, values = (parts.get(name) for name in ("players", "sense", "values"))
    wrong = [
        problem("game_part_wrong", replace(where, column=name), part=name)
        for name, is_good in (
            ("players", _are_players(players)),
            ("sense", isinstance(sense, str) and sense in _SENSES),
            ("values", isinstance(values, _Pairs)),
        )
        if not is_good
    ]
    if wrong:
        return None, wrong
    names: list[str] = [name.strip() for name in players or ()]
    if len(names) > MOST_PLAYERS:
        many = problem("game_too_many_players", where, count=len(names), limit=MOST_PLAYERS)
        return None, [many]
    number = {name: 1 << place for place, name in enumerate(names)}
    table = np.full(1 << len(names), np.nan)
    table[0] = 0.0
    problems = list(_fill(table, values or _Pairs(), number, where))
    problems += _missing(table, names, where) if not problems else []
    return Game(tuple(names), table, is_cost=_SENSES[str(sense)]), problems


def _are_players(players: object) -> bool:
    """Tell whether something is a list of different names, without commas, of one or more."""
    if not isinstance(players, list) or isinstance(players, _Pairs) or not players:
        return False
    if not all(isinstance(name, str) for name in players):
        return False
    names = [name.strip() for name in players]
    return all(name and "," not in name for name in names) and len(set(names)) == len(names)


def _fill(
    table: np.ndarray, values: _Pairs, number: Mapping[str, int], where: Where
) -> Iterator[Problem]:
    """Write every value in its place; a coalition's players may come in any order."""
    for key, value in values:
        place = replace(where, column="values", value=shown(key))
        names = [name.strip() for name in key.split(",")] if key.strip() else []
        unknown = sorted(set(names) - number.keys())
        coalition = sum(number[name] for name in set(names) - set(unknown))
        if unknown:
            yield problem("game_player_unknown", place, player=shown(unknown[0]))
        elif len(set(names)) < len(names):
            yield problem("game_player_twice", place)
        elif isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            yield problem("game_value_not_number", place)
        elif coalition and not np.isnan(table[coalition]):
            yield problem("game_coalition_twice", place)
        elif not coalition and value:
            yield problem("game_nobody_has_value", place)
        else:
            table[coalition] = value


def _finite(value: float) -> bool:
    """Tell whether a number is one that can be counted with: JSON's may be of any size."""
    try:
        return isfinite(float(value)) and abs(value) < 1e100
    except OverflowError:
        return False


def _missing(table: np.ndarray, names: list[str], where: Where) -> Iterator[Problem]:
    """Say which coalitions have no value: a value nobody gave is never guessed."""
    lacking = np.flatnonzero(np.isnan(table))
    if not len(lacking):
        return
    inside = members(lacking[:_NAMED], len(names))
    texts = [
        ",".join(name for name, is_in in zip(names, row, strict=True) if is_in)
        for row in inside.tolist()
    ]
    yield problem(
        "game_coalitions_missing",
        replace(where, column="values"),
        count=len(lacking),
        first=shown("; ".join(texts)),
    )
