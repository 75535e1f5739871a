# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say which column of somebody's table feeds which column of the region folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

OPEN = "?"
"""Written where only the user knows: a mapping with one is not used."""
PARTS = "parts"
THOUSAND = "thousand "
"""Before a unit: the amounts are in thousands of it."""
ANYTHING = "*"
"""At the end of a value to look for: whatever follows."""
CONVERSIONS: Mapping[str, tuple[str, float]] = {
    "kg": ("t", 0.001),
    "thousand t": ("t", 1000.0),
    "kg/month": ("t/month", 0.001),
    "thousand t/month": ("t/month", 1000.0),
    "t/year": ("t/month", 1 / 12),
    "thousand EUR": ("EUR", 1000.0),
    "m": ("km", 0.001),
    "km": ("m", 1000.0),
    "percent": ("", 0.01),
}
"""Units by name: the unit a region column is kept in, and what one is of it."""


def units_for(kept: str) -> tuple[str, ...]:
    """Name the units that numbers of a column kept in a unit may be in, that unit first."""
    return tuple(
        filter(None, (kept, *(unit for unit, (to, _) in CONVERSIONS.items() if to == kept)))
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """How one column is filled; texts are '' where nothing is said.

    columns: the columns whose texts are joined with ``between``; value: a constant instead;
    default: for empty cells; prefix: before the text; row: the line number follows the prefix.
    take: which end of a period (first, last) or of a range (low, middle, high), or a number without
    its sign (size); unit: a name of CONVERSIONS; months: the column of a duration that begins in
    the month of ``columns``; sign_of: a column whose sign, + or -, is the text.
    split: what parts the items of a list; find: the table among whose names the text is looked up.
    """

    columns: tuple[str, ...] = ()
    between: str = "-"
    value: str = ""
    default: str = ""
    prefix: str = ""
    row: bool = False
    take: str = ""
    unit: str = ""
    months: str = ""
    sign_of: str = ""
    split: str = ""
    find: str = ""

    def reads(self) -> tuple[str, ...]:
        """Name every column of the file this feed looks at."""
        return tuple(name for name in (*self.columns, self.months, self.sign_of) if name)


Feeds: TypeAlias = Mapping[str, Feed]
"""How columns are filled, by the column of the region folder."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the rows each row of the file becomes; its feeds come before those of the table.

    suffix: what is added to the id, as the parts of a row need ids of their own.
    """

    suffix: str
    feeds: Feeds


@dataclass(frozen=True, slots=True)
class TableFeeds:
    """How one table is filled; without parts a row of the file is a row of the table."""

    feeds: Feeds
    parts: tuple[Part, ...] = ()

    def rows(self) -> tuple[Part, ...]:
        """Give the rows made of each row of the file, each with all its feeds."""
        whole = self.parts or (Part("", {}),)
        return tuple(Part(part.suffix, {**self.feeds, **part.feeds}) for part in whole)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table stands in the file, and which of its rows count.

    sheet: '' for a csv file; header_rows: lines counted from 1, several are read as one header;
    columns: the header as read, by which the shape is known again; ignored: columns left out on
    purpose; only, skip: by column the values a row must have, and must not have.
    """

    sheet: str = ""
    header_rows: tuple[int, ...] = (1,)
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Codes: TypeAlias = Mapping[str, Mapping[str, str]]
"""What the file writes and what it means, by column of the region folder."""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How a file of one shape becomes tables of a region folder.

    confirmed: somebody has read it and says it is right.
    """

    layout: Layout
    tables: Mapping[str, TableFeeds]
    codes: Codes = field(default_factory=dict)
    confirmed: bool = False

    @property
    def main(self) -> str:
        """Name the table the rows of the file are told of; others are made beside it."""
        return next(iter(self.tables))

    def feeds(self) -> Iterator[tuple[str, str, Feed]]:
        """Give every feed with its place, such as ``lots.parts[1].amount``, and its column."""
        for table, filled in self.tables.items():
            for column, feed in filled.feeds.items():
                yield f"{table}.{column}", column, feed
            for number, part in enumerate(filled.parts, start=1):
                for column, feed in part.feeds.items():
                    yield f"{table}.{PARTS}[{number}].{column}", column, feed

    def open_places(self) -> tuple[str, ...]:
        """Name what is still to be said, as it is written in the mapping."""
        places = [place for place, _, feed in self.feeds() if OPEN in _said(feed)]
        places += [
            f'codes.{column}."{text}"'
            for column, meanings in self.codes.items()
            for text, meaning in meanings.items()
            if meaning == OPEN
        ]
        return tuple(dict.fromkeys(places))

    def used_columns(self) -> tuple[str, ...]:
        """Name every column of the file that is looked at, in order, once."""
        read = [name for _, _, feed in self.feeds() for name in feed.reads()]
        return tuple(dict.fromkeys([*read, *self.layout.only, *self.layout.skip]))


def _said(feed: Feed) -> tuple[str, ...]:
    return (feed.value, feed.default, feed.take, feed.unit)
