# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one problem: a code, the place, and the parameters of its sentence."""

from dataclasses import dataclass, field

NOTHING_NEAR = "-"
"""The parameter ``nearest`` where nothing known looks like a text."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """The place of a problem; ``row`` is the line of the file, counted by people (header = 1)."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth knowing; its words are looked up by ``code``."""

    code: str
    where: Where = field(default_factory=Where)
    params: tuple[tuple[str, str], ...] = ()


def problem(code: str, where: Where | None = None, **params: object) -> Problem:
    """Make a problem; parameters become the texts its sentence is filled with."""
    filled = tuple(sorted((name, str(value)) for name, value in params.items()))
    return Problem(code, where or Where(), filled)
