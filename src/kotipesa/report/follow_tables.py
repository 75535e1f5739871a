# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn plan against reality into files: one object, CSV tables, and a workbook for people."""

from collections.abc import Mapping
from dataclasses import fields
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kotipesa.errors import LANGUAGES, Language, message
from kotipesa.impact import Figure
from kotipesa.monitor import Followed
from kotipesa.periods import month_text
from kotipesa.plan.files import write_columns
from kotipesa.report.plain_files import rounded, write_json
from kotipesa.report.sheets import CODED, Sheet, SheetColumn, in_words
from kotipesa.report.speech import Speech, speech
from kotipesa.report.whole_file import whole_file
from kotipesa.report.workbook import write_sheets

TABLES = {
    "moves": "follow_moves.csv",
    "months": "follow_months.csv",
    "stocks": "follow_stocks.csv",
    "pairs": "follow_municipalities.csv",
    "unplanned": "follow_unplanned.csv",
}
"""Tables of a follow-up by their names, and the files they are written to."""

IMPACTS = ("tonne_km", "litres", "kgco2e", "haul_eur")
WORKBOOK, RECORD = "follow.xlsx", "follow.json"
_CODED = CODED | {"state": "move_state", "reason": "unplanned"}
_KINDS = {"share": "any", "shift_months": "any", "loads": "count", "row": "count"}


def followed_columns(followed: Followed, table: str) -> dict[str, NDArray[Any]]:
    """Give the columns of one of ``TABLES`` by name."""
    held = getattr(followed, table)
    return {field.name: getattr(held, field.name) for field in fields(held)}


def followed_record(followed: Followed) -> dict[str, Any]:
    """Give everything as one object for programs: months as texts, what is unknown as None."""
    return {
        "as_of": month_text(followed.as_of),
        "totals": {name: _known(value) for name, value in followed.totals.items()},
        "impact": {name: _both(followed.due[name], followed.hauled[name]) for name in IMPACTS},
        **{table: _rows(followed_columns(followed, table)) for table in TABLES},
    }


def write_followed(followed: Followed, folder: Path, language: Language) -> list[Path]:
    """Write every table as CSV, all of them as one workbook and as one object; name the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, name in TABLES.items():
        write_followed_csv(followed, table, folder / name)
    notes = [
        {"code": one.code} | {spoken: message(one, spoken) for spoken in LANGUAGES}
        for one in followed.notes
    ]
    record = followed_record(followed) | {"notes": notes}
    with whole_file(folder / RECORD) as unfinished:
        write_json(record, unfinished)
    write_sheets(_sheets(followed, speech(language)), folder / WORKBOOK)
    return [folder / name for name in (*TABLES.values(), RECORD, WORKBOOK)]


def write_followed_csv(followed: Followed, table: str, path: Path) -> None:
    """Write one table as CSV: months as YYYY-MM, 12 digits a number, unknown cells empty."""
    with whole_file(path) as unfinished:
        write_columns(followed_columns(followed, table), unfinished)


def _sheets(followed: Followed, say: Speech) -> list[Sheet]:
    sheets = []
    for table in TABLES:
        columns = followed_columns(followed, table)
        rows = pl.DataFrame(
            {name: column.astype(_dtype(name, column)) for name, column in columns.items()}
        )
        heads = tuple(
            SheetColumn(name, say.text(f"column_{name}"), _kind(name, column))
            for name, column in columns.items()
        )
        sheets.append(Sheet(table, heads, in_words(rows.fill_nan(None), say, _CODED)))
    return sheets


def _dtype(name: str, column: NDArray[Any]) -> Any:
    return np.int32 if name == "month" else column.dtype


def _kind(name: str, column: NDArray[Any]) -> str:
    if name == "month":
        return "month"
    if column.dtype == object:
        return "text"
    return _KINDS.get(name, "tonnes")


def _both(due: Figure, hauled: Figure) -> dict[str, Any]:
    """Put a figure of the plan beside that of the loads."""
    return {
        "unit": due.unit,
        **{
            f"{side}{end}": _known(getattr(figure, end.strip("_") or "value"))
            for side, figure in (("planned", due), ("hauled", hauled))
            for end in ("", "_low", "_high")
        },
    }


def _rows(columns: Mapping[str, NDArray[Any]]) -> list[dict[str, Any]]:
    cells = {
        name: list(map(month_text, column.tolist())) if name == "month" else _plain(column)
        for name, column in columns.items()
    }
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def _plain(column: NDArray[Any]) -> list[Any]:
    values: list[Any] = column.tolist()
    return [_known(value) for value in values] if column.dtype == np.float64 else values


def _known(value: float) -> float | None:
    return float(rounded(value)) if isfinite(value) else None
