# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write lists that leave as files by the engine's writers."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from kotipesa.report.sheets import Sheet, SheetColumn
from kotipesa.report.workbook import write_sheets
from kotipesa.sources.cells import is_formula

Cells: TypeAlias = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column of a file: its name for programs, its title for people, what it holds.

    ``kind`` is that of the engine's sheets: text, tonnes, any (another number).
    """

    name: str
    title: str
    kind: str = "text"


def csv_bytes(heads: Sequence[Head], rows: Cells) -> bytes:
    """Write rows as CSV for spreadsheets; a text that would run as a formula gets a quote first."""
    frame = _frame(heads, rows, guarded=True)
    return b"\xef\xbb\xbf" + frame.write_csv(separator=";", decimal_comma=True).encode()


def xlsx_bytes(name: str, heads: Sequence[Head], rows: Cells) -> bytes:
    """Write rows as a workbook of one sheet, heads in words; a text is always a text there."""
    columns = tuple(SheetColumn(head.name, head.title, head.kind) for head in heads)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_sheets([Sheet(name, columns, _frame(heads, rows, guarded=False))], path)
        return path.read_bytes()


def _frame(heads: Sequence[Head], rows: Cells, *, guarded: bool) -> pl.DataFrame:
    columns: dict[str, list[Any]] = {}
    for head in heads:
        cells = [row.get(head.name) for row in rows]
        if head.kind == "text":
            texts = ["" if cell is None else str(cell) for cell in cells]
            columns[head.name] = [_guarded(text) for text in texts] if guarded else texts
        else:
            columns[head.name] = cells
    schema = {head.name: pl.String if head.kind == "text" else pl.Float64 for head in heads}
    return pl.DataFrame(columns, schema=schema)


def _guarded(text: str) -> str:
    return f"'{text}" if is_formula(text) else text
