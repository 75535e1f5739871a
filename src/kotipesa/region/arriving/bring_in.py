# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring tables into a region folder: read them, and try them out beside what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kotipesa.errors import Problem, problem, raise_errors, severity
from kotipesa.region.arriving.formats import AS_IT_IS, Asked, read_file, refuse_formats
from kotipesa.region.arriving.trial import Placed, new_problems, placed_rows
from kotipesa.region.assemble import Found, in_reading_order
from kotipesa.region.folder.plainly import with_material_codes
from kotipesa.region.folder.read import found_in_folder
from kotipesa.region.folder.write import merged_rows, with_decisions
from kotipesa.region.references import refuse_duplicates
from kotipesa.region.rows import Rows
from kotipesa.region.schema import SETTINGS, headers, key_columns, region_schema
from kotipesa.region.settings import Given, settings_from_sheet, settings_values
from kotipesa.sources import RawTable, read_batch
from kotipesa.sources.harmless import stray_formulas


@dataclass(frozen=True, eq=False, slots=True)
class Arrivals:
    """Rows by table that fit a region, and what was odd about them; settings: those given."""

    rows: Mapping[str, Rows]
    notes: tuple[Problem, ...]
    settings: Mapping[str, object] = field(default_factory=dict)


def bring_in(files: Sequence[Path], folder: Path, asked: Asked = AS_IT_IS) -> Arrivals:
    """Read files of any known format, as their rows would stand in a region folder.

    Nothing is written. A row may stand in two files if both say the same. Raises UsageError for
    formats that cannot be read, and InputError with every problem of the files, and every one the
    region would have because of them.
    """
    arrived, problems = _read(files, asked)
    given, of_settings = _settings(arrived)
    return _fitting(*_checked(arrived, [*problems, *of_settings]), folder, given)


def bring_in_tables(tables: Sequence[RawTable], folder: Path) -> Arrivals:
    """Take tables made by ourselves, as their rows would stand in a region folder.

    Nothing is written. Raises InputError as ``bring_in`` does.
    """
    raise_in_reading_order([found for raw in tables for found in _problems_alone(raw)])
    return _fitting({raw.name: placed_rows(raw) for raw in tables}, (), folder)


def _fitting(
    joined: Mapping[str, list[Placed]],
    notes: tuple[Problem, ...],
    folder: Path,
    settings: Mapping[str, Given] = MappingProxyType({}),
) -> Arrivals:
    """Hold rows against those of a region folder; raises InputError for what would be wrong."""
    there = found_there(folder)
    joined = _in_codes(joined, there)
    raise_in_reading_order(new_problems(there, _merged(joined, there), settings))
    rows = {name: [row for row, _ in placed] for name, placed in joined.items()}
    return Arrivals(rows, notes, settings_values(settings))


def read_arrivals(
    files: Sequence[Path], asked: Asked = AS_IT_IS
) -> tuple[dict[str, list[Placed]], tuple[Problem, ...]]:
    """Read files of any known format: rows by table, each with its place, and notes.

    Raises UsageError for formats that cannot be read, and InputError with every problem of the
    files.
    """
    return _checked(*_read(files, asked))


def _checked(
    arrived: Sequence[RawTable], problems: list[Problem]
) -> tuple[dict[str, list[Placed]], tuple[Problem, ...]]:
    """Check tables one by one, and join those of one name; settings are no table."""
    arrived = [raw for raw in arrived if raw.name != SETTINGS]
    problems += [found for raw in arrived for found in _problems_alone(raw)]
    raise_in_reading_order(problems)
    joined, differences = _joined(arrived, [placed_rows(raw) for raw in arrived])
    raise_in_reading_order(differences)
    notes = tuple(found for found in in_reading_order(problems) if severity(found) == "note")
    return joined, notes


def found_there(folder: Path) -> Found:
    """Find what stands in a region folder; nothing where there is none."""
    if not folder.is_dir():
        return Found({}, {})
    return found_in_folder({file.name.lower(): file for file in folder.iterdir() if file.is_file()})


def _read(files: Sequence[Path], asked: Asked) -> tuple[list[RawTable], list[Problem]]:
    refuse_formats(files)
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for file in files:
        found, more = read_file(file, asked)
        tables += found.values()
        problems += more
    return tables, problems


def _settings(arrived: Sequence[RawTable]) -> tuple[dict[str, Given], list[Problem]]:
    """Take the settings somebody filled in; two files must not set the same one."""
    given: dict[str, Given] = {}
    problems: list[Problem] = []
    for raw in arrived:
        if raw.name == SETTINGS:
            found, more = settings_from_sheet(raw)
            filled = {key: one for key, one in found.items() if one.text}
            problems += more
            problems += [
                problem("files_disagree", one.where, id=key, other=given[key].where.file)
                for key, one in filled.items()
                if key in given and given[key].text != one.text
            ]
            given |= filled
    return given, problems


def _problems_alone(raw: RawTable) -> list[Problem]:
    """Read every cell by the schema, and refuse ids that stand twice."""
    batch = read_batch(raw, region_schema()[raw.name])
    if keys := key_columns(raw.name):
        refuse_duplicates(batch, list(keys))
    return [*batch.problems, *stray_formulas(raw, headers(raw.name))]


def _in_codes(joined: Mapping[str, list[Placed]], there: Found) -> dict[str, list[Placed]]:
    """Write materials as codes; a label that is a code of the region's own stays."""
    old = placed_rows(there.tables["materials"]) if "materials" in there.tables else []
    own = {row.get("code", "") for row, _ in (*old, *joined.get("materials", ()))}
    coded = {}
    for name, placed in joined.items():
        rows = with_material_codes(name, [row for row, _ in placed], own)
        coded[name] = [(row, where) for row, (_, where) in zip(rows, placed, strict=True)]
    return coded


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


def _merged(joined: Mapping[str, list[Placed]], there: Found) -> dict[str, list[Placed]]:
    """Put new rows among the old ones, each with the place it came from."""
    merged = {}
    for name, new in joined.items():
        old = placed_rows(there.tables[name]) if name in there.tables else []
        before = [row for row, _ in old]
        rows = with_decisions(name, before, [row for row, _ in new])
        came_from = {id(row): where for row, where in old}
        came_from |= {id(row): where for row, (_, where) in zip(rows, new, strict=True)}
        merged[name] = [
            ({name: str(cell) for name, cell in row.items()}, came_from[id(row)])
            for row in merged_rows(name, before, rows)
        ]
    return merged


def raise_in_reading_order(problems: Sequence[Problem]) -> None:
    """Raise InputError with the problems that are errors, if there are any."""
    raise_errors(in_reading_order(problems))
