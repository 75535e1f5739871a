# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the counterparts of a lot: the possible ones by price, the others counted by reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType

from kotipesa.cli.look import column_head, number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.report.speech import Speech, speech

SHOWN = 20
_NUMBERS = {"km": 1, "eur_per_t": 2, "tonnes": 0, "too_dear_eur_per_t": 2}


def candidates_shown(rows: Sequence[Mapping[str, Any]], language: Language) -> list[RenderableType]:
    """Show the best possible counterparts, and how many are excluded by what."""
    said = speech(language)
    possible = [row for row in rows if not row["excluded_by"]]
    excluded = Counter(row["excluded_by"] for row in rows if row["excluded_by"])
    names = [name for name in (rows[0] if rows else ()) if name != "excluded_by"]
    shown: list[RenderableType] = []
    if possible:
        texts = [[_text(name, row[name], said) for name in names] for row in possible[:SHOWN]]
        numbers = [place for place, name in enumerate(names) if name in _NUMBERS]
        shown.append(table([_head(name, said) for name in names], texts, numbers=numbers))
    else:
        shown.append(say("no_candidates", language))
    if more := len(possible) - SHOWN:
        shown += [say("and_more", language, count=number(more, language))] if more > 0 else []
    shown += [
        say("excluded", language, count=number(n, language), reason=said.label("reason", reason))
        for reason, n in sorted(excluded.items())
    ]
    return shown


def _head(name: str, said: Speech) -> str:
    return say(f"head_{name}", said.language) if name in _OWN_HEADS else column_head(name, said)


_OWN_HEADS = {"kind", "id", "owner", "eur_per_t", "too_dear_eur_per_t"}


def _text(name: str, value: Any, said: Speech) -> str:
    if name in _NUMBERS:
        return number(value, said.language, _NUMBERS[name])
    if name == "municipality":
        return said.municipality(value)
    if name == "kind":
        return say("lot", said.language) if value == "lot" else said.label("role", value)
    return str(value)
