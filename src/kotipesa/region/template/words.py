# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what stands in a template in Finnish, Swedish and English."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kotipesa.errors import Language


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Read ``words.csv``: sentences by key and language."""
    text = files("kotipesa.region.template").joinpath("words.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def say(key: str, language: Language, **params: object) -> str:
    """Say a sentence; raises KeyError for one ``words.csv`` lacks."""
    sentence = words()[key][language]
    return sentence.format(**params) if params else sentence
