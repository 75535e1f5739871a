# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the texts of one column into those of the region folder, each distinct text once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.errors import Problem, problem
from kotipesa.periods import month_text
from kotipesa.sources import cells as cell
from kotipesa.sources.coded import Coded, coded, rows_of_each
from kotipesa.sources.columns import NUMBER_TYPES, find_listed, listed
from kotipesa.sources.limits import shown
from kotipesa.sources.mapping.likeness import (
    nearest_municipalities,
    nearest_of_list,
    nearest_spelled,
)
from kotipesa.sources.mapping.mapping import CONVERSIONS, THOUSAND, Feed
from kotipesa.sources.mapping.written_amounts import Amount, read_amount
from kotipesa.sources.mapping.written_periods import read_period
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import LITERAL_LIST, Column
from kotipesa.vocab import find_code, find_municipality
from kotipesa.vocab.codes import plain

DASHES = ("-", "\u2013", "\u2014")
"""Alone in a cell they mean nothing; the longer two are typeset."""
_VAGUE_VOLUMES = ("m3", "m³", "kuutio", "kuutiota")
_DIGITS = 12
_ENDS = ("amount_low", "amount_high")
"""A plain number has no ends: nobody said how sure it is."""
Spelled = Mapping[str, str]
"""Ids by their plain spelling, names of what they stand for among them."""


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """What is needed to read one column.

    place: the column of the file for people; unit: what its numbers are said to be in; meanings:
    translations by plain text; known: by table the ids a text may mean, those of the region beside
    the vocabulary's.
    """

    column: Column
    feed: Feed
    place: str
    unit: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Spelled] = field(default_factory=dict)


def read_meaning(
    table: RawTable, cells: Coded, reading: Reading
) -> tuple[Coded, tuple[Problem, ...]]:
    """Read a column of texts; what has no clear meaning is one problem a text, with its count.

    Empty cells, and lone dashes where no text is wanted, get the default.
    """
    written = [cell.clean_text(text) for text in cells.found]
    if reading.column.type != "text":
        meant = [plain(text) in reading.meanings for text in written]
        written = [
            "" if text in DASHES and not is_meant else text
            for text, is_meant in zip(written, meant, strict=True)
        ]
    results = [_read_one(text, reading) if text else reading.feed.default for text in written]
    if reading.column.type in NUMBER_TYPES:
        results = _without_ambiguity(written, results)
    faults = {which: one for which, one in enumerate(results) if isinstance(one, Problem)}
    problems = [
        _placed(faults[which], table, reading, rows, written[which])
        for which, rows in zip(faults, rows_of_each(cells.place, list(faults)), strict=True)
        if len(rows)
    ]
    problems += _about_note(table, written, cells.place, reading)
    values = ["" if isinstance(one, Problem) else one for one in results]
    return Coded(values, cells.place), tuple(problems)


def _read_one(text: str, reading: Reading) -> str | Problem:
    meaning = reading.meanings.get(plain(text))
    if meaning is not None:
        return meaning
    return _BY_TYPE.get(reading.column.type, _as_it_is)(text, reading)


def _as_it_is(text: str, reading: Reading) -> str | Problem:
    return _named(text, reading) if reading.feed.find else text


def _number(text: str, reading: Reading) -> str | Problem:
    amount = read_amount(text)
    if amount is None:
        is_formula = text.startswith("=")
        return problem("formula_cell") if is_formula else _unclear("mapping_bad_amount")
    if amount.unit and (fault := _unit_fault(amount.unit, reading)):
        return fault
    take = reading.feed.take
    if amount.is_range and take not in ("low", "middle", "high"):
        return _unclear("mapping_range", column=reading.column.name)
    if take in ("low", "high") and not amount.is_range and reading.column.name in _ENDS:
        return ""
    _, factor = CONVERSIONS.get(reading.feed.unit, ("", 1.0))
    value = _taken(amount, take) * factor
    return cell_text(value if factor == 1 else float(f"{value:.{_DIGITS}g}"))


def _taken(amount: Amount, take: str) -> float:
    if take == "size":
        return abs(amount.middle)
    return {"low": amount.low, "high": amount.high}.get(take, amount.middle)


