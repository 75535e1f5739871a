# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the outside world in: tables and areas, with every problem by file, row and column.

Readers are loaded when they are first used, so that a child that parses one file starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kotipesa.sources.coded import Coded, coded
from kotipesa.sources.distinct import by_distinct, column_of, distinct, nearest
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits
from kotipesa.sources.raw import RawTable, cell_text, rows_table
from kotipesa.sources.schema import Column, Schema, read_schema

if TYPE_CHECKING:
    from kotipesa.sources.batch import Batch, empty_batch, read_batch
    from kotipesa.sources.columns import read_value
    from kotipesa.sources.delimited.reading import read_delimited
    from kotipesa.sources.workbook.reading import read_workbook

__all__ = [
    "DEFAULT_LIMITS",
    "Batch",
    "Coded",
    "Column",
    "Limits",
    "RawTable",
    "Schema",
    "by_distinct",
    "cell_text",
    "coded",
    "column_of",
    "distinct",
    "empty_batch",
    "nearest",
    "read_batch",
    "read_delimited",
    "read_schema",
    "read_value",
    "read_workbook",
    "rows_table",
]

_READERS = {
    "Batch": "batch",
    "empty_batch": "batch",
    "read_batch": "batch",
    "read_delimited": "delimited.reading",
    "read_value": "columns",
    "read_workbook": "workbook.reading",
}


def __getattr__(name: str) -> Any:
    """Load a reader from its module; raises AttributeError for a name that is none."""
    if name not in _READERS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_READERS[name]}"), name)
