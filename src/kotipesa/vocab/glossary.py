# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Explain the words of the field in Finnish, Swedish and English."""

from dataclasses import dataclass
from functools import cache

from kotipesa.vocab.tables import rows


@dataclass(frozen=True, slots=True)
class Term:
    """One word: what it is called in each language, and what it means."""

    fi: str
    sv: str
    en: str
    meaning: str
    source: str


@cache
def glossary() -> tuple[Term, ...]:
    """Give all terms in Finnish alphabetical order."""
    return tuple(Term(**row) for row in rows("glossary"))
