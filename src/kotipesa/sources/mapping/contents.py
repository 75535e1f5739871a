# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at what stands in a column: how much of it reads as what."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.sources.cells import clean_text, list_parts, read_yes
from kotipesa.sources.columns import find_listed
from kotipesa.sources.mapping.meaning import DASHES
from kotipesa.sources.mapping.written_amounts import read_amount
from kotipesa.sources.mapping.written_periods import read_period
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import NUMBER_TYPES, Column
from kotipesa.vocab import find_code, find_municipality

_CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.\w+|(?:\+|0)\d[\d\s()-]{5,}\d")
_MOST_LOOKED_AT = 2_000
_LONGEST_CONTACT = 200


@dataclass(frozen=True, eq=False, slots=True)
class Contents:
    """The texts of a column that say anything, each once with its count of rows.

    rows: how many rows the table has.
    """

    counts: Mapping[str, int]
    rows: int

    @property
    def filled(self) -> int:
        """Count the rows that say something."""
        return sum(self.counts.values())

    def share(self, reads: Callable[[str], bool]) -> float:
        """Tell what share of the distinct texts can be read in some way; 0 without any."""
        looked_at = list(self.counts)[:_MOST_LOOKED_AT]
        return sum(map(reads, looked_at)) / len(looked_at) if looked_at else 0.0

    def rows_with(self, part: str) -> int:
        """Count the rows that say something, alone or in a list."""
        return sum(rows for text, rows in self.counts.items() if part in list_parts(text))

    def is_unique(self) -> bool:
        """Tell whether every row says something of its own."""
        return len(self.counts) == self.rows > 0

    def numbers(self) -> Numbers:
        """Give the distinct numbers, the middles of ranges."""
        amounts = [read_amount(text) for text in list(self.counts)[:_MOST_LOOKED_AT]]
        return np.array([amount.middle for amount in amounts if amount is not None])


def contents_of(table: RawTable) -> dict[str, Contents]:
    """Look at every column of a table."""
    looked_at = {}
    for name, column in zip(table.header, table.columns, strict=True):
        rows = np.bincount(column.place, minlength=len(column.found))
        counts: dict[str, int] = {}
        for text, count in zip(column.found, rows.tolist(), strict=True):
            cleaned = clean_text(text)
            if count and cleaned and cleaned not in DASHES:
                counts[cleaned] = counts.get(cleaned, 0) + count
        looked_at[name] = Contents(counts, len(table))
    return looked_at


def readable_share(contents: Contents, column: Column) -> float | None:
    """Tell what share of a column can be read as a column of the region; None for free texts."""
    reads = _reader(column)
    return None if reads is None else contents.share(reads)


def reads_as(text: str, column: Column) -> bool:
    """Tell whether a text can be read as a column of the region; free texts always."""
    reads = _reader(column)
    return reads is None or reads(text)


def is_contact(text: str) -> bool:
    """Tell whether a text is an address of e-mail or a telephone number."""
    if len(text) > _LONGEST_CONTACT:
        return False
    return _CONTACT.fullmatch(text) is not None and read_amount(text) is None


def is_value(text: str) -> bool:
    """Tell whether a text is a number or a time: no word of any list."""
    return read_amount(text) is not None or read_period(text) is not None


def _reader(column: Column) -> Callable[[str], bool] | None:
    if column.type in NUMBER_TYPES:
        return lambda text: read_amount(text) is not None
    if column.type in ("code", "codes"):
        return lambda text: all(find_listed(column.list, one) for one in list_parts(text))
    if column.type == "open_code" and column.list:
        return lambda text: find_code(column.list, text) is not None
    if column.list == "materials":
        return lambda text: all(find_code("material", one) for one in list_parts(text))
    return _OF_TYPE.get(column.type)


_OF_TYPE: Mapping[str, Callable[[str], bool]] = {
    "month": lambda text: read_period(text) is not None,
    "yesno": lambda text: read_yes(text) is not None,
    "municipality": lambda text: find_municipality(text) is not None,
}
