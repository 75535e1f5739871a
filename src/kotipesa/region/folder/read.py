# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a region from a folder of csv files or from a workbook."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from kotipesa.errors import Problem, Where, problem, severity, sound
from kotipesa.region.assemble import Found, assemble, in_reading_order
from kotipesa.region.folder.publish import finish_publishing
from kotipesa.region.region import Region
from kotipesa.region.schema import SETTINGS, headers, table_names
from kotipesa.region.settings import Given, settings_from_sheet, settings_from_toml
from kotipesa.region.titles import tables_by_title
from kotipesa.roads import RoadLinks
from kotipesa.sources import DEFAULT_LIMITS, RawTable, nearest, read_delimited, read_workbook
from kotipesa.sources.limits import size_problem

SETTINGS_FILE = "settings.toml"
ROADS_FILE = "roads.osm.pbf"
RECORDS_FILE = "records.csv"
"""Says where rows come from; no plan reads it, so it is no part of a region's fingerprint."""
CONTACTS_FILE = "contacts.csv"
"""Names people; nothing reads it but an export that is asked for them."""
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
LOCK_PREFIX = "~$"
"""Excel marks a workbook that is open by a file of this prefix."""
_ROAD_TABLES = ("roads", "nodes")
_NEVER_MISSED = ("lots", "different")
"""Tables whose absence has its own problem, or says nothing."""


def read(path: str | os.PathLike[str]) -> Region:
    """Read a region; raises InputError with every problem that is an error."""
    region, problems = read_tolerantly(path)
    return sound(region, problems)


