# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the tables of the vocabulary; ``-`` in a cell means 'none' and becomes the empty text."""

import csv
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

NONE = "-"


def table_files() -> list[Traversable]:
    """List the tables, in the order of their names."""
    tables = [f for f in files("kotipesa.vocab").iterdir() if f.name.endswith(".csv")]
    return sorted(tables, key=lambda table: table.name)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read one table, ``rows("codes")`` for ``codes.csv``; callers must not write into the rows."""
    text = files("kotipesa.vocab").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    return tuple({k: "" if v == NONE else v for k, v in row.items()} for row in reader)


def number(cell: str) -> float:
    """Read a cell of numbers; 'none' is nan."""
    return float(cell) if cell else float("nan")
