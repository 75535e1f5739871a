# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say the sentences of the command line in Finnish, Swedish and English."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from kotipesa.errors import Language, tamed


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Read ``texts.csv``: sentences by key and language."""
    content = files("kotipesa.cli").joinpath("texts.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(content.splitlines())}


def say(key: str, language: Language, **params: object) -> str:
    """Say a sentence, with strangers' words tamed; raises KeyError for one ``texts.csv`` lacks."""
    sentence = texts()[key][language]
    words = {name: _harmless(value) for name, value in params.items()}
    return sentence.format(**words) if words else sentence


def _harmless(value: object) -> object:
    return tamed(str(value)) if isinstance(value, str | Path) else value
