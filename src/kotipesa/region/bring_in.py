# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring tables into a region folder: read them, and try them out beside what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kotipesa.errors import InputError, Problem, UsageError, Where, problem, severity
from kotipesa.region.assemble import Found, assemble, in_reading_order
from kotipesa.region.read import WORKBOOK_SUFFIXES, found_in_folder
from kotipesa.region.references import refuse_duplicates
from kotipesa.region.rows import Rows
from kotipesa.region.schema import column_names, key_columns, region_schema, table_names
from kotipesa.region.write import merged_rows, plain_rows
from kotipesa.sources import RawTable, nearest, read_batch, read_delimited, read_workbook
from kotipesa.sources.raw import raw_table
from kotipesa.sources.schema import plain_name

_DELIMITED = (".csv", ".tsv", ".txt")
_LATER = (".geojson", ".json", ".gpkg", ".shp", ".gml", ".xml")


@dataclass(frozen=True, eq=False, slots=True)
class Arrivals:
    """Rows by table that fit a region, and what was odd about them."""

    rows: Mapping[str, Rows]
    notes: tuple[Problem, ...]


def bring_in(files: Sequence[Path], folder: Path) -> Arrivals:
    """Read csv files and sheets called like tables, as they would stand in a region folder.

    Nothing is written. Raises UsageError for formats that cannot be read yet, and InputError with
    every problem of the files, and every one the region would have because of them.
    """
    _refuse_formats(files)
    arrived, problems = _read(files)
    problems += [found for raw in arrived.values() for found in _problems_alone(raw)]
    _raise_errors(problems)
    there = _found(folder)
    rows = {name: plain_rows(raw, name) for name, raw in arrived.items()}
    _raise_errors(_problems_together(arrived, rows, there))
    notes = tuple(found for found in in_reading_order(problems) if severity(found) == "note")
    return Arrivals(rows, notes)


def _found(folder: Path) -> Found:
    if not folder.is_dir():
        return Found({}, {})
    return found_in_folder({file.name.lower(): file for file in folder.iterdir() if file.is_file()})


def _refuse_formats(files: Sequence[Path]) -> None:
    later = [
        problem("import_not_yet", Where(file.name), format=file.suffix.lower())
        for file in files
        if file.suffix.lower() in _LATER
    ]
    if later:
        raise UsageError(later)


def _read(files: Sequence[Path]) -> tuple[dict[str, RawTable], list[Problem]]:
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    for file in files:
        found, more = _tables_of(file)
        problems += more
        for name, raw in found.items():
            if name in tables:
                where = Where(raw.file, raw.sheet)
                problems.append(problem("duplicate_table", where, table=name))
            tables[name] = raw
    return tables, problems


def _tables_of(file: Path) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    if not file.is_file():
        return {}, (problem("path_not_found", Where(file.name), path=file.name),)
    if file.suffix.lower() in WORKBOOK_SUFFIXES:
        return read_workbook(file, {name: column_names(name) for name in table_names()})
    name = plain_name(file.stem)
    if name not in table_names() or file.suffix.lower() not in _DELIMITED:
        known = nearest(name, table_names())
        return {}, (problem("import_unnamed", Where(file.name), nearest=known),)
    raw, problems = read_delimited(file, name, column_names(name))
    return ({name: raw} if raw is not None else {}), problems


def _problems_alone(raw: RawTable) -> list[Problem]:
    """Read every cell by the schema, and refuse ids that stand twice."""
    batch = read_batch(raw, region_schema()[raw.name])
    if keys := key_columns(raw.name):
        refuse_duplicates(batch, list(keys))
    return batch.problems


def _problems_together(
    arrived: Mapping[str, RawTable], rows: Mapping[str, Rows], there: Found
) -> list[Problem]:
    """List what would be wrong with the region that was not wrong before."""
    tables, places = dict(there.tables), {}
    for name, raw in arrived.items():
        tables[name], places[name] = _merged(raw, rows[name], there.tables.get(name))
    before = set(assemble(there)[1])
    together = assemble(replace(there, tables=tables))[1]
    found = [_in_its_file(one, places) for one in together]
    return [one for one in in_reading_order(found) if one not in before]


def _merged(raw: RawTable, new: Rows, old: RawTable | None) -> tuple[RawTable, dict[int, Where]]:
    """Put new rows among the old ones; also give the place each row came from, by its line."""
    before = plain_rows(old, raw.name) if old is not None else []
    came_from = {id(row): raw.where(place) for place, row in enumerate(new)}
    if old is not None:
        came_from |= {id(row): old.where(place) for place, row in enumerate(before)}
    merged = merged_rows(raw.name, before, new)
    header = list(dict.fromkeys(name for row in merged for name in row)) or list(raw.header)
    cells = [[str(row.get(name, "")) for name in header] for row in merged]
    lines = np.arange(1, len(merged) + 1)
    table = raw_table(Where(sheet=raw.name), raw.name, header, cells, lines)
    places = {line: came_from[id(row)] for line, row in enumerate(merged, 1)}
    return table, places | {0: raw.where_header()}


def _in_its_file(found: Problem, places: Mapping[str, Mapping[int, Where]]) -> Problem:
    """Name the file and line a problem of the merged tables came from."""
    where = found.where
    if where.file or where.sheet not in places:
        return found
    origin = places[where.sheet][where.row]
    return replace(found, where=replace(origin, column=where.column, value=where.value))


def _raise_errors(problems: Sequence[Problem]) -> None:
    errors = [found for found in in_reading_order(problems) if severity(found) == "error"]
    if errors:
        raise InputError(errors)
