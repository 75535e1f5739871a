# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the imaginary region of the engine as the files its organisations would bring in."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kotipesa.testing.region import region_tables

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
GIVEN = ("nodes", "roads", "materials")
NOBODY = "-"


@dataclass(frozen=True)
class Imagined:
    """The imaginary region: the settings of its plans, its given tables, the rows of each owner."""

    settings: Mapping[str, Any]
    given: Mapping[str, str]
    rows: Mapping[str, Tables]


def imagined(owners: int | None = None) -> Imagined:
    """Give the imaginary region by owner, of the first ``owners`` by number of rows if told.

    A lot on a project of another owner, or an alternative to one, stands without it: its owner need
    not see that project.
    """
    draft = region_tables()
    tables = {name: list(rows) for name, rows in draft.tables.items()}
    owner_of = {row["id"]: row["owner"] for row in tables["projects"]}
    lots = [_within_owner(row, "project", owner_of) for row in tables["lots"]]
    projects = [_within_owner(row, "alternative_of", owner_of) for row in tables["projects"]]
    sites = _owned_sites(tables["sites"], [*lots, *tables["facilities"]])
    facilities = tables["facilities"]
    told: Tables = {
        "projects": projects,
        "sites": sites,
        "facilities": facilities,
        "lots": lots,
    }
    kept = _largest(told, owners)
    return Imagined(
        settings=draft.settings,
        given={name: _csv(tables[name]) for name in GIVEN},
        rows={owner: _rows_of(owner, told) for owner in kept},
    )


def write_files(tables: Tables, folder: Path) -> list[Path]:
    """Write the rows of an owner as CSV files, those without rows left out."""
    files = [folder / f"{name}.csv" for name, rows in tables.items() if rows]
    for file in files:
        file.write_text(_csv(tables[file.stem]), encoding="utf-8")
    return files


def _within_owner(row: Row, column: str, owner_of: Mapping[str, str]) -> Row:
    is_own = owner_of.get(row.get(column, ""), row["owner"]) == row["owner"]
    return row if is_own else {**row, column: ""}


def _owned_sites(sites: Sequence[Row], users: Iterable[Row]) -> list[Row]:
    owner_of = {row["site"]: row["owner"] for row in users}
    return [{**site, "owner": owner_of.get(site["id"], NOBODY)} for site in sites]


def _largest(tables: Tables, owners: int | None) -> list[str]:
    counts = Counter(row["owner"] for rows in tables.values() for row in rows)
    del counts[NOBODY]
    return sorted(counts, key=lambda owner: (-counts[owner], owner))[:owners]


def _rows_of(owner: str, tables: Tables) -> dict[str, list[Row]]:
    return {
        name: [_without_owner(name, row) for row in rows if row["owner"] == owner]
        for name, rows in tables.items()
    }


def _without_owner(table: str, row: Row) -> Row:
    return {k: v for k, v in row.items() if k != "owner"} if table == "sites" else row


def _csv(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
