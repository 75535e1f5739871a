# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read of a plan directory what follow-up needs: its moves, its stocks, and whose plan it is."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.plan.files import read_table
from kotipesa.plan.tables import Moves, Stocks

TableT = TypeVar("TableT", Moves, Stocks)


@dataclass(frozen=True, eq=False, slots=True)
class Planned:
    """What was planned; input_sha256: of the region it was made from, '' when nobody says."""

    moves: Moves
    stocks: Stocks
    input_sha256: str


def read_planned(directory: Path) -> Planned:
    """Read a plan directory; raises InputError with every file that is missing or broken."""
    problems: list[Problem] = []
    record = _record(directory / "plan.json", problems)
    moves = _table(Moves, directory / "moves.csv", problems)
    stocks = _table(Stocks, directory / "stocks.csv", problems)
    if problems or moves is None or stocks is None:
        raise InputError(problems)
    return Planned(moves, stocks, str(record.get("input_sha256", "")))


def _record(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(_missing(path))
    except (OSError, ValueError) as fault:
        problems.append(_unreadable(path, fault))
    else:
        if isinstance(record, dict):
            return record
        problems.append(_unreadable(path, "{ }"))
    return {}


def _table(kind: type[TableT], path: Path, problems: list[Problem]) -> TableT | None:
    try:
        return read_table(kind, path)
    except FileNotFoundError:
        problems.append(_missing(path))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        problems.append(_unreadable(path, fault))
    return None


def _missing(path: Path) -> Problem:
    return problem("plan_file_missing", Where(path.name), file=path.name)


def _unreadable(path: Path, reason: object) -> Problem:
    return problem("plan_file_unreadable", Where(path.name), reason=reason)
