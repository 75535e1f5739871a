# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring tables into a region folder: read them, and try them out beside what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from kotipesa.errors import InputError, Problem, Where, problem, severity
from kotipesa.region.assemble import Found, assemble, in_reading_order
from kotipesa.region.formats import AS_IT_IS, Asked, read_file, refuse_formats
from kotipesa.region.read import found_in_folder
from kotipesa.region.references import refuse_duplicates
from kotipesa.region.rows import Rows
from kotipesa.region.schema import column_names, key_columns, region_schema
from kotipesa.region.write import merged_rows, plain_rows
from kotipesa.sources import RawTable, read_batch
from kotipesa.sources.raw import raw_table

Placed: TypeAlias = tuple[dict[str, str], Where]
"""A row, and the place it came from."""


@dataclass(frozen=True, eq=False, slots=True)
class Arrivals:
    """Rows by table that fit a region, and what was odd about them."""

    rows: Mapping[str, Rows]
    notes: tuple[Problem, ...]


def bring_in(files: Sequence[Path], folder: Path, asked: Asked = AS_IT_IS) -> Arrivals:
    """Read files of any known format, as their rows would stand in a region folder.

    Nothing is written. A row may stand in two files if both say the same. Raises UsageError for
    formats that cannot be read, and InputError with every problem of the files, and every one the
    region would have because of them.
    """
    refuse_formats(files)
    arrived, problems = _read(files, asked)
    problems += [found for raw in arrived for found in _problems_alone(raw)]
    _raise_errors(problems)
    pairs = [_plain(raw) for raw in arrived]
    joined, differences = _joined(arrived, pairs)
    _raise_errors(differences)
    there = _found(folder)
    _raise_errors(_problems_together(joined, there))
    rows = {name: [row for row, _ in placed] for name, placed in joined.items()}
    notes = tuple(found for found in in_reading_order(problems) if severity(found) == "note")
    return Arrivals(rows, notes)


def _found(folder: Path) -> Found:
    if not folder.is_dir():
        return Found({}, {})
    return found_in_folder({file.name.lower(): file for file in folder.iterdir() if file.is_file()})


def _read(files: Sequence[Path], asked: Asked) -> tuple[list[RawTable], list[Problem]]:
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for file in files:
        found, more = read_file(file, asked)
        tables += found.values()
        problems += more
    return tables, problems


def _problems_alone(raw: RawTable) -> list[Problem]:
    """Read every cell by the schema, and refuse ids that stand twice."""
    batch = read_batch(raw, region_schema()[raw.name])
    if keys := key_columns(raw.name):
        refuse_duplicates(batch, list(keys))
    return batch.problems


def _plain(raw: RawTable) -> list[Placed]:
    """Give the rows of a table, each with the place it came from."""
    return [(row, raw.where(place)) for place, row in enumerate(plain_rows(raw, raw.name))]


def _joined(
    arrived: Sequence[RawTable], rows: Sequence[list[Placed]]
) -> tuple[dict[str, list[Placed]], list[Problem]]:
    """Join tables of one name; the same row of two files is one, and must say the same."""
    joined: dict[str, list[Placed]] = {}
    first: dict[tuple[str, ...], Placed] = {}
    problems = []
    for raw, placed in zip(arrived, rows, strict=True):
        keys = key_columns(raw.name)
        kept = joined.setdefault(raw.name, [])
        for row, where in placed:
            same = first.setdefault((raw.name, *(row.get(key, "") for key in keys)), (row, where))
            if not keys or same[0] is row:
                kept.append((row, where))
            elif same[0] != row:
                name = " → ".join(row.get(key, "") for key in keys)
                problems.append(problem("files_disagree", where, id=name, other=same[1].file))
    return joined, problems


def _problems_together(joined: Mapping[str, list[Placed]], there: Found) -> list[Problem]:
    """List what would be wrong with the region that was not wrong before."""
    tables, places = dict(there.tables), {}
    for name, placed in joined.items():
        tables[name], places[name] = _merged(name, placed, there.tables.get(name))
    before = set(assemble(there)[1])
    together = assemble(replace(there, tables=tables))[1]
    found = [_in_its_file(one, places) for one in together]
    return [one for one in in_reading_order(found) if one not in before]


def _merged(
    name: str, new: Sequence[Placed], old: RawTable | None
) -> tuple[RawTable, dict[int, Where]]:
    """Put new rows among the old ones; also give the place each row came from, by its line."""
    before = _plain(old) if old is not None else []
    came_from = {id(row): where for row, where in [*before, *new]}
    merged = merged_rows(name, [row for row, _ in before], [row for row, _ in new])
    header = list(dict.fromkeys(column for row in merged for column in row))
    header = header or sorted(column_names(name))
    cells = [[str(row.get(column, "")) for column in header] for row in merged]
    lines = np.arange(1, len(merged) + 1)
    table = raw_table(Where(sheet=name), name, header, cells, lines)
    places = {line: came_from[id(row)] for line, row in enumerate(merged, 1)}
    files = [where for _, where in [*new, *before]]
    return table, places | {0: replace(files[0], row=1) if files else Where(sheet=name)}


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
