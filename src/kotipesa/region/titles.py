# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what the sheets of a workbook are called: the tables, and what stands beside them."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kotipesa.errors import LANGUAGES, Language
from kotipesa.sources.schema import plain_name

READ_ME, LISTS = "read_me", "lists"


def title(sheet: str, language: Language) -> str:
    """Give the title of a table's sheet, of READ_ME or of LISTS."""
    return _rows()[sheet][language]


def about(table: str, language: Language) -> str:
    """Say in one sentence what a table holds."""
    return _rows()[table][f"about_{language}"]


@cache
def tables_by_title() -> Mapping[str, str]:
    """Give the table of each plain title in any language; '' for READ_ME and LISTS."""
    return {
        plain_name(row[language]): "" if name in (READ_ME, LISTS) else name
        for name, row in _rows().items()
        for language in LANGUAGES
    }


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    text = files("kotipesa.region").joinpath("titles.csv").read_text(encoding="utf-8")
    return {row["table"]: row for row in csv.DictReader(text.splitlines())}
