# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a table of somebody's own making into tables of the region folder."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.errors import Problem, Where, problem, severity
from kotipesa.periods import month_number, month_text
from kotipesa.sources.cells import clean_text
from kotipesa.sources.coded import Coded, coded
from kotipesa.sources.distinct import nearest
from kotipesa.sources.mapping.cell_meaning import Reading, Spelled
from kotipesa.sources.mapping.mapping import ANYTHING, THOUSAND, Feed, FileMapping, Part
from kotipesa.sources.mapping.meaning import DASHES, read_meaning, without_thousands
from kotipesa.sources.mapping.written_amounts import read_amount
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import Column, Schema
from kotipesa.vocab.codes import plain

ONE_ROW_EACH = "lots"
"""In this table every row of the file is a row of its own; in others equal rows are one."""
_AMOUNTS = ("amount", "amount_low", "amount_high")

Tables = dict[str, RawTable]


def apply_mapping(
    table: RawTable,
    mapping: FileMapping,
    schema: Schema,
    known: Mapping[str, Spelled] | None = None,
    *,
    keeps_unclear: bool = False,
) -> tuple[Tables, tuple[Problem, ...]]:
    """Give the tables a mapping makes of a table, their lines those of the file; and what is odd.

    known: by table the ids of the region that texts may mean, by their plain spelling. No tables
    when anything has no clear meaning, unless ``keeps_unclear`` asks for them with such cells as
    they were written; a code nobody knows is one problem, with its count.
    """
    if problems := [*_not_ready(table, mapping), *_missing_columns(table, mapping)]:
        return {}, tuple(problems)
    counted = _counted(table, mapping)
    work = _Work(counted, mapping, schema, known or {})
    made = {name: work.table(name) for name in mapping.tables}
    problems = [*work.problems, *_unused_columns(table, mapping)]
    for name, whole in made.items():
        if name == ONE_ROW_EACH:
            continue
        named = _without_nameless(whole, schema[name]) if ONE_ROW_EACH in made else whole
        made[name], more = _one_row_each(named, schema[name])
        problems += more
    found = tuple(dict.fromkeys(problems))
    has_errors = any(severity(one) == "error" for one in found)
    return ({} if has_errors and not keeps_unclear else made), found


@dataclass(eq=False, slots=True)
class _Work:
    """One table being read; problems grow."""

    raw: RawTable
    mapping: FileMapping
    schema: Schema
    known: Mapping[str, Spelled]
    problems: list[Problem] = field(default_factory=list)

    def table(self, name: str) -> RawTable:
        """Make one table: for each part its rows, then all in the order of the file."""
        parts = self.mapping.tables[name].rows()
        header = [c.name for c in self.schema[name] if any(c.name in part.feeds for part in parts)]
        blocks = [(self.rows_of(part), self.columns_of(name, part)) for part in parts]
        rows = np.concatenate([rows for rows, _ in blocks])
        order = np.argsort(rows, kind="stable")
        blank = self.constant("")
        columns = [
            coded(np.concatenate([made.get(key, blank).spread()[of] for of, made in blocks])[order])
            for key in header
        ]
        return RawTable(
            name=name,
            file=self.raw.file,
            sheet=self.raw.sheet,
            header=tuple(header),
            header_line=self.raw.header_line,
            columns=tuple(columns),
            lines=self.raw.lines[rows[order]],
        )

    def rows_of(self, part: Part) -> Indices:
        """Give the rows of the file that have something in a part: an amount that is not zero."""
        feed = part.feeds.get("amount", Feed())
        if not part.suffix or not feed.columns:
            return np.arange(len(self.raw))
        return np.flatnonzero(self.cells(feed.columns[0]).each(_says_amount).spread(np.bool_))

    def columns_of(self, table: str, part: Part) -> dict[str, Coded]:
        """Fill the columns of one part; its ids get its suffix, amounts lose their thousands."""
        columns = {column.name: column for column in self.schema[table]}
        made = {key: self.column(columns[key], feed, part) for key, feed in part.feeds.items()}
        if part.suffix and "id" in made:
            made["id"] = made["id"].each(lambda name: f"{name}-{part.suffix}")
        if table == "lots" and "unit" in made:
            units = made["unit"]
            made |= {key: without_thousands(units, made[key]) for key in _AMOUNTS if key in made}
            made["unit"] = units.each(lambda text: text.removeprefix(THOUSAND))
        return made

    def column(self, column: Column, feed: Feed, part: Part) -> Coded:
        """Fill one column."""
        if not feed.reads() and not feed.row:
            return self.constant(feed.value or feed.prefix)
        meanings = self.mapping.codes.get(column.name, {})
        reading = Reading(
            column=column,
            feed=feed,
            place=" + ".join(feed.reads()),
            unit=_unit_said(column, feed, part),
            meanings={plain(text): meaning for text, meaning in meanings.items()},
            known=self.known,
        )
        cells, faults = read_meaning(self.raw, self.written(feed), reading)
        self.problems += faults
        return self.ended(cells, feed) if feed.months else cells

    def written(self, feed: Feed) -> Coded:
        """Put the text of a feed together: prefix, line, joined columns; or a sign."""
        if feed.sign_of:
            return self.cells(feed.sign_of).each(_sign)
        pieces = [self.cells(name) for name in feed.columns]
        if feed.row:
            pieces.append(coded(self.raw.lines.tolist()).each(str))
        if len(pieces) == 1 and not feed.prefix:
            return pieces[0]

        def join(cells: Sequence[str]) -> str:
            said = feed.between.join(filter(None, map(clean_text, cells)))
            return feed.prefix + said if said else ""

        return _rows(pieces).each(join)

    def ended(self, starts: Coded, feed: Feed) -> Coded:
        """Turn first months into last ones by a duration in months."""
        durations = self.cells(feed.months)
        both = _rows([starts, durations])
        wrong = both.each(_lasts_wrongly).spread(np.bool_)
        for row in np.flatnonzero(wrong)[:1]:
            where = self.raw.where(int(row), feed.months, durations[row])
            count = np.count_nonzero(wrong)
            self.problems.append(problem("mapping_bad_duration", where, rows=count))
        return both.each(lambda pair: _last_month(*pair))

    def cells(self, name: str) -> Coded:
        """Give a column of the file."""
        return self.raw.columns[self.raw.header.index(name)]

    def constant(self, text: str) -> Coded:
        """Give the same text in every row."""
        return Coded((text,), np.zeros(len(self.raw), dtype=np.int32))


