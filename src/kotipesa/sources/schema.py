# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Describe the columns a table may have; the descriptions are data, read from a csv file."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

LITERAL_LIST = "|"
NUMBER_TYPES = ("number", "positive", "count")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    type: one of columns.TYPES; is_key: rows must differ in the key columns of their table;
    default: what an empty cell means, as text; low, high: bounds, both allowed;
    list: the vocabulary's list, codes joined with ``|``, or for references a table;
    label, help: by language ``fi``, ``sv``, ``en``.
    """

    table: str
    name: str
    type: str
    is_key: bool
    is_required: bool
    default: str
    unit: str
    low: float
    high: float
    list: str
    label: Mapping[str, str]
    help: Mapping[str, str]


Schema: TypeAlias = Mapping[str, tuple[Column, ...]]
"""Columns by table, in the order they are shown."""


def read_schema(text: str) -> Schema:
    """Read a schema; its csv columns are those of ``Column`` with one label and help a language."""
    tables: dict[str, tuple[Column, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        tables[row["table"]] = (*tables.get(row["table"], ()), _column(row))
    return tables


def plain_name(header: str) -> str:
    """Strip a column name of what people vary: case, spaces, hyphens for underscores."""
    return "_".join(header.replace("-", " ").replace("_", " ").casefold().split())


def header_types(columns: Iterable[Column]) -> dict[str, str]:
    """Give the type of each column by every plain header it may have."""
    known = list(columns)
    names = header_names(known)
    types = {column.name: column.type for column in known}
    return {header: types[name] for header, name in names.items()}


def header_names(columns: Iterable[Column]) -> dict[str, str]:
    """Name the column by every plain header it may have: its name, its labels."""
    known = list(columns)
    labels = {plain_name(label): c.name for c in known for label in c.label.values()}
    return labels | {column.name: column.name for column in known}


def _column(row: Mapping[str, str]) -> Column:
    return Column(
        table=row["table"],
        name=row["column"],
        type=row["type"],
        is_key=row["key"] == "yes",
        is_required=row["required"] == "yes",
        default=row["default"],
        unit=row["unit"],
        low=float(row["low"] or "-inf"),
        high=float(row["high"] or "inf"),
        list=row["list"],
        label={language: row[language] for language in ("fi", "sv", "en")},
        help={language: row[f"help_{language}"] for language in ("fi", "sv", "en")},
    )
