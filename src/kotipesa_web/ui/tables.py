# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Describe tables as values: what stands in them, how it is written, how it is sorted and paged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, TypeAlias

from django.core.paginator import Page
from django.utils.functional import Promise

from kotipesa_web.core.permissions.shown import Shown

Text: TypeAlias = str | Promise
Kind: TypeAlias = Literal[
    "text",
    "words",
    "number",
    "interval",
    "tonnes",
    "eur",
    "km",
    "percent",
    "month",
    "date",
    "code",
    "link",
    "status",
]
Row: TypeAlias = Mapping[str, Any] | Shown | object
NUMERIC = frozenset({"number", "interval", "tonnes", "eur", "km", "percent"})
UNITS: Mapping[str, str] = {"tonnes": "t", "eur": "€", "km": "km", "percent": "%"}


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: Text
    href: str


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate: the likely value between a low and a high one."""

    low: float | None
    mid: float | None
    high: float | None

    @classmethod
    def about(cls, value: float) -> Self:
        """Show a sum of estimates with the figures it carries; files have it exactly."""
        return cls(None, value, None)

    @classmethod
    def of_band(cls, band: str) -> Self | None:
        """Show the ends of a band such as ``500-2000`` or ``50000-``; None for ''."""
        low, _dash, high = band.partition("-")
        return cls(float(low), None, float(high) if high else None) if low else None


@dataclass(frozen=True, slots=True)
class Status:
    """A state as a sign and a word, never colour alone."""

    kind: Literal["good", "attention", "bad", "info", "quiet", "sealed", "partners", "public"]
    text: Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` finds the value in a row, ``kind`` says how it is written.

    ``list`` names the vocabulary of a code; ``unit`` stands in the head; ``words`` are long texts.
    """

    name: str
    title: Text
    kind: Kind = "text"
    unit: str = ""
    list: str = ""
    decimals: int | None = None
    is_sortable: bool = False

    @property
    def is_numeric(self) -> bool:
        """Tell whether cells line up on the right."""
        return self.kind in NUMERIC

    @property
    def shown_unit(self) -> str:
        """Give the unit for the head: its own, else that of the kind."""
        return self.unit or UNITS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first column heads each row.

    ``sorted_by`` is a column name, with '-' before it where the order falls; ``page`` adds paging;
    ``total`` is a last row of sums; ``downloads`` are links to the same rows as files, for those
    who may export.
    """

    id: str
    caption: Text
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    sorted_by: str = ""
    page: Page[Any] | None = None
    total: Row | None = None
    downloads: tuple[Link, ...] = ()
    note: Text = ""
    empty: Text = ""
    is_caption_hidden: bool = False


def value_of(row: Row, name: str) -> Any:
    """Find the value of a column in a mapping, a row as a viewer sees it, or an object."""
    if isinstance(row, Shown):
        return row[name]
    return row.get(name) if isinstance(row, dict | Mapping) else getattr(row, name, None)