def _rows(columns: Sequence[Coded]) -> Coded:
    """Code columns together, row by row."""
    return coded(list(zip(*(column.spread() for column in columns), strict=True)))


def _lasts_wrongly(pair: tuple[str, str]) -> bool:
    """Tell whether a month that can be read has a duration that cannot."""
    return month_number(pair[0]) is not None and not _last_month(*pair)


def _last_month(start: str, duration: str) -> str:
    """Give the last month of so many, '' when the duration is no number of months."""
    first, months = month_number(start), read_amount(duration)
    if first is None or months is None or months.middle < 1:
        return ""
    return month_text(first + math.ceil(months.high) - 1)


def _unit_said(column: Column, feed: Feed, part: Part) -> str:
    """Tell the unit the numbers of a column are in, '' when another column says it row by row."""
    if column.table == "lots" and column.name in _AMOUNTS:
        return part.feeds.get("unit", Feed()).value
    return feed.unit or column.unit


def _sign(text: str) -> str:
    """Give the sign of a number; a text that is none stays, so that it is refused."""
    amount = read_amount(text)
    if amount is None:
        return text
    return "-" if amount.middle < 0 else "+"


def _says_amount(text: str) -> bool:
    cleaned = clean_text(text)
    if not cleaned or cleaned in DASHES:
        return False
    amount = read_amount(cleaned)
    return amount is None or amount.high != 0


def _not_ready(table: RawTable, mapping: FileMapping) -> list[Problem]:
    """Refuse a mapping nobody has confirmed, or with something still to be said."""
    where = Where(table.file, table.sheet)
    if places := mapping.open_places():
        return [problem("mapping_open", where, count=len(places), places=", ".join(places))]
    return [] if mapping.confirmed else [problem("mapping_unconfirmed", where)]


def _missing_columns(table: RawTable, mapping: FileMapping) -> list[Problem]:
    return [
        problem(
            "mapping_column_missing", table.where_header(name), nearest=nearest(name, table.header)
        )
        for name in mapping.used_columns()
        if name not in table.header
    ]


def _unused_columns(table: RawTable, mapping: FileMapping) -> list[Problem]:
    """Note columns that hold something and are neither used nor left out on purpose."""
    expected = {*mapping.used_columns(), *mapping.layout.ignored}
    unused = [
        name
        for name, cells in zip(table.header, table.columns, strict=True)
        if name not in expected and any(text.strip() for text in cells.found)
    ]
    if not unused:
        return []
    return [problem("mapping_columns_unused", table.where_header(), columns=", ".join(unused))]


def _counted(table: RawTable, mapping: FileMapping) -> RawTable:
    """Keep the rows that count."""
    keep = np.ones(len(table), dtype=np.bool_)
    for name, values in mapping.layout.only.items():
        keep &= _is_one_of(table, name, values)
    for name, values in mapping.layout.skip.items():
        keep &= ~_is_one_of(table, name, values)
    return table.only(keep)


def _is_one_of(table: RawTable, name: str, values: Iterable[str]) -> Flags:
    starts = tuple(plain(value[:-1]) for value in values if value.endswith(ANYTHING))
    whole = {plain(value) for value in values if not value.endswith(ANYTHING)}

    def fits(text: str) -> bool:
        written = plain(text)
        return written in whole or (bool(starts) and written.startswith(starts))

    is_one: Flags = table.columns[table.header.index(name)].each(fits).spread(np.bool_)
    return is_one


def _one_row_each(table: RawTable, columns: Sequence[Column]) -> tuple[RawTable, list[Problem]]:
    """Keep one of each set of equal rows; rows of one key that differ are a problem."""
    every = _rows(table.columns)
    kept = table.only(np.unique(every.place, return_index=True)[1])
    keys = [table.header.index(c.name) for c in columns if c.is_key and c.name in table.header]
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row, cells in enumerate(every.found):
        key = tuple(cells[at] for at in keys)
        before = first.setdefault(key, row)
        if keys and before != row:
            others = zip(table.header, cells, every.found[before], strict=True)
            problems.append(
                problem(
                    "mapping_rows_differ",
                    kept.where(row, table.header[keys[0]], key[0]),
                    table=table.name,
                    id=" → ".join(key),
                    first_row=int(kept.lines[before]),
                    columns=", ".join(name for name, one, other in others if one != other),
                )
            )
    return kept, problems


def _without_nameless(table: RawTable, columns: Sequence[Column]) -> RawTable:
    """Leave out rows without a key: the lot they were read from names no such thing."""
    keep = np.ones(len(table), dtype=np.bool_)
    for column in columns:
        if column.is_key and column.name in table.header:
            keep &= table.columns[table.header.index(column.name)].each(bool).spread(np.bool_)
    return table.only(keep)
