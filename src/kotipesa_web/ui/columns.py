# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what is told of the columns of the region tables: titles, help, units and limits."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.formats import language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


CHOSEN = frozenset({"code", "open_code", "codes", "municipality"})
IN_FORMS: Mapping[tuple[str, str], "_StrPromise"] = {
    ("lots", "amount"): _("More than zero."),
    ("lots", "material"): _("If you do not know it yet, choose what is closest."),
    ("lots", "contamination"): _("Empty means that it is not known."),
    ("lots", "fitness"): _("InfraRYL class; empty means that it is not known."),
    ("lots", "min_fitness"): _("The worst class the need takes; empty means any."),
    ("lots", "accepts"): _("None chosen: its own material and what replaces it."),
    ("lots", "accepts_contamination"): _("None chosen: clean only."),
    ("facilities", "accepts_contamination"): _("None chosen: clean only."),
    ("facilities", "accepts_origin"): _("None chosen: all municipalities."),
    ("facilities", "materials"): _("What is taken in or given out; none chosen: all."),
    ("facilities", "outcome"): _("For outlets only."),
    ("facilities", "origin"): _("For sources only."),
}


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
        """Give the help in the active language, as the filler of a file needs it."""
        return self.words[f"help_{language()}"]

    def form_help(self) -> str:
        """Give the help in a form, where codes are chosen from their words, not written."""
        told = IN_FORMS.get((self.table, self.name), "" if self.type in CHOSEN else self.help())
        return str(told)


def column(table: str, name: str) -> Told:
    """Find a column of a table; raises KeyError."""
    return _columns()[table, name]


def columns_of(table: str) -> list[Told]:
    """List the columns of a table in their order."""
    return [told for (of, _name), told in _columns().items() if of == table]


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
