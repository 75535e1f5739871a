# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a column of texts by its description: one reader a type, problems beside the values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kotipesa.arrays import Flags, Indices
from kotipesa.errors import Problem, problem
from kotipesa.geo import known_crs
from kotipesa.sources import cells as cell
from kotipesa.sources.coded import Coded, rows_of_each
from kotipesa.sources.distinct import distinct, nearest
from kotipesa.sources.limits import DEFAULT_LIMITS
from kotipesa.sources.plain import plain_numbers, plain_texts
from kotipesa.sources.schema import LITERAL_LIST, NUMBER_TYPES, Column
from kotipesa.sources.wkt import wkt_problem
from kotipesa.vocab import codes, find_code

NO_MONTH = -1
Reader: TypeAlias = Callable[[str, Column], Any]
"""Reads a cell that is not empty; gives its value, or a Problem that has no place yet."""


@dataclass(frozen=True, slots=True)
class CellType:
    """How cells of a type are read and stored; ``empty`` is the value without a default.

    chars: how long a cell may be.
    """

    read: Reader
    dtype: DTypeLike
    empty: Any
    is_text: bool = False
    chars: int = DEFAULT_LIMITS.cell_chars


@dataclass(frozen=True, eq=False, slots=True)
class ReadColumn:
    """A column as values; is_given: the cell was not empty; faults: the rows of what is wrong."""

    values: Coded
    is_given: Flags
    faults: tuple[tuple[Indices, Problem], ...]


def read_column(texts: Coded, column: Column) -> ReadColumn:
    """Read every distinct text once; a cell with a fault gets the value of an empty one."""
    is_read, values = _read_plain(texts.found, column)
    others = np.flatnonzero(~is_read)
    cleaned = [cell.clean_text(texts.found[which]) for which in others]
    if any(text != texts.found[which] for text, which in zip(cleaned, others, strict=True)):
        return read_column(_cleaned(texts), column)
    results = [read_cell(text, column) for text in cleaned]
    if column.type in NUMBER_TYPES:
        results = _without_ambiguity(cleaned, results)
    is_fault = [isinstance(result, Problem) for result in results]
    empty = empty_value(column)
    for which, result, wrong in zip(others, results, is_fault, strict=True):
        values[which] = empty if wrong else result
    is_given = np.ones(len(values), dtype=np.bool_)
    is_given[others] = [bool(text) for text in cleaned]
    faults = list(compress(results, is_fault))
    rows = rows_of_each(texts.place, others[is_fault].tolist())
    return ReadColumn(
        values=Coded(values, texts.place),
        is_given=is_given[texts.place],
        faults=tuple(
            (where, fault) for where, fault in zip(rows, faults, strict=True) if len(where)
        ),
    )


def _cleaned(texts: Coded) -> Coded:
    """Clean every distinct text; those that become the same are one."""
    found, place = distinct([cell.clean_text(text) for text in texts.found])
    return Coded(found, place[texts.place])


def _read_plain(found: Sequence[str], column: Column) -> tuple[Flags, NDArray[Any]]:
    """Read at once the texts that mean themselves and plain numbers within their bounds."""
    values = np.empty(len(found), dtype=TYPES[column.type].dtype)
    if column.type in _MEAN_THEMSELVES:
        is_plain = plain_texts(found)
        values[is_plain] = np.asarray(found, dtype=object)[is_plain]
        return is_plain, values
    if column.type in NUMBER_TYPES:
        is_plain, numbers = plain_numbers(found)
        is_plain &= np.isfinite(numbers) & (numbers >= column.low) & (numbers <= column.high)
        is_plain &= (numbers > 0) | (column.type != "positive")
        is_plain &= (numbers == np.floor(numbers)) & (abs(numbers) < 2**31) | (
            column.type != "count"
        )
        values[is_plain] = numbers[is_plain]
        return is_plain, values
    return np.zeros(len(found), dtype=np.bool_), values


def read_cell(text: str, column: Column) -> Any:
    """Read one cleaned cell; gives its value, or a Problem without a place."""
    cell_type = TYPES[column.type]
    if not text:
        return problem("missing_value") if column.is_required else empty_value(column)
    if len(text) > cell_type.chars:
        return problem("cell_too_long", limit=cell_type.chars)
    if cell.is_formula(text) and (cell_type.is_text or text[0] in "=@"):
        return problem("formula_cell")
    if cell.is_error_value(text):
        return problem("error_cell")
    if cell_type.is_text and cell.has_control(text):
        return problem("control_character")
    return cell_type.read(text, column)


def read_value(text: str, column: Column) -> Any:
    """Read one cell that stands alone, such as a setting; a Problem when it says nothing clear."""
    return read_cell(cell.clean_text(text), column)


