# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the codes that look like a text, over their labels in three languages."""

from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz.distance import JaroWinkler

from kotipesa.errors import NOTHING_NEAR
from kotipesa.vocab import codes, municipalities
from kotipesa.vocab.codes import plain, spellings

_CLOSE_ENOUGH = 0.75
_WITHIN_CHARS = 4
_COMPARED = 200
_AMONG_AT_MOST = 20_000
_SHOWN = 3


def nearest_of_list(list_name: str, text: str, also: Iterable[str] = ()) -> str:
    """Name up to three codes of a list, or of the region's own, that look like a text."""
    return nearest_spelled(text, _spelled(list_name) | {plain(code): code for code in also})


def nearest_municipalities(text: str) -> str:
    """Name up to three municipalities that look like a text."""
    return nearest_spelled(text, _municipalities())


def nearest_spelled(text: str, spelled: Mapping[str, str]) -> str:
    """Name up to three things that look like a text, by their spellings; NOTHING_NEAR for none."""
    if len(spelled) > _AMONG_AT_MOST:
        return NOTHING_NEAR
    wanted = plain(text)[:_COMPARED]
    scores = {spelling: _alike(wanted, spelling) for spelling in spelled}
    best = sorted(scores, key=lambda spelling: (-scores[spelling], spelling))
    close = dict.fromkeys(spelled[one] for one in best if scores[one] >= _CLOSE_ENOUGH)
    return ", ".join(list(close)[:_SHOWN]) or NOTHING_NEAR


def _alike(one: str, other: str) -> float:
    """Compare by the beginnings, as endings vary, or by the shorter within the longer."""
    within = len(other) >= _WITHIN_CHARS and (other in one or one in other)
    return max(JaroWinkler.similarity(one, other), 0.9 if within else 0.0)


@cache
def _spelled(list_name: str) -> dict[str, str]:
    return {
        plain(spelling): entry.code
        for entry in codes(list_name)
        for spelling in spellings(entry)
        if len(spelling) > 1
    }


@cache
def _municipalities() -> dict[str, str]:
    return {plain(name): one.fi for one in municipalities() for name in (one.fi, one.sv, one.en)}
