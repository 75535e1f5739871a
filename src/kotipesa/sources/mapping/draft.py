# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a proposal together line by line, each with its reasons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kotipesa.sources.cells import list_parts
from kotipesa.sources.mapping.contents import Contents, contents_of, is_contact, reads_as
from kotipesa.sources.mapping.coordinates import CoordinateColumns
from kotipesa.sources.mapping.headers import conversion, likeness, read_header
from kotipesa.sources.mapping.likeness import nearest_municipalities, nearest_of_list
from kotipesa.sources.mapping.mapping import OPEN, Feed, Part, units_for
from kotipesa.sources.mapping.matching import Match
from kotipesa.sources.mapping.proposal import Line
from kotipesa.sources.mapping.reasons import Reason, reason
from kotipesa.sources.mapping.written_periods import Period, read_period
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import Column, Schema

_TRANSLATED = ("code", "codes", "yesno", "municipality", "month")
GEOMETRY = "geometry"
"""The column of a map's features that holds them as they were drawn."""
_IN_TONNES = re.compile(r"\bt\b")
_PERCENT = "percent"
_TRANSLATED_AT_MOST = 100
_CONTACT_NAMED, _CONTACT_SHARE = 0.85, 0.5
_ID_COLUMNS = 2
"""So many columns at least make the id of a lot: one may differ on every row by chance."""