def _unit_fault(written: str, reading: Reading) -> Problem | None:
    """Refuse a unit behind a number that is not the one the mapping says."""
    said = reading.unit
    is_vague = plain(written) in _VAGUE_VOLUMES and said.startswith("m3")
    if is_vague or said in (find_code("unit", written), written):
        return None
    return _unclear("mapping_unit_in_cell", unit=written, said=said or "-")


def _month(text: str, reading: Reading) -> str | Problem:
    period = read_period(text)
    if period is None:
        return problem("formula_cell") if text.startswith("=") else _unclear("mapping_bad_time")
    first, last = period
    if first != last and not reading.feed.take:
        return _unclear("mapping_long_time", column=reading.column.name)
    return month_text(last if reading.feed.take == "last" else first)


def _yesno(text: str, _: Reading) -> str | Problem:
    answer = cell.read_yes(text)
    return problem("bad_yesno") if answer is None else cell_text(answer)


def _code(text: str, reading: Reading) -> str | Problem:
    name = reading.column.list
    if found := find_listed(name, text):
        return found
    is_literal = LITERAL_LIST in name
    return _unknown(reading, ", ".join(listed(name)) if is_literal else nearest_of_list(name, text))


def _open_code(text: str, reading: Reading) -> str:
    return find_code(reading.column.list, text) or text


def _municipality(text: str, reading: Reading) -> str | Problem:
    """Keep a municipality as it is written; all are brought to one spelling later."""
    return text if find_municipality(text) else _unknown(reading, nearest_municipalities(text))


def _reference(text: str, reading: Reading) -> str | Problem:
    if reading.column.list != "materials":
        return _named(text, reading) if reading.feed.find else text
    known = reading.known.get("materials", {})
    found = known.get(plain(text)) or find_code("material", text)
    return found or _unknown(reading, nearest_of_list("material", text, known.values()))


def _named(text: str, reading: Reading) -> str | Problem:
    """Look a text up among the ids and names of a table of the region."""
    known = reading.known.get(reading.feed.find, {})
    if found := known.get(plain(text)):
        return found
    near = nearest_spelled(text, known)
    return _unclear("mapping_not_found", table=reading.feed.find, nearest=near)


def _list(read: Callable[[str, Reading], str | Problem]) -> Callable[[str, Reading], str | Problem]:
    """Read each item of a list, parted by a bar or by what the mapping says."""

    def read_list(text: str, reading: Reading) -> str | Problem:
        barred = text.replace(reading.feed.split, "|") if reading.feed.split else text
        items = [
            reading.meanings.get(plain(item)) or read(item, reading)
            for item in cell.list_parts(barred)
        ]
        fault = next((item for item in items if isinstance(item, Problem)), None)
        return fault or "|".join(dict.fromkeys(map(str, items)))

    return read_list


def _unknown(reading: Reading, near: str) -> Problem:
    return _unclear("mapping_unknown_code", column=reading.column.name, nearest=near)


_BY_TYPE: Mapping[str, Callable[[str, Reading], str | Problem]] = {
    **dict.fromkeys(NUMBER_TYPES, _number),
    "month": _month,
    "yesno": _yesno,
    "code": _code,
    "codes": _list(_code),
    "open_code": _open_code,
    "municipality": _municipality,
    "municipalities": _list(_municipality),
    "ref": _reference,
    "refs": _list(_reference),
}


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


def _unclear(code: str, **params: object) -> Problem:
    """Make a problem of a text; its place, its text and its count of rows are added later."""
    return problem(code, None, **params)


def _placed(fault: Problem, table: RawTable, reading: Reading, rows: Indices, text: str) -> Problem:
    """Put a problem where its text stands first, and say in how many rows it stands."""
    said = (("rows", str(len(rows))), ("text", shown(text)))
    where = table.where(int(rows[0]), reading.place, text)
    return replace(fault, where=where, params=tuple(sorted({*fault.params, *said})))


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
    """Multiply the amounts whose unit says thousands; empty ones stay empty."""

    def in_full(pair: tuple[str, str]) -> str:
        unit, text = pair
        if not text or not unit.startswith(THOUSAND):
            return text
        return cell_text(float(f"{1000 * float(text):.{_DIGITS}g}"))

    return coded(list(zip(units.spread(), amounts.spread(), strict=True))).each(in_full)
