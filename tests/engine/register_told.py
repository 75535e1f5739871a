# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let systems tell their rows, in memory and in files, and say what became of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from region_written import csv_text, lot, site

from kotipesa.arrays import stack
from kotipesa.region.rows import Rows
from kotipesa.register.records import Records, read_records
from kotipesa.register.sync import Synced, sync
from kotipesa.register.sync.sheet import Sheet, sheet_of
from kotipesa.register.sync.standing import Standing, Telling

NOWHERE = Path("there is no such folder")
EMPTY_REGION = Standing({}, read_records(NOWHERE))


def tell(
    standing: Standing,
    told: Mapping[str, Rows],
    *,
    system: str = "S",
    last: Mapping[str, Sheet] | None = None,
    **rules: str,
) -> Synced:
    """Sync rows by table with a region in memory."""
    return sync(standing, Telling(system, told, last or {}), **rules)


def by_id(standing: Standing, table: str = "lots") -> dict[str, dict[str, str]]:
    """Give the rows of a table by id, filled cells only."""
    return {
        row["id"]: {name: cell for name, cell in row.items() if cell and name != "id"}
        for row in standing.here(table).rows()
    }


def outcomes(synced: Synced, table: str = "lots") -> dict[str, str]:
    """Say what became of each row that is not as it was, by the id there."""
    changes = next(one for one in synced.changes if one.table == table)
    return dict(zip(changes.system_id, changes.outcome, strict=True))


def reasons(synced: Synced, table: str = "lots") -> dict[str, str]:
    """Say why rows stay or who settled them, by the id there."""
    changes = next(one for one in synced.changes if one.table == table)
    pairs = zip(changes.system_id, changes.reason, strict=True)
    return {name: reason for name, reason in pairs if reason}


def cells(synced: Synced, table: str = "lots") -> list[tuple[str, ...]]:
    """Give every cell that differs: id, column, last, here, there, whose value stands."""
    changes = next(one for one in synced.changes if one.table == table)
    found = changes.cells
    values = (found.column, found.last, found.here, found.there, found.winner)
    return [(changes.id[row], *rest) for row, *rest in zip(found.row, *values, strict=True)]


def edited(standing: Standing, table: str, rows: Rows) -> Standing:
    """Let people write a table anew."""
    return Standing(dict(standing.sheets) | {table: sheet_of(rows)}, standing.records)


def record_set(records: Records) -> set[tuple[Any, ...]]:
    """Give the records as tuples, whatever their order."""
    names = ("table", "id", "system", "system_id", "keeper", "seen_sha256", "seen")
    return set(zip(*(getattr(records, name).tolist() for name in names), strict=True))


def with_records(standing: Standing, *records: Records) -> Standing:
    """Add records to a region."""
    return Standing(standing.sheets, stack([standing.records, *records]), standing.named)


def files_told(folder: Path, lots: Sequence[Mapping[str, object]], sites: Rows = ()) -> list[Path]:
    """Write what a system exports: its lots, and the two sites of the sample unless told others."""
    folder.mkdir(exist_ok=True)
    tables = {"lots": lots, "sites": sites or [site(), site(id="t", x=25.1)]}
    for name, rows in tables.items():
        text = csv_text(rows) if rows else csv_text([lot()]).splitlines()[0] + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in tables]
