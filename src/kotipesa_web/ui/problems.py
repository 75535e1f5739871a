# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell problems in the language of the reader, with their place and their cure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kotipesa.errors import Problem, Where, cure, message, severity, tamed
from kotipesa_web.ui.formats import code_text, language

CODES = frozenset({"kind"})
"""Parameters that may hold a code of the vocabulary's list of that name: people read its word."""


@dataclass(frozen=True, slots=True)
class Told:
    """One problem as it is shown; ``anchor`` is the id of the cell or field it is about."""

    is_error: bool
    place: str
    sentence: str
    cure: str
    anchor: str


def told(problems: Iterable[Problem]) -> list[Told]:
    """Put problems into words, errors first, in their order."""
    words = [_told(problem) for problem in problems]
    return sorted(words, key=lambda problem: not problem.is_error)


def anchor(where: Where) -> str:
    """Name the cell of a place: tables of typed or imported rows give their cells this id."""
    return f"cell-{where.row}-{where.column}" if where.row and where.column else ""


def _told(problem: Problem) -> Told:
    spoken = language()
    problem = replace(problem, params=tuple(_word(*param) for param in problem.params))
    return Told(
        is_error=severity(problem) == "error",
        place=_place(problem.where),
        sentence=message(problem, spoken),
        cure=cure(problem, spoken),
        anchor=anchor(problem.where),
    )


def _word(name: str, text: str) -> tuple[str, str]:
    return (name, code_text(name, text)) if text and name in CODES else (name, text)


def _place(where: Where) -> str:
    parts = [
        where.file,
        _("sheet %(name)s") % {"name": where.sheet} if where.sheet else "",
        _("row %(number)s") % {"number": where.row} if where.row else "",
        _("column %(name)s") % {"name": where.column} if where.column else "",
    ]
    return tamed(", ".join(part for part in parts if part))
