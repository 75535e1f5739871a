# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say in three languages why a mapping was proposed as it is."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kotipesa.errors import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, its words looked up by code."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def reason(code: str, **params: object) -> Reason:
    """Make a reason; parameters become the texts its sentence is filled with."""
    return Reason(code, tuple((name, str(value)) for name, value in params.items()))


def reason_text(one: Reason, language: Language) -> str:
    """Say a reason; raises KeyError for one ``reasons.csv`` lacks."""
    return _sentences()[one.code][language].format(**dict(one.params))


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("kotipesa.sources.mapping").joinpath("reasons.csv").read_text(encoding="utf-8")
    return {row["reason"]: row for row in csv.DictReader(text.splitlines())}
