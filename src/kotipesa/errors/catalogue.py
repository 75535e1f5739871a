# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn problem codes into sentences and cures in Finnish, Swedish and English."""

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from kotipesa.errors.problem import Problem

Language: TypeAlias = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("kotipesa.errors").joinpath("catalogue.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


def message(problem: Problem, language: Language) -> str:
    """Say what is wrong; raises KeyError for a code the catalogue lacks."""
    return _catalogue()[problem.code][language].format(**dict(problem.params))


def cure(problem: Problem, language: Language) -> str:
    """Say what to do about it; raises KeyError for a code the catalogue lacks."""
    return _catalogue()[problem.code][f"cure_{language}"].format(**dict(problem.params))


def severity(problem: Problem) -> str:
    """Tell ``error`` (the work stops) from ``note`` (the work goes on and says so)."""
    return _catalogue()[problem.code]["severity"]
