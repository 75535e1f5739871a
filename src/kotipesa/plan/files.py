# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the tables of a plan as CSV, and read them back: months as YYYY-MM, 12 digits a number."""

import csv
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from kotipesa.arrays import Numbers, texts
from kotipesa.periods import month_number, month_text
from kotipesa.plan.tables import Moves, Prices, Stocks, Unmet
from kotipesa.sources.harmless import refuse_formulas

_NUMBERS = {"tonnes", "km", "eur", "kgco2e", "amount_t", "price_eur_per_t"}
TableT = TypeVar("TableT", Moves, Stocks, Unmet, Prices)


def write_table(table: Moves | Stocks | Unmet | Prices, path: Path) -> None:
    """Write a table of a plan; its columns are the fields of its class."""
    write_columns({f.name: getattr(table, f.name) for f in fields(table)}, path)


def write_columns(columns: dict[str, Any], path: Path) -> None:
    """Write columns as CSV: numbers with 12 significant digits, ``month`` as YYYY-MM.

    Raises InputError for a text that a spreadsheet would run.
    """
    cells = [_cells(name, column) for name, column in columns.items()]
    refuse_formulas(path.name, dict(zip(columns, cells, strict=True)))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows(zip(*cells, strict=True))


def _cells(name: str, column: Any) -> list[str]:
    values = column.tolist()
    if name == "month":
        return [month_text(value) for value in values]
    if values and isinstance(values[0], float):
        return [number_text(value) for value in values]
    return [str(value) for value in values]


def number_text(value: float) -> str:
    """Write a number with 12 significant digits; nan and infinity are an empty cell."""
    return format(value + 0.0, ".12g") if np.isfinite(value) else ""


def read_table(kind: type[TableT], path: Path) -> TableT:
    """Read a table of a plan as it was written by write_table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {f.name: _column(f.name, [row[f.name] for row in rows]) for f in fields(kind)}
    return kind(**columns)


def _column(name: str, cells: list[str]) -> Any:
    if name == "month":
        return np.array([month_number(cell) for cell in cells], dtype=np.int32)
    if name in _NUMBERS:
        return _numbers(cells)
    return texts(cells)


def _numbers(cells: list[str]) -> Numbers:
    return np.array([float(cell) if cell else np.nan for cell in cells], dtype=np.float64)
