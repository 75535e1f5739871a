# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write regions as folders, and add rows to them; a folder is never left half-written."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kotipesa.errors import InputError, Where, problem, raise_errors
from kotipesa.region.folder.plainly import plain_rows
from kotipesa.region.folder.publish import publish_files, publish_folder
from kotipesa.region.folder.read import LOCK_PREFIX, SETTINGS_FILE, WORKBOOK_SUFFIXES
from kotipesa.region.folder.toml_text import merged_toml, toml_text
from kotipesa.region.references import refuse_duplicates
from kotipesa.region.region import Region
from kotipesa.region.rows import Rows
from kotipesa.region.schema import headers, key_columns, region_schema, table_names
from kotipesa.region.to_rows import region_rows
from kotipesa.sources import RawTable, cell_text, read_batch, read_delimited
from kotipesa.sources.cells import clean_text
from kotipesa.sources.harmless import refuse_formulas

_DECISIONS = {"projects": ("same_as",)}
"""Columns of what people decide in a region; a source that knows nothing of them leaves them."""

_Key: TypeAlias = tuple[tuple[str, str], ...]


def write_region(
    region: Region, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a region as a folder that reads back as the same region; see ``write_tables``."""
    tables, settings = region_rows(region)
    write_tables(tables, settings, Path(folder), overwrite=overwrite)


def write_tables(
    tables: Mapping[str, Rows],
    settings: Mapping[str, object],
    folder: Path,
    *,
    overwrite: bool = False,
) -> None:
    """Write rows as the csv files of a region folder, which appears whole or not at all.

    overwrite: replace the tables and settings of a folder that has files; its other files stay.
    Raises InputError when the folder has files and may not be overwritten, OSError when the disk
    fails.
    """
    texts = {f"{name}.csv": csv_text(name, rows) for name, rows in tables.items()}
    if settings:
        texts[SETTINGS_FILE] = toml_text(settings)
    is_used = folder.exists() and any(folder.iterdir())
    if is_used and not overwrite:
        raise InputError([problem("folder_not_empty", path=folder.name)])
    if is_used:
        publish_files(folder, texts)
        for name in _region_files() - texts.keys():
            (folder / name).unlink(missing_ok=True)
    else:
        publish_folder(folder, texts)


def merge_rows(folder: Path, table: str, rows: Rows) -> None:
    """Add rows to one table of a region folder; see ``merge_tables``."""
    merge_tables(folder, {table: rows})


def merge_tables(
    folder: Path, tables: Mapping[str, Rows], settings: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Add rows and settings to a region folder, which is made when there is none.

    A row with the key of an old one takes its place, what was decided here aside; in tables without
    a key only a row that is not there yet is added. Columns nobody knows stay, labels become codes
    and numbers lose their local writing. Raises InputError when the region is in a workbook, an
    old table cannot be read whole, two of its rows have one key or a text would run as a formula,
    and leaves the folder as it was.
    """
    if folder.is_dir():
        refuse_workbook(folder)
    texts = {}
    for name, rows in tables.items():
        file = folder / f"{name}.csv"
        old = _old_rows(file, name) if file.is_file() else []
        texts[file.name] = csv_text(name, merged_rows(name, old, rows))
    if settings:
        file = folder / SETTINGS_FILE
        before = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        texts[SETTINGS_FILE] = merged_toml(before, settings)
    if folder.is_dir():
        publish_files(folder, texts)
    else:
        publish_folder(folder, texts)


def replace_tables(folder: Path, tables: Mapping[str, Rows]) -> None:
    """Write whole tables of a region folder in the place of the old ones, all of them or none.

    Raises InputError when the region is in a workbook.
    """
    refuse_workbook(folder)
    publish_files(folder, {f"{name}.csv": csv_text(name, rows) for name, rows in tables.items()})


def merged_rows(table: str, old: Rows, new: Rows) -> list[Mapping[str, object]]:
    """Put new rows in the places of old ones with the same key, the others behind."""
    keys, new = key_columns(table), with_decisions(table, old, new)

    def key(row: Mapping[str, object]) -> _Key:
        named = [(name, clean_text(cell_text(row.get(name, "")))) for name in keys or sorted(row)]
        return tuple(pair for pair in named if keys or pair[1])

    if not keys:
        return [*old, *_not_there_yet(list(map(key, old)), list(map(key, new)), new)]
    rows = {key(row): row for row in new}
    return [*(rows.pop(key(row), row) for row in old), *rows.values()]


def with_decisions(table: str, old: Rows, new: Rows) -> Rows:
    """Leave in new rows what people decided about the old ones and the new do not speak of.

    A row of which nothing is to be left is given as it is.
    """
    columns = _DECISIONS.get(table, ())
    decided = {
        clean_text(cell_text(row.get("id"))): {name: row[name] for name in columns if row.get(name)}
        for row in old
        if any(row.get(name) for name in columns)
    }

    def left(row: Mapping[str, object]) -> Mapping[str, object]:
        before = decided.get(clean_text(cell_text(row.get("id"))), {})
        return {**before, **row} if before.keys() - row.keys() else row

    return [left(row) for row in new] if decided else new


def _not_there_yet(old: Sequence[_Key], new: Sequence[_Key], rows: Rows) -> Rows:
    """Give the rows beyond those that are there: of two alike, one there and two new, one."""
    left = Counter(old)
    added = []
    for key, row in zip(new, rows, strict=True):
        left[key] -= 1
        if left[key] < 0:
            added.append(row)
    return added


def _old_rows(file: Path, table: str) -> list[dict[str, str]]:
    raw, problems = read_delimited(file, table, headers(table))
    raise_errors(problems)
    if raw is None:
        return []
    refuse_doubles(raw, table)
    return plain_rows(raw, table)


def refuse_doubles(raw: RawTable, table: str) -> None:
    """Refuse a table in which two rows have one key: nobody knows which of them is meant."""
    batch = read_batch(raw, region_schema()[table])
    before = len(batch.problems)
    if keys := key_columns(table):
        refuse_duplicates(batch, list(keys))
    if doubles := batch.problems[before:]:
        raise InputError(doubles)


def csv_text(table: str, rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows with the columns that are used: the schema's first, in its order.

    Raises InputError for a text that a spreadsheet would run.
    """
    listed = list(rows)
    named = dict.fromkeys(key for row in listed for key in row)
    used = {key for row in listed for key, cell in row.items() if cell_text(cell)}
    known = region_schema()[table]
    columns = [c.name for c in known if c.name in used or c.is_required]
    columns += [name for name in named if name not in {c.name for c in known}]
    cells = {name: [cell_text(row.get(name)) for row in listed] for name in columns}
    refuse_formulas(f"{table}.csv", cells)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(cells)
    writer.writerows(zip(*cells.values(), strict=True))
    return text.getvalue()


def _region_files() -> set[str]:
    return {*(f"{table}.csv" for table in table_names()), SETTINGS_FILE}


def refuse_workbook(folder: Path) -> None:
    """Refuse a folder whose region is in a workbook: rows cannot be added to it."""
    names = {file.name.lower(): file.name for file in folder.iterdir()}
    for lower, name in names.items():
        is_workbook = lower.endswith(WORKBOOK_SUFFIXES) and not lower.startswith(LOCK_PREFIX)
        if is_workbook and "lots.csv" not in names:
            raise InputError([problem("region_in_workbook", Where(name), name=name)])
