# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what is told of the columns of the region tables: titles, help, units and limits."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kotipesa_web.ui.formats import language


@dataclass(frozen=True, slots=True)
class Told:
    """One column of a region table, with its words in three languages."""

    table: str
    name: str
    type: str
    is_required: bool
    unit: str
    low: Decimal | None
    high: Decimal | None
    vocabulary: str
    words: Mapping[str, str]

    def title(self) -> str:
        """Give the title in the active language."""
        return self.words[language()]

    def help(self) -> str:
        """Give the help in the active language."""
        return self.words[f"help_{language()}"]


def column(table: str, name: str) -> Told:
    """Find a column of a table; raises KeyError."""
    return _columns()[table, name]


def columns_of(table: str) -> list[Told]:
    """List the columns of a table in their order."""
    return [told for (of, _), told in _columns().items() if of == table]


@cache
def _columns() -> dict[tuple[str, str], Told]:
    text = files("kotipesa.region").joinpath("columns.csv").read_text(encoding="utf-8")
    told = (_told(row) for row in csv.DictReader(text.splitlines()))
    return {(column.table, column.name): column for column in told}


def _told(row: Mapping[str, str]) -> Told:
    return Told(
        table=row["table"],
        name=row["column"],
        type=row["type"],
        is_required=row["required"] == "yes",
        unit=row["unit"],
        low=Decimal(row["low"]) if row["low"] else None,
        high=Decimal(row["high"]) if row["high"] else None,
        vocabulary="material" if row["list"] == "materials" else row["list"],
        words=row,
    )
