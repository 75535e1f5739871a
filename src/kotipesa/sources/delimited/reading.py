# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read delimited text files in every shape Finnish offices write them."""

import csv
from codecs import BOM_UTF8
from collections.abc import Collection
from pathlib import Path
from typing import TextIO

import numpy as np

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.coded import blank_rows
from kotipesa.sources.delimited.encoding import TextBytes, look_at_text
from kotipesa.sources.delimited.records import Broken, Cells, LineFeed, split_records
from kotipesa.sources.delimited.regular import first_line, split_regular
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, shown, size_problem
from kotipesa.sources.raw import RawTable, raw_table
from kotipesa.sources.schema import plain_name

DELIMITERS = (",", ";", "\t")


def read_delimited(
    path: Path, name: str, known_columns: Collection[str], limits: Limits = DEFAULT_LIMITS
) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """Read a csv file as texts: any of comma, semicolon and tab, any encoding still met in offices.

    known_columns: plain names; the delimiter that shows most of them is taken. Blank lines are
    skipped, records that cannot be split are problems; no table when there is no header.
    """
    if too_large := size_problem(path, limits):
        return None, (too_large,)
    look = look_at_text(path)
    if isinstance(look, Problem):
        return None, (look,)
    is_utf8 = look.encoding == "utf-8-sig"
    regular = _regular(path, name, known_columns, limits) if is_utf8 and look.is_in_lines else None
    if regular is not None:
        return regular, ()
    table, problems = _careful(path, look, name, known_columns, limits)
    guessed = (
        [] if is_utf8 else [problem("encoding_guessed", Where(path.name), encoding=look.encoding)]
    )
    return table, (*problems, *guessed)


def _careful(
    path: Path, look: TextBytes, name: str, known_columns: Collection[str], limits: Limits
) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """Read a text record by record, so that a broken one never swallows a good one."""
    with path.open(encoding=look.encoding, newline="") as file:
        try:
            table, problems = _read_text(file, path.name, name, known_columns, limits)
        except UnicodeDecodeError:
            return None, (problem("bad_encoding", Where(path.name)),)
    return table, tuple(problems)


def _regular(
    path: Path, name: str, known_columns: Collection[str], limits: Limits
) -> RawTable | None:
    """Read a text without any surprise at once; None when it must be read with care."""
    content = path.read_bytes().removeprefix(BOM_UTF8)
    header = first_line(content)
    if not header.strip() or _named_delimiter(header):
        return None
    delimiter = likely_delimiter(header, known_columns)
    regular = split_regular(content, delimiter, limits)
    if regular is None:
        return None
    count = len(regular.columns[0])
    table = RawTable(
        name=name,
        file=path.name,
        sheet="",
        header=regular.header,
        header_line=1,
        columns=regular.columns,
        lines=np.arange(2, count + 2, dtype=np.int32),
    )
    blank = blank_rows(regular.columns, count)
    return table.only(np.flatnonzero(~blank)) if blank.any() else table


def _read_text(
    file: TextIO, file_name: str, name: str, known_columns: Collection[str], limits: Limits
) -> tuple[RawTable | None, list[Problem]]:
    top = _first_line(file, limits)
    delimiter = _named_delimiter(top) or likely_delimiter(top, known_columns)
    file.seek(0)
    feed = LineFeed(file, limits)
    problems: list[Problem] = []
    header: Cells = []
    header_line = 1
    rows: list[Cells] = []
    lines: list[int] = []
    short: list[int] = []
    for line, cells in split_records(feed, delimiter, limits):
        if isinstance(cells, Broken):
            place = Where(file_name, row=line, value=shown(cells.text))
            problems.append(problem(cells.code, place, limit=limits.cell_chars))
        elif not "".join(cells).strip() or (not header and _named_delimiter(feed.pending[0])):
            continue
        elif not header:
            header, header_line = cells, line
        elif any(cell.strip() for cell in cells[len(header) :]):
            place = Where(file_name, row=line, value=shown(delimiter.join(cells)))
            problems.append(problem("ragged_row", place, cells=len(cells), columns=len(header)))
        else:
            if len(cells) < len(header):
                short.append(line)
            rows.append(_fitted(cells, len(header)))
            lines.append(line)
    if short:
        problems.append(problem("short_rows", Where(file_name, row=short[0]), count=len(short)))
    if not header:
        return None, [*problems, problem("empty_file", Where(file_name))]
    return raw_table(Where(file_name, row=header_line), name, header, rows, lines), problems


def _fitted(cells: Cells, width: int) -> Cells:
    """Fill a row up with empty cells, or cut the empty ones a row of semicolons leaves."""
    if len(cells) == width:
        return cells
    return [*cells, *[""] * (width - len(cells))][:width]


def _first_line(file: TextIO, limits: Limits) -> str:
    """Find the first line that says something."""
    while line := file.readline(limits.line_chars):
        if line.strip():
            return line
    return ""


def _named_delimiter(line: str) -> str:
    """Read the ``sep=;`` line that Excel understands."""
    text = line.strip("\r\n ")
    return text[4] if text.lower().startswith("sep=") and len(text) == 5 else ""


def likely_delimiter(line: str, known_columns: Collection[str]) -> str:
    """Choose the delimiter under which a header shows most known columns, then most columns."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(plain_name(cell) in known_columns for cell in cells), len(cells)

    return max(DELIMITERS, key=score)
