# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the files of a plan as text; what is missing is a fault, not a crash."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kotipesa.testing.audit.fault import Fault

Columns: TypeAlias = dict[str, list[str]]

HEADERS = {
    "moves.csv": "from_kind from_id to_kind to_id part material fitness contamination sulphide "
    "month tonnes km eur kgco2e",
    "stocks.csv": "store material fitness contamination sulphide month tonnes",
    "unmet.csv": "lot tonnes reason",
}


def missing_papers(directory: Path) -> Iterator[Fault]:
    """Find the files and columns that are not there."""
    for name, header in HEADERS.items():
        if not (directory / name).is_file():
            yield Fault("missing_file", name)
            continue
        with (directory / name).open(encoding="utf-8-sig", newline="") as file:
            found = next(csv.reader(file), [])
        for column in header.split():
            if column not in found:
                yield Fault("missing_column", name, column)
    if not (directory / "plan.json").is_file():
        yield Fault("missing_file", "plan.json")


def read_columns(directory: Path, name: str) -> Columns:
    """Read one file as columns of text."""
    with (directory / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] or "" for row in rows] for column in HEADERS[name].split()}


def read_figures(directory: Path) -> dict[str, Any]:
    """Read plan.json."""
    figures: dict[str, Any] = json.loads((directory / "plan.json").read_text(encoding="utf-8"))
    return figures
