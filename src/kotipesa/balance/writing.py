# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a balance into columns and a file for people."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Indices, Numbers, Texts, texts
from kotipesa.balance.table import Balance
from kotipesa.periods import month_text
from kotipesa.sources.harmless import refuse_formulas

_MEASURES = (
    "surplus_t",
    "need_t",
    "net_t",
    "cumulative_t",
    "surplus_low_t",
    "surplus_high_t",
    "need_low_t",
    "need_high_t",
    "net_low_t",
    "net_high_t",
    "cumulative_low_t",
    "cumulative_high_t",
    "ranged_t",
)
_MILLIGRAM_DECIMALS = 9


def balance_columns(table: Balance) -> dict[str, NDArray[Any]]:
    """Give the columns of a balance by name: its keys, months as texts, then its measures."""
    keys = {key: getattr(table, key) for key in table.by}
    if "month" in keys:
        keys["month"] = _month_texts(table.month)
    return {**keys, **{name: getattr(table, name) for name in _MEASURES}}


def write_balance_csv(table: Balance, path: Path) -> None:
    """Write a balance as CSV: numbers with 12 significant digits, months as ``YYYY-MM``.

    Raises InputError for a name, as of an area, that a spreadsheet would run.
    """
    columns = balance_columns(table)
    written = [
        _number_texts(column) if name in _MEASURES else column.tolist()
        for name, column in columns.items()
    ]
    refuse_formulas(path.name, dict(zip(columns, written, strict=True)))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows(zip(*written, strict=True))


def _month_texts(months: Indices) -> Texts:
    """Write month numbers as texts; each month is spelled out once."""
    number, place = np.unique(months, return_inverse=True)
    return texts([month_text(int(n)) for n in number])[place]


def _number_texts(numbers: Numbers) -> list[str]:
    """Write tonnes; what is below a milligram is rounding, and a negative zero is zero."""
    rounded = np.round(numbers, _MILLIGRAM_DECIMALS) + 0.0
    return [format(number, ".12g") for number in rounded.tolist()]
