# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the tables of a region folder: their columns, as ``columns.csv`` describes them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kotipesa.sources import Column, Schema, read_schema
from kotipesa.sources.schema import header_types

SETTINGS = "settings"
RECORDS = "records"
CONTACTS = "contacts"


@cache
def region_schema() -> Schema:
    """Give the columns of every table; forms, templates and guides are made of the same."""
    text = files("kotipesa.region").joinpath("columns.csv").read_text(encoding="utf-8")
    return read_schema(text)


def table_names() -> tuple[str, ...]:
    """Name the tables a region is made of, in the order they are shown.

    Left out are the settings, and what no plan needs: the records of who knows which row, and the
    people behind sites, whom nothing reads but an export that is asked for them.
    """
    beside = (SETTINGS, RECORDS, CONTACTS)
    return tuple(name for name in region_schema() if name not in beside)


@cache
def column_names(table: str) -> frozenset[str]:
    """Name the columns of a table."""
    return frozenset(column.name for column in region_schema()[table])


@cache
def headers(table: str) -> Mapping[str, str]:
    """Give the types of a table's columns by every plain header they may have."""
    return header_types(region_schema()[table])


def key_columns(table: str) -> tuple[str, ...]:
    """Name the columns in which the rows of a table must differ; () when they need not."""
    return tuple(column.name for column in region_schema()[table] if column.is_key)


def setting_columns() -> dict[str, Column]:
    """Give the settings by name."""
    return {column.name: column for column in region_schema()[SETTINGS]}
