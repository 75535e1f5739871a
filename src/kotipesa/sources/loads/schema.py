# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the columns of a load, as ``columns.csv`` describes them in three languages."""

from functools import cache
from importlib.resources import files

from kotipesa.sources.schema import Column, read_schema

TABLE = "loads"


@cache
def loads_columns() -> tuple[Column, ...]:
    """Give the columns of loads.csv, in the order they are shown."""
    text = files("kotipesa.sources.loads").joinpath("columns.csv").read_text(encoding="utf-8")
    return read_schema(text)[TABLE]
