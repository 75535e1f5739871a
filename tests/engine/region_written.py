# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write small regions in every shape a file may have, and read what is wrong with them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from kotipesa.errors import Problem, severity

LOT = {
    "id": "a",
    "direction": "have",
    "material": "louhe",
    "amount": 100,
    "unit": "t",
    "site": "s",
    "from": "2026-01",
    "to": "2026-06",
}
SITE = {"id": "s", "x": 24.94, "y": 60.17, "municipality": "091"}


def lot(**changes: object) -> dict[str, object]:
    """Make a lot that has nothing wrong but what is changed; ``first`` and ``last`` are months."""
    named = {"first": "from", "last": "to"}
    return LOT | {named.get(key, key): value for key, value in changes.items()}


def site(**changes: object) -> dict[str, object]:
    return SITE | changes


def csv_text(rows: Sequence[Mapping[str, object]], delimiter: str = ",") -> str:
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [header, *([str(row.get(key, "")) for key in header] for row in rows)]
    return "".join(delimiter.join(line) + "\n" for line in lines)


def folder_of(folder: Path, **texts: str | bytes) -> Path:
    """Write files: ``lots="…"`` becomes lots.csv, ``settings="…"`` settings.toml."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = folder / ("settings.toml" if name == "settings" else f"{name}.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def workbook_of(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def places(problems: Sequence[Problem], level: str = "error") -> list[tuple[str, int, str]]:
    """Give code, row and column of each problem of a level."""
    return [(p.code, p.where.row, p.where.column) for p in problems if severity(p) == level]