def empty_value(column: Column) -> Any:
    """Give what an empty cell means: the column's default, or the type's own 'nothing'."""
    cell_type = TYPES[column.type]
    if not column.default:
        return cell_type.empty
    if column.default == "inf":
        return np.inf
    return cell_type.read(column.default, column)


def _without_ambiguity(texts: list[str], results: list[Any]) -> list[Any]:
    """Refuse ``1.234`` where the rest of the column shows that a point is no decimal point."""
    if not any("," in text for text in texts):
        return results
    read = [text for text, result in zip(texts, results, strict=True) if isinstance(result, float)]
    marks = {cell.decimal_mark(text) for text in read} - {""}

    def is_ambiguous(text: str) -> bool:
        other = "," if "." in text else "."
        return cell.is_maybe_grouped(text) and other in marks

    return [
        problem("ambiguous_number") if is_ambiguous(text) else result
        for text, result in zip(texts, results, strict=True)
    ]


def _text(text: str, _: Column) -> str:
    return text


def _id(text: str, _: Column) -> Any:
    is_plain = "|" not in text and "\n" not in text and "\r" not in text and "\t" not in text
    return text if is_plain else problem("bad_id")


def _number(text: str, column: Column) -> Any:
    if column.default == "inf" and text.casefold() in {"inf", "∞"}:
        return np.inf
    value = cell.read_number(text)
    if value is None or not np.isfinite(value):
        return problem("bad_number")
    if value < 0 and column.low == 0:
        return problem("negative_number")
    if not column.low <= value <= column.high:
        return problem("out_of_range", low=f"{column.low:g}", high=f"{column.high:g}")
    return value


def _positive(text: str, column: Column) -> Any:
    value = cell.read_number(text)
    return problem("not_positive") if value is not None and value <= 0 else _number(text, column)


def _count(text: str, column: Column) -> Any:
    value = _number(text, column)
    if isinstance(value, Problem):
        return value
    is_count = float(value).is_integer() and abs(value) < 2**31
    return int(value) if is_count else problem("not_whole")


def _month(text: str, _: Column) -> Any:
    number = cell.read_month(text)
    return problem("bad_month") if number is None else number


def _date(text: str, _: Column) -> Any:
    return cell.read_date(text) or problem("bad_date")


def _yesno(text: str, _: Column) -> Any:
    answer = cell.read_yes(text)
    return problem("bad_yesno") if answer is None else answer


def _code(text: str, column: Column) -> Any:
    code = find_listed(column.list, text)
    if code is not None:
        return code
    known = listed(column.list)
    close = nearest(text, known)
    return problem("unknown_code", nearest=", ".join(known) if len(known) <= 8 else close)


def _open_code(text: str, column: Column) -> str:
    return find_code(column.list, text) or text


def _codes(text: str, column: Column) -> Any:
    read = [_code(part, column) for part in cell.list_parts(text)]
    fault = next((code for code in read if isinstance(code, Problem)), None)
    return fault or tuple(dict.fromkeys(read))


def _list(text: str, _: Column) -> tuple[str, ...]:
    return cell.list_parts(text)


def _crs(text: str, _: Column) -> Any:
    return text if known_crs(text) else problem("crs_unknown", crs=text)


def _geometry(text: str, _: Column) -> Any:
    return wkt_problem(text) or text


def listed(list_name: str) -> tuple[str, ...]:
    """Give the codes of a list: the vocabulary's, or those written into the schema."""
    if LITERAL_LIST in list_name:
        return tuple(list_name.split(LITERAL_LIST))
    return tuple(entry.code for entry in codes(list_name))


def find_listed(list_name: str, text: str) -> str | None:
    """Find the code a text means in a list of either sort."""
    if LITERAL_LIST in list_name:
        return text.casefold() if text.casefold() in listed(list_name) else None
    return find_code(list_name, text)


TYPES: Mapping[str, CellType] = {
    "id": CellType(_id, object, "", is_text=True),
    "text": CellType(_text, object, "", is_text=True),
    "number": CellType(_number, np.float64, np.nan),
    "positive": CellType(_positive, np.float64, np.nan),
    "count": CellType(_count, np.int32, 0),
    "month": CellType(_month, np.int32, NO_MONTH),
    "date": CellType(_date, object, ""),
    "yesno": CellType(_yesno, np.bool_, empty=False),
    "code": CellType(_code, object, ""),
    "codes": CellType(_codes, object, ()),
    "open_code": CellType(_open_code, object, "", is_text=True),
    "crs": CellType(_crs, object, ""),
    "geometry": CellType(_geometry, object, "", chars=DEFAULT_LIMITS.geometry_chars),
    "municipality": CellType(_text, object, "", is_text=True),
    "municipalities": CellType(_list, object, (), is_text=True),
    "ref": CellType(_text, object, "", is_text=True),
    "refs": CellType(_list, object, (), is_text=True),
}
_MEAN_THEMSELVES = ("id", "text", "ref", "municipality")
