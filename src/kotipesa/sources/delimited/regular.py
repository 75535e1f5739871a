# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Split delimited text at once where it is so regular that every reader would split it alike."""

import csv
from codecs import BOM_UTF8
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, texts
from kotipesa.sources.coded import Coded
from kotipesa.sources.limits import Limits

_QUOTE, _LINE_FEED, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]


@dataclass(frozen=True, eq=False, slots=True)
class RegularText:
    """A header, and the columns below it; line ``n`` of the text is row ``n - 2``."""

    header: tuple[str, ...]
    columns: tuple[Coded, ...]


def split_regular(content: bytes, delimiter: str, limits: Limits) -> RegularText | None:
    """Split UTF-8 text; None when it must be split with care.

    Regular is text whose lines end in LF or CRLF and have as many cells as the first, with quotes
    only around whole cells that lie on one line, and no cell longer than may be.
    """
    header = _header(content, delimiter)
    is_marked = content.startswith(BOM_UTF8)
    if is_marked or not "".join(header).strip():
        return None
    if not _is_regular(content, delimiter, len(header)):
        return None
    try:
        frame = pl.read_csv(
            content,
            has_header=False,
            separator=delimiter,
            infer_schema=False,
            empty_string_is_null=False,
            extra_columns="raise",
        )
    except pl.exceptions.PolarsError:
        return None
    if _longest_cell_bytes(frame) > limits.cell_chars:
        return None
    return RegularText(frame.row(0), tuple(map(_coded, frame.slice(1))))


def first_line(content: bytes) -> str:
    """Give the first line of UTF-8 text, without its end."""
    end = content.find(b"\n")
    line = content if end < 0 else content[:end]
    return line.removesuffix(b"\r").decode()


def _header(content: bytes, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first_line(content)], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _is_regular(content: bytes, delimiter: str, width: int) -> bool:
    """Compare what stands around quotes, and count separators and lines."""
    if (returns := content.count(b"\r")) and returns != content.count(b"\r\n"):
        return False
    signs = np.frombuffer(content, dtype=np.uint8)
    line_feeds = np.flatnonzero(signs == _LINE_FEED)
    separators = np.flatnonzero(signs == ord(delimiter))
    quotes = np.flatnonzero(signs == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing) or not _stand_around_cells(signs, opening, closing, delimiter):
        return False
    if _inside(line_feeds, opening, closing):
        return False
    lines = len(line_feeds) + (not content.endswith(b"\n"))
    return len(separators) - _inside(separators, opening, closing) == lines * (width - 1)


def _stand_around_cells(
    signs: NDArray[np.uint8], opening: Indices, closing: Indices, delimiter: str
) -> bool:
    """Tell whether every quote begins or ends a cell, or is one of a pair inside it."""
    edges = [_QUOTE, _LINE_FEED, ord(delimiter)]
    before, after = opening[opening > 0] - 1, closing[closing < len(signs) - 1] + 1
    begins: Flags = np.isin(signs[before], edges)
    ends: Flags = np.isin(signs[after], [*edges, _RETURN])
    return bool(begins.all() and ends.all())


def _inside(places: Indices, opening: Indices, closing: Indices) -> int:
    """Count the places between quotes."""
    return int((np.searchsorted(places, closing) - np.searchsorted(places, opening)).sum())


def _longest_cell_bytes(frame: pl.DataFrame) -> int:
    return max(frame.select(pl.all().str.len_bytes().max()).row(0), default=0)


def _coded(column: pl.Series) -> Coded:
    found = column.unique(maintain_order=True)
    if len(found) == len(column):
        place = np.arange(len(column), dtype=np.int32)
    else:
        place = column.cast(pl.Enum(found)).to_physical().to_numpy().astype(np.int32)
    return Coded(texts(found.to_list()), place)
