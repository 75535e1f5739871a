# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a region as rows of text before it is read, so that a test can edit a cell."""

import csv
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from kotipesa.region import Region, from_rows

Row: TypeAlias = dict[str, str]
Tables: TypeAlias = dict[str, list[Row]]


class Draft(NamedTuple):
    """The tables of a region folder by name without ``.csv``, and its settings."""

    tables: Tables
    settings: dict[str, Any]

    def region(self) -> Region:
        """Read the rows, empty tables aside; raises InputError with every problem."""
        return from_rows({name: rows for name, rows in self.tables.items() if rows}, self.settings)

    def row(self, table: str, key: str) -> Row:
        """Find the row of this id or code; raises StopIteration when there is none."""
        return next(r for r in self.tables[table] if key in (r.get("id"), r.get("code")))

    def write(self, directory: Path) -> Path:
        """Write the region folder and give its path."""
        directory.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables.items():
            if rows:
                _write_table(directory / f"{name}.csv", rows)
        lines = [f"{name} = {_toml(value)}\n" for name, value in self.settings.items()]
        (directory / "settings.toml").write_text("".join(lines), encoding="utf-8")
        return directory


def rows(header: str, *lines: str) -> list[Row]:
    """Read rows written under each other, cells parted by spaces and an empty cell as ``.``."""
    names = header.split()
    cells = [["" if cell == "." else cell for cell in line.split()] for line in lines]
    return [dict(zip(names, row, strict=True)) for row in cells]


def _write_table(path: Path, rows: list[Row]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
