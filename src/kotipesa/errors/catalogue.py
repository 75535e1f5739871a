# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn problem codes into sentences and cures in Finnish, Swedish and English."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from kotipesa.errors.problem import NOTHING_NEAR, Problem

Language: TypeAlias = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
_WORD_CHARS = 1_000
_NEAREST = re.compile(r" [^.:]+: \{nearest\}\.$")
"""The sentence that names what looks like a text: left out where nothing does."""
_OBEYED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
"""Signs that nobody sees and terminals obey: controls, marks of direction, halves of signs."""


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("kotipesa.errors").joinpath("catalogue.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


def message(problem: Problem, language: Language) -> str:
    """Say what is wrong; raises KeyError for a code the catalogue lacks."""
    return _said(problem, language)


def cure(problem: Problem, language: Language) -> str:
    """Say what to do about it; raises KeyError for a code the catalogue lacks."""
    return _said(problem, f"cure_{language}")


def severity(problem: Problem) -> str:
    """Tell ``error`` (the work stops) from ``note`` (the work goes on and says so)."""
    return _catalogue()[problem.code]["severity"]


def tamed(text: str) -> str:
    """Show a stranger's text as one line in which nothing hides and nothing is obeyed."""
    return _OBEYED.sub("\ufffd", " ".join(text.splitlines())) if not text.isprintable() else text


def _short(text: str) -> str:
    return text if len(text) <= _WORD_CHARS else f"{text[: _WORD_CHARS - 1]}…"


def _said(problem: Problem, column: str) -> str:
    words = {name: tamed(_short(text)) for name, text in problem.params}
    sentence = _catalogue()[problem.code][column]
    if words.get("nearest") == NOTHING_NEAR:
        sentence = _NEAREST.sub("", sentence)
    return sentence.format(**words)