@dataclass(eq=False, slots=True)
class Draft:
    """A proposal being made; it grows.

    columns: what the columns not used yet hold; feeds: by table and column; parts: those of lots.
    """

    raw: RawTable
    schema: Schema
    columns: dict[str, Contents] = field(init=False)
    all_columns: Mapping[str, Contents] = field(init=False)
    feeds: dict[str, dict[str, Feed]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all_columns = contents_of(self.raw)
        self.columns = dict(self.all_columns)

    def column(self, table: str, name: str) -> Column:
        """Describe a column of the region folder."""
        return next(column for column in self.schema[table] if column.name == name)

    def feed(
        self, table: str, column: str, feed: Feed, *reasons: Reason, score: float | None = None
    ) -> None:
        """Fill a column, and say why; the columns it reads are used."""
        place = f"{table}.{column}"
        self.feeds.setdefault(table, {})[column] = feed
        self.lines = [line for line in self.lines if line.place != place]
        self.lines.append(Line(place, reasons, score))
        for name in feed.reads():
            self.columns.pop(name, None)

    def match(self, table: str, column: str, match: Match, *more: Reason, **ways: str) -> None:
        """Fill a column by what was matched with it; ``ways``: how it is read.

        A column that the region keeps by the tonne needs its unit said, by its header or the user.
        """
        why = [*_why(match), *more]
        target = self.column(table, column)
        kept = target.unit
        if _PERCENT in units_for(kept) and _is_in_percent(self.all_columns[match.column], target):
            ways["unit"] = _PERCENT
            why.append(reason("percent"))
        elif _IN_TONNES.search(kept):
            ways["unit"] = conversion(read_header(match.column), kept) or OPEN
            if ways["unit"] == OPEN:
                units = ", ".join(f'"{unit}"' for unit in units_for(kept))
                why.append(reason("column_unit_open", units=units))
        feed = Feed(columns=(match.column,), **ways)  # type: ignore[arg-type]
        self.feed(table, column, feed, *why, score=match.score)

    def open(self, table: str, column: str, why: Reason) -> None:
        """Leave to the user what only the user knows."""
        self.feed(table, column, Feed(value=OPEN), why)

    def leave_out_contacts(self) -> None:
        """Put columns that hold addresses and telephones of people aside."""
        for name, contents in list(self.columns.items()):
            is_named = likeness(read_header(name), "contact")[0] >= _CONTACT_NAMED
            if is_named or contents.share(is_contact) > _CONTACT_SHARE:
                self.ignored.append(name)
                self.lines.append(Line("file.ignored", (reason("contact", column=name),)))
                del self.columns[name]

    def identify(
        self, table: str, match: Match | None, among: Sequence[str], *, is_row_a_thing: bool
    ) -> None:
        """Make ids: of the column called so, else of the first columns that tell rows apart.

        is_row_a_thing: a row is a site or a plant, so its name alone may tell it apart.
        """
        if match and self.all_columns[match.column].is_unique():
            self.match(table, "id", match, reason("id_unique"))
            return
        named = [match.column] if match else []
        told = list(dict.fromkeys([*named, *among]))
        least = 1 if match or is_row_a_thing else _ID_COLUMNS
        for count in range(least, len(told) + 1):
            if self._tell_apart(told[:count]):
                why = reason("id_joined" if count > 1 else "id_unique")
                self.feed(table, "id", Feed(columns=tuple(told[:count])), why)
                return
        prefix = f"{self.raw.file.rpartition('.')[0]}-"
        feed = Feed(columns=tuple(named), prefix=prefix, row=True)
        self.feed(table, "id", feed, reason("id_row"))

    def place(self, found: CoordinateColumns, names: Sequence[str], crs: str = "") -> None:
        """Make sites of coordinates, called by the column that gives each of them one point.

        A name they have already is kept.
        """
        percent = f"{100 * found.share:.0f}"
        why = reason("coordinates", share=percent, system=", ".join(found.systems))
        named = next((name for name in names if self._depends(found, name)), "")
        ids = (named,) if named else (found.x, found.y)
        self.feed("sites", "id", Feed(columns=ids), reason("site_made"))
        if named and "name" not in self.feeds["sites"]:
            self.feed("sites", "name", Feed(columns=(named,)), reason("site_made"))
        self.feed("sites", "x", Feed(columns=(found.x,)), why, score=found.share)
        self.feed("sites", "y", Feed(columns=(found.y,)), why, score=found.share)
        if GEOMETRY in self.columns:
            self.feed("sites", GEOMETRY, Feed(columns=(GEOMETRY,)), reason("named"))
        if crs:
            self.feed("sites", "crs", Feed(columns=(crs,)), reason("named"))
        elif len(found.systems) == 1:
            self.feed("sites", "crs", Feed(value=found.systems[0]), why, score=found.share)
        else:
            self.open("sites", "crs", reason("crs_open", systems=", ".join(found.systems)))

    def periods(self, name: str) -> list[Period | None]:
        """Read a column as first and last months."""
        return list(self.raw.columns[self.raw.header.index(name)].each(read_period).spread())

    def list_unread(self) -> None:
        """List the values of each fed column that nobody understands, to be translated."""
        for table, feeds in self.feeds.items():
            for name, feed in feeds.items():
                column = self.column(table, name)
                is_translated = column.type in _TRANSLATED or column.list == "materials"
                if is_translated and len(feed.columns) == 1 and not feed.find:
                    self._list_unread_of(column, self.all_columns[feed.columns[0]])

    def _list_unread_of(self, column: Column, contents: Contents) -> None:
        known = self.codes.get(column.name, {})
        unread = [t for t in contents.counts if t not in known and not reads_as(t, column)]
        if len(unread) > _TRANSLATED_AT_MOST:
            return
        parts = [part for text in unread for part in list_parts(text)]
        for text in [part for part in dict.fromkeys(parts) if not reads_as(part, column)]:
            self.codes.setdefault(column.name, {})[text] = OPEN
            said = reason("code_open", rows=contents.rows_with(text), near=_near(text, column))
            self.lines.append(Line(f'codes.{column.name}."{text}"', (said,)))

    def _tell_apart(self, names: Sequence[str]) -> bool:
        """Tell whether the columns together differ on every row, and none of them is ever empty."""
        if any(self.all_columns[name].filled < len(self.raw) for name in names):
            return False
        columns = [self.raw.columns[self.raw.header.index(name)].spread() for name in names]
        return len(set(zip(*columns, strict=True))) == len(self.raw) > 0

    def _depends(self, found: CoordinateColumns, name: str) -> bool:
        """Tell whether all rows of one name lie at one point."""
        names, x, y = (
            self.raw.columns[self.raw.header.index(column)].spread()
            for column in (name, found.x, found.y)
        )
        points = set(zip(names, x, y, strict=True))
        return all(names) and len(points) == len(set(names))


def _why(match: Match) -> list[Reason]:
    """Say why a column fits: its name, what share of it reads, whether another would do."""
    reasons = []
    percent = "" if match.share is None else f"{100 * match.share:.0f}"
    if match.name_score == 1:
        reasons.append(reason("named"))
    elif match.name_score:
        reasons.append(reason("like", name=match.name))
    if percent:
        reasons.append(reason("reads" if match.name_score else "content", share=percent))
    if match.rival:
        reasons.append(reason("rival", column=match.rival))
    return reasons


def _is_in_percent(contents: Contents, column: Column) -> bool:
    """Tell whether numbers of a share are all whole per cents, some of them above the whole."""
    numbers = contents.numbers()
    is_part = (numbers > 0) & (numbers < column.high)
    return column.high == 1 and bool((numbers > 1).any()) and not is_part.any()


def _near(text: str, column: Column) -> str:
    if column.type == "municipality":
        return nearest_municipalities(text)
    if column.type in ("month", "yesno"):
        return {"month": "2026-03", "yesno": "yes, no"}[column.type]
    is_material = column.list == "materials"
    return nearest_of_list("material" if is_material else column.list, text)
