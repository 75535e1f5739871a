# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Speak one language: its sentences, its names of codes, its numbers."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kotipesa import vocab
from kotipesa.errors import Language
from kotipesa.report.numbers import NumberStyle, shown_unit


@dataclass(frozen=True, slots=True)
class Speech:
    """Everything that depends on the language of a report."""

    language: Language
    numbers: NumberStyle
    sentences: Mapping[str, str]

    def text(self, key: str, **params: object) -> str:
        """Say a sentence of ``texts.csv``; raises KeyError for one it lacks."""
        sentence = self.sentences[key]
        return sentence.format(**params) if params else sentence

    def count(self, key: str, number: int) -> str:
        """Say how many, in the singular (``key_one``) or the plural (``key_many``)."""
        form = "one" if number == 1 else "many"
        return self.text(f"{key}_{form}", n=self.numbers.number(number, 0))

    def few(self, names: Sequence[str], shown: int, separator: str = ", ") -> str:
        """List names, all if they are at most one more than ``shown``, and count those left out."""
        if len(names) <= shown + 1:
            return separator.join(names)
        more = self.text("and_more", n=len(names) - shown)
        return f"{separator.join(names[:shown])} {more}"

    def known_text(self, key: str, otherwise: str) -> str:
        """Say a sentence if there is one, else what the data themselves say."""
        return self.sentences.get(key, otherwise)

    def unit(self, code: str) -> str:
        """Name a unit that is a word; other units are shown as they are."""
        return self.known_text(f"unit_{code}", shown_unit(code))

    def label(self, list_name: str, code: str) -> str:
        """Name a code of the vocabulary; one that only the region knows is shown as it is."""
        try:
            return vocab.label(list_name, code, self.language)
        except KeyError:
            return code

    def municipality(self, name: str) -> str:
        """Name a municipality given by code or name; one the vocabulary lacks stays as it is."""
        if not name:
            return self.text("municipality_unknown")
        found = vocab.find_municipality(name)
        return getattr(found, self.language) if found else name


@cache
def speech(language: Language) -> Speech:
    """Learn a language: ``fi``, ``sv`` or ``en``."""
    sentences = {row["key"]: row[language] for row in text_rows()}
    return Speech(language, NumberStyle(language), sentences)


@cache
def text_rows() -> tuple[dict[str, str], ...]:
    """Read ``texts.csv``."""
    content = files("kotipesa.report").joinpath("texts.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines()))
