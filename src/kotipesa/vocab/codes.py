# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know every closed list of the field: its codes, their labels and what SeutuMASSA calls them."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from kotipesa.vocab.tables import rows

FITNESS = ("s1", "h1", "s2", "h2", "s3", "s4", "h3", "h4", "u1", "u2", "u3", "u4", "tv")
UNKNOWN_FITNESS = len(FITNESS)
NO_FITNESS = len(FITNESS)
"""Both are one place behind the worst, so ``lot.fitness <= need.min_fitness`` is the whole rule."""

CONTAMINATION = ("clean", "threshold", "lower", "upper", "hazardous", "unknown")
SULPHIDE = ("no", "potential", "actual")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list.

    seutumassa_id: the stored value of SeutuMASSA, '' where it has none; parent: the code of the
    group it belongs to, '' for none; also: other spellings people write.
    """

    list: str
    code: str
    seutumassa_id: str
    parent: str
    fi: str
    sv: str
    en: str
    also: tuple[str, ...]
    source: str


def codes(list_name: str) -> tuple[Code, ...]:
    """Give a list in its order; raises KeyError for a list that does not exist."""
    return _lists()[list_name]


def list_names() -> tuple[str, ...]:
    """Name all lists."""
    return tuple(_lists())


def find_code(list_name: str, text: str) -> str | None:
    """Find the code somebody means by a code, a SeutuMASSA id, a label in any language.

    Case, spaces and Unicode composition do not matter; None when nothing fits. Raises KeyError
    for a list that does not exist.
    """
    return _spellings(list_name).get(plain(text))


def label(list_name: str, code: str, language: str) -> str:
    """Give the label of a code in ``fi``, ``sv`` or ``en``; raises KeyError for an unknown one."""
    return _labels(list_name)[code, language]


def plain(text: str) -> str:
    """Strip a text of what people vary without meaning it: case, spaces, Unicode composition."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def _lists() -> dict[str, tuple[Code, ...]]:
    lists: dict[str, list[Code]] = {}
    for row in rows("codes"):
        also = tuple(row["also"].split("|")) if row["also"] else ()
        lists.setdefault(row["list"], []).append(Code(**{**row, "also": also}))  # type: ignore[arg-type]
    return {name: tuple(entries) for name, entries in lists.items()}


@cache
def _spellings(list_name: str) -> dict[str, str]:
    return {
        plain(spelling): entry.code for entry in codes(list_name) for spelling in spellings(entry)
    }


def spellings(entry: Code) -> tuple[str, ...]:
    """Give every text that means this entry."""
    names = (entry.code, entry.seutumassa_id, entry.fi, entry.sv, entry.en, *entry.also)
    return tuple(name for name in names if name)


@cache
def _labels(list_name: str) -> dict[tuple[str, str], str]:
    return {
        (entry.code, language): text
        for entry in codes(list_name)
        for language, text in (("fi", entry.fi), ("sv", entry.sv), ("en", entry.en))
    }
