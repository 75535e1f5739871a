# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the texts of one column into those of the region folder, each distinct text once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.errors import Problem, problem
from kotipesa.sources import cells as cell
from kotipesa.sources.coded import Coded, coded, rows_of_each
from kotipesa.sources.columns import listed
from kotipesa.sources.limits import shown
from kotipesa.sources.mapping.cell_meaning import SHOWN_DIGITS, Reading, read_one
from kotipesa.sources.mapping.likeness import (
    nearest_municipalities,
    nearest_of_list,
    nearest_spelled,
)
from kotipesa.sources.mapping.mapping import THOUSAND
from kotipesa.sources.mapping.written_amounts import read_amount
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import LITERAL_LIST, NUMBER_TYPES
from kotipesa.vocab.codes import plain

DASHES = ("-", "\u2013", "\u2014")
"""Alone in a cell they mean nothing; the longer two are typeset."""
_TEXTS_AT_MOST = 200


def read_meaning(
    table: RawTable, cells: Coded, reading: Reading
) -> tuple[Coded, tuple[Problem, ...]]:
    """Read a column of texts; what has no clear meaning is one problem a text, with its count.

    It stays as it was written. Empty cells, and lone dashes where no text is wanted, get the
    default.
    """
    written = [cell.clean_text(text) for text in cells.found]
    if reading.column.type != "text":
        meant = [plain(text) in reading.meanings for text in written]
        written = [
            "" if text in DASHES and not is_meant else text
            for text, is_meant in zip(written, meant, strict=True)
        ]
    results = [read_one(text, reading) if text else reading.feed.default for text in written]
    if reading.column.type in NUMBER_TYPES:
        results = _without_ambiguity(written, results)
    faults = {which: one for which, one in enumerate(results) if isinstance(one, Problem)}
    standing = {
        which: rows
        for which, rows in zip(faults, rows_of_each(cells.place, list(faults)), strict=True)
        if len(rows)
    }
    problems = [
        _placed(faults[which], table, reading, standing[which], written[which])
        for which in list(standing)[:_TEXTS_AT_MOST]
    ]
    if others := list(standing.values())[_TEXTS_AT_MOST:]:
        where = table.where(int(others[0][0]), reading.place)
        count = sum(map(len, others))
        problems.append(problem("same_in_more_rows", where, count=count))
    problems += _about_note(table, written, cells.place, reading)
    values = [
        text if isinstance(one, Problem) else one
        for text, one in zip(written, results, strict=True)
    ]
    return Coded(values, cells.place), tuple(problems)


def _without_ambiguity(texts: list[str], results: list[str | Problem]) -> list[str | Problem]:
    """Refuse ``1.234`` where the rest of the column shows that a point is no decimal point."""
    marks = {cell.decimal_mark(text) for text in texts if cell.read_number(text) is not None} - {""}

    def is_ambiguous(text: str) -> bool:
        other = "," if "." in text else "."
        return cell.is_maybe_grouped(text) and other in marks

    return [
        problem("ambiguous_number") if is_ambiguous(text) else result
        for text, result in zip(texts, results, strict=True)
    ]


def _placed(fault: Problem, table: RawTable, reading: Reading, rows: Indices, text: str) -> Problem:
    """Put a problem where its text stands first; say in how many rows, and what is like it."""
    said = {"text": shown(text), **dict(fault.params), "rows": str(len(rows))}
    if fault.code in ("mapping_unknown_code", "mapping_not_found"):
        said["nearest"] = _nearest(said["text"], reading)
    where = table.where(int(rows[0]), reading.place, text)
    return replace(fault, where=where, params=tuple(sorted(said.items())))


def _nearest(text: str, reading: Reading) -> str:
    """Name what a text may mean in a column."""
    column, find = reading.column, reading.feed.find
    if find:
        return nearest_spelled(text, reading.known.get(find, {}))
    if column.list == "materials":
        own = reading.known.get("materials", {})
        return nearest_of_list("material", text, own.values())
    if LITERAL_LIST in column.list:
        return ", ".join(listed(column.list))
    is_list = column.type in ("code", "codes")
    return nearest_of_list(column.list, text) if is_list else nearest_municipalities(text)


def _about_note(
    table: RawTable, written: Sequence[str], place: Indices, reading: Reading
) -> list[Problem]:
    """Note how many numbers say that they are about so much: they are read as they stand."""
    if reading.column.type not in NUMBER_TYPES:
        return []
    amounts = [read_amount(text) for text in written]
    about = [which for which, amount in enumerate(amounts) if amount and amount.is_about]
    rows = np.flatnonzero(np.isin(place, about))
    if not len(rows):
        return []
    where = replace(table.where(int(rows[0])), column=reading.place)
    return [problem("mapping_about", where, count=len(rows))]


def without_thousands(units: Coded, amounts: Coded) -> Coded:
    """Multiply the amounts whose unit says thousands; what is no number stays as it is."""

    def in_full(pair: tuple[str, str]) -> str:
        unit, text = pair
        number = cell.read_number(text) if unit.startswith(THOUSAND) else None
        return text if number is None else cell_text(float(f"{1000 * number:.{SHOWN_DIGITS}g}"))

    return coded(list(zip(units.spread(), amounts.spread(), strict=True))).each(in_full)