def check(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """List every problem of a region, notes included."""
    return read_tolerantly(path)[1]


def read_tolerantly(path: str | os.PathLike[str]) -> tuple[Region | None, tuple[Problem, ...]]:
    """Read the good rows of a region and list every problem; no region without a table of lots.

    path: a folder with ``lots.csv`` or with exactly one workbook, or a workbook.
    """
    place = Path(path)
    if place.is_dir():
        return _read_folder(place)
    if place.suffix.lower() in WORKBOOK_SUFFIXES and place.is_file():
        return _assembled(_found_in_workbook(place), place.name)
    code = "not_a_region" if place.exists() else "path_not_found"
    return None, (problem(code, Where(place.name), path=place.name),)


def _read_folder(folder: Path) -> tuple[Region | None, tuple[Problem, ...]]:
    finish_publishing(folder)
    found = sorted(file for file in folder.iterdir() if file.is_file())
    files = {file.name.lower(): file for file in found}
    if len(files) < len(found):
        return None, tuple(_same_names(found))
    workbooks = [
        file
        for name, file in files.items()
        if name.endswith(WORKBOOK_SUFFIXES) and not name.startswith(LOCK_PREFIX)
    ]
    if "lots.csv" in files or not workbooks:
        return _assembled(found_in_folder(files), "lots.csv")
    if len(workbooks) > 1:
        names = ", ".join(file.name for file in workbooks)
        return None, (problem("two_workbooks", count=len(workbooks), names=names),)
    return _assembled(_found_in_workbook(workbooks[0]), workbooks[0].name)


def _assembled(found: Found, lots_file: str) -> tuple[Region | None, tuple[Problem, ...]]:
    """Assemble what was found; a table of lots that could not even be opened is its own problem."""
    region, problems = assemble(found)
    if region is None and not any(p.where.file == lots_file and _is_error(p) for p in problems):
        missing = problem("lots_missing", Where(lots_file))
        problems = in_reading_order([*problems, missing])
    return region, problems


def found_in_folder(files: Mapping[str, Path]) -> Found:
    """Find the tables, settings and roads among files by their names in small letters."""
    tables: dict[str, RawTable] = {}
    problems = [*_unknown_files(files), *_missing_files(files)]
    for table in table_names():
        if file := files.get(f"{table}.csv"):
            raw, more = read_delimited(file, table, headers(table))
            problems += more
            if raw is not None:
                tables[table] = raw
    settings, of_settings = _settings_file(files.get(SETTINGS_FILE))
    links, of_roads = _roads_file(files.get(ROADS_FILE))
    return Found(
        tables=tables,
        settings=settings,
        links=links,
        problems=(*problems, *of_settings, *of_roads),
        sha256=_fingerprint(file for name, file in files.items() if name in _known_files()),
    )


def _settings_file(file: Path | None) -> tuple[dict[str, Given], tuple[Problem, ...]]:
    return settings_from_toml(file) if file else ({}, ())


def _roads_file(file: Path | None) -> tuple[RoadLinks | None, tuple[Problem, ...]]:
    """Read the roads of a map; its reader is loaded for that alone, as it weighs more than ours."""
    if file is None:
        return None, ()
    reader = import_module("kotipesa.roads.osm")
    found: tuple[RoadLinks | None, tuple[Problem, ...]] = reader.read_osm(file)
    return found


def _known_files() -> tuple[str, ...]:
    return (*(f"{table}.csv" for table in table_names()), SETTINGS_FILE, ROADS_FILE)


def _known_stems() -> list[str]:
    return [name.split(".")[0] for name in _known_files()]


def _unknown_files(files: Mapping[str, Path]) -> list[Problem]:
    """Note files that look like a region's but are not called so."""
    return [
        problem("unknown_file", Where(file.name), nearest=nearest(file.stem, _known_stems()))
        for name, file in files.items()
        if name.endswith((".csv", ".toml", ".pbf", *WORKBOOK_SUFFIXES))
        and name not in (*_known_files(), RECORDS_FILE, CONTACTS_FILE)
        and not name.startswith(LOCK_PREFIX)
    ]


def _same_names(files: Iterable[Path]) -> Iterable[Problem]:
    """Refuse files that differ in capitals only: nobody knows which one is meant."""
    seen: set[str] = set()
    for file in files:
        if file.name.lower() in seen:
            yield problem("duplicate_table", Where(file.name), table=file.stem)
        seen.add(file.name.lower())


def _missing_files(files: Mapping[str, Path]) -> list[Problem]:
    missing = [
        f"{table}.csv"
        for table in table_names()
        if table not in (*_NEVER_MISSED, *_ROAD_TABLES) and f"{table}.csv" not in files
    ]
    if SETTINGS_FILE not in files:
        missing.append(SETTINGS_FILE)
    if not {"roads.csv", ROADS_FILE} & files.keys():
        missing.append("roads.csv")
    return [problem("missing_optional", Where(name), table=name.split(".")[0]) for name in missing]


def _found_in_workbook(path: Path) -> Found:
    tables, problems = workbook_tables(path)
    settings: dict[str, Given] = {}
    more: tuple[Problem, ...] = ()
    if SETTINGS in tables:
        settings, more = settings_from_sheet(tables[SETTINGS])
    missing = tuple(
        problem("missing_optional", Where(path.name, table), table=table)
        for table in (*table_names(), SETTINGS)
        if table not in tables and table not in (*_NEVER_MISSED, "nodes")
    )
    rows = {name: table for name, table in tables.items() if name != SETTINGS}
    notes = missing if tables else ()
    return Found(rows, settings, None, (*problems, *more, *notes), _fingerprint([path]))


def workbook_tables(path: Path) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Read the tables and settings of a workbook; of sheets without a row only lots are there."""
    known = {table: headers(table) for table in table_names()} | {SETTINGS: {}}
    tables, problems = read_workbook(path, known, titles=tables_by_title())
    kept = ("lots", SETTINGS)
    return {name: t for name, t in tables.items() if len(t) or name in kept}, problems


def _fingerprint(files: Iterable[Path]) -> str:
    """Digest the names and bytes of the files, in the order of their names.

    Tables too large to be read, and what cannot be read, count by their name alone.
    """
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name.lower()):
        one = ""
        is_read = file.name == ROADS_FILE or size_problem(file, DEFAULT_LIMITS) is None
        with suppress(OSError), file.open("rb") as content:
            one = hashlib.file_digest(content, "sha256").hexdigest() if is_read else ""
        digest.update(f"{file.name.lower()} {one}\n".encode())
    return digest.hexdigest()


def _is_error(one: Problem) -> bool:
    return severity(one) == "error"
