# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read one text as what a column of the region folder holds, by the type of the column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kotipesa.errors import Problem, problem
from kotipesa.periods import month_text
from kotipesa.sources import cells as cell
from kotipesa.sources.columns import find_listed
from kotipesa.sources.limits import shown
from kotipesa.sources.mapping.mapping import CONVERSIONS, Feed
from kotipesa.sources.mapping.written_amounts import (
    PERCENT,
    VAGUE_VOLUMES,
    Amount,
    read_amount,
)
from kotipesa.sources.mapping.written_periods import read_period
from kotipesa.sources.raw import cell_text
from kotipesa.sources.schema import NUMBER_TYPES, Column
from kotipesa.vocab import find_code, find_municipality
from kotipesa.vocab.codes import plain

SHOWN_DIGITS = 12
_WRITTEN_ANYHOW = (*NUMBER_TYPES, "month")
"""What people write in many ways, in translations too."""
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


def read_one(text: str, reading: Reading) -> str | Problem:
    """Read a text that is not empty: by its translation, else as its column's type says."""
    meaning = reading.meanings.get(plain(text))
    if meaning is not None and (not meaning or reading.column.type not in _WRITTEN_ANYHOW):
        return meaning
    read = _BY_TYPE.get(reading.column.type, _as_it_is)
    return read(text if meaning is None else meaning, reading)


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
    return cell_text(value if factor == 1 else float(f"{value:.{SHOWN_DIGITS}g}"))


def _taken(amount: Amount, take: str) -> float:
    if take == "size":
        return abs(amount.middle)
    return {"low": amount.low, "high": amount.high}.get(take, amount.middle)


def _unit_fault(written: str, reading: Reading) -> Problem | None:
    """Refuse a unit behind a number that is not the one the mapping says."""
    said = reading.unit
    is_vague = plain(written) in VAGUE_VOLUMES and said.startswith("m3")
    is_share = (written, said) == (PERCENT, "percent")
    if is_vague or is_share or said in (find_code("unit", written), written):
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
    return find_listed(reading.column.list, text) or _unknown(text, reading)


def _open_code(text: str, reading: Reading) -> str:
    return find_code(reading.column.list, text) or text


def _municipality(text: str, reading: Reading) -> str | Problem:
    """Keep a municipality as it is written; all are brought to one spelling later."""
    return text if find_municipality(text) else _unknown(text, reading)


def _reference(text: str, reading: Reading) -> str | Problem:
    if reading.column.list != "materials":
        return _named(text, reading) if reading.feed.find else text
    known = reading.known.get("materials", {})
    found = known.get(plain(text)) or find_code("material", text)
    return found or _unknown(text, reading)


def _named(text: str, reading: Reading) -> str | Problem:
    """Look a text up among the ids and names of a table of the region."""
    known = reading.known.get(reading.feed.find, {})
    found = known.get(plain(text))
    return found or _unclear("mapping_not_found", table=reading.feed.find, text=shown(text))


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


def _unknown(text: str, reading: Reading) -> Problem:
    return _unclear("mapping_unknown_code", column=reading.column.name, text=shown(text))


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


def _unclear(code: str, **params: object) -> Problem:
    """Make a problem of a text; its place, its text and its count of rows are added later."""
    return problem(code, None, **params)
