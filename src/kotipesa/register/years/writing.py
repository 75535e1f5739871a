# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what changed between two years as rows for programs, and as CSV."""

import csv
from dataclasses import fields
from math import isnan
from pathlib import Path
from typing import Any

from kotipesa.errors import LANGUAGES, Language
from kotipesa.register.same.reasons import Reason, words
from kotipesa.register.years.changes import YearChanges
from kotipesa.sources.cells import is_formula

_PLAIN = "'"
"""What tells a spreadsheet that a text beginning like a formula is a text."""


def change_rows(found: YearChanges) -> list[dict[str, Any]]:
    """Give a row a change, with lists of changes and of reasons in every language."""
    names = [field.name for field in fields(YearChanges)]
    columns = [getattr(found, name).tolist() for name in names]
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    for row in rows:
        row["changes"] = list(row["changes"])
        row["reasons"] = [_reason(reason) for reason in row["reasons"]]
    return rows


def write_changes_csv(found: YearChanges, path: Path, language: Language) -> None:
    """Write one line a change: numbers with a decimal point, reasons in words, no formulas."""
    names = [field.name for field in fields(YearChanges)]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(names)
        for row in range(len(found)):
            lines.writerow([_cell(getattr(found, name)[row], language) for name in names])


def _reason(reason: Reason) -> dict[str, Any]:
    said = {language: words(reason, language) for language in LANGUAGES}
    return {"evidence": reason.evidence, "points": reason.points, "words": said}


def _cell(value: Any, language: Language) -> str:
    if isinstance(value, tuple):
        parts = [words(p, language) if isinstance(p, Reason) else str(p) for p in value]
        separator = "; " if any(isinstance(p, Reason) for p in value) else "|"
        return _as_text(separator.join(parts))
    if isinstance(value, str):
        return _as_text(value)
    number = float(value)
    return "" if isnan(number) else format(number, ".12g")


def _as_text(text: str) -> str:
    return f"{_PLAIN}{text}" if is_formula(text.lstrip()) else text
