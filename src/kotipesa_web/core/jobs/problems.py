# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep problems in a JSON column and read them back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from kotipesa.errors import Problem, Where


def as_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Write problems as plain values."""
    return [
        {"code": found.code, "where": asdict(found.where), "params": dict(found.params)}
        for found in problems
    ]


def from_rows(rows: Sequence[dict[str, Any]]) -> list[Problem]:
    """Read the problems that ``as_rows`` wrote."""
    return [
        Problem(row["code"], Where(**row["where"]), tuple(sorted(row["params"].items())))
        for row in rows
    ]
