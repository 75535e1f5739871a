# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Split delimited text into records; a broken record never swallows the good ones after it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO, TypeAlias

from kotipesa.sources.limits import DEFAULT_LIMITS, Limits
from kotipesa.sources.wkt import looks_like_wkt

Cells: TypeAlias = list[str]
csv.field_size_limit(DEFAULT_LIMITS.geometry_chars)  # outlines are longer than what csv expects


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that could not be split: the code of its problem and what stood there."""

    code: str
    text: str


class LineTooLongError(Exception):
    """One line is longer than any row may be."""


class LineFeed:
    """Feed lines to a csv reader, and remember those of the record it is reading.

    number: the line last given, counted from 1; pending: lines of the record so far.
    """

    def __init__(self, file: TextIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self.number = 0
        self.pending: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        limit = self._limits.line_chars
        line = self._file.readline(limit)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == limit and not line.endswith(("\n", "\r")):
            while (rest := self._file.readline(limit)) and not rest.endswith(("\n", "\r")):
                pass
            raise LineTooLongError
        self.pending.append(line)
        return line


def split_records(
    feed: LineFeed, delimiter: str, limits: Limits
) -> Iterator[tuple[int, Cells | Broken]]:
    """Give each record with the number of its first line.

    When a quote is never closed, or closed in the wrong place, the lines it swallowed are split
    one by one, so only the line with the stray quote is lost.
    """
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.pending.clear()
        first = feed.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except LineTooLongError:
            yield from _one_by_one(first, feed.pending, delimiter)
            yield feed.number, Broken("cell_too_long", "")
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        except csv.Error:
            yield from _one_by_one(first, feed.pending, delimiter)
        else:
            short = _short_enough(cells, feed.pending, limits)
            if isinstance(short, Broken) and len(feed.pending) > 1:
                yield from _one_by_one(first, feed.pending, delimiter)
            else:
                yield first, short


def _one_by_one(
    first: int, lines: list[str], delimiter: str
) -> Iterator[tuple[int, Cells | Broken]]:
    for number, line in enumerate(lines, start=first):
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            is_long = len(line) > csv.field_size_limit()
            yield number, Broken("cell_too_long" if is_long else "broken_quotes", line)
        else:
            yield number, cells


def _short_enough(cells: Cells, lines: list[str], limits: Limits) -> Cells | Broken:
    if sum(map(len, lines)) <= limits.cell_chars:
        return cells
    long = next((cell for cell in cells if len(cell) > _longest(cell, limits)), None)
    return cells if long is None else Broken("cell_too_long", long)


def _longest(cell: str, limits: Limits) -> int:
    return limits.geometry_chars if looks_like_wkt(cell) else limits.cell_chars
