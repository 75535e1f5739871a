# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep a region folder in step with outside systems: read it, merge, try it out, write it.

What a system told last time is kept in ``synced/SYSTEM/TABLE.csv``, in its own ids.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kotipesa.errors import InputError, Problem, UsageError, Where, problem
from kotipesa.region.arriving.bring_in import found_there, raise_in_reading_order
from kotipesa.region.arriving.trial import Placed, new_problems, placed_rows
from kotipesa.region.assemble import Found
from kotipesa.region.folder.publish import publish_files
from kotipesa.region.folder.read import RECORDS_FILE
from kotipesa.region.folder.write import csv_text, refuse_doubles, refuse_workbook
from kotipesa.region.schema import RECORDS, column_names
from kotipesa.register.records import KEPT_IN_STEP, read_records, record_rows
from kotipesa.register.sync.sheet import Sheet, row_id, sheet_of
from kotipesa.register.sync.standing import Sheets, Standing, Telling
from kotipesa.register.sync.sync import Synced, sync
from kotipesa.sources import read_delimited
from kotipesa.sources.cells import clean_text, list_parts

SEEN_FOLDER = "synced"
Told: TypeAlias = Mapping[str, Sequence[Placed]]
_SYSTEM_NAME = re.compile(r"\w[\w .+-]{0,58}\w|\w")


@dataclass(frozen=True, slots=True)
class Rules:
    """How to sync.

    take: 'theirs' or 'ours' in conflicts, '' leaves them to the keeper; force: write what would
    be refused; dry_run: write nothing; as_of: the day of what is told, YYYY-MM-DD, '' if unknown.
    """

    take: str = ""
    force: bool = False
    dry_run: bool = False
    as_of: str = ""


def sync_folder(folder: Path, told: Mapping[str, Told], rules: Rules) -> dict[str, Synced]:
    """Bring a region folder in step with what systems tell, by their names, one after the other.

    All is written or nothing. Whoever calls holds the folder. Raises UsageError for a name that
    cannot be one, and InputError when records, tables or rows have problems, when the region would
    have, or when a sync is refused and not forced; a dry run gives its refusals instead.
    """
    refuse_workbook(folder)
    found = found_there(folder)
    raise_in_reading_order(found.problems)
    standing = before = _standing(folder, found)
    _refuse_names(list(told), set(standing.records.system))
    raise_in_reading_order([one for tables in told.values() for one in _unfit(tables)])
    done: dict[str, Synced] = {}
    for system, tables in told.items():
        rows = {table: [row for row, _ in placed] for table, placed in tables.items()}
        telling = Telling(system, rows, _read_seen(folder, system))
        done[system] = sync(standing, telling, take=rules.take, as_of=rules.as_of)
        standing = done[system].standing
    refusals = [one for synced in done.values() for one in synced.refusals]
    if refusals and not (rules.force or rules.dry_run):
        raise InputError(refusals)
    raise_in_reading_order(new_problems(found, _changed_rows(found, before, standing, done, told)))
    if not rules.dry_run and (texts := _texts(folder, before, standing, done)):
        publish_files(folder, texts)
    return done


def _standing(folder: Path, found: Found) -> Standing:
    for table in KEPT_IN_STEP:
        if table in found.tables:
            refuse_doubles(found.tables[table], table)
    sheets = {
        table: sheet_of([row for row, _ in placed_rows(raw)]) for table, raw in found.tables.items()
    }
    named = found.settings["alternatives"].text if "alternatives" in found.settings else ""
    return Standing(sheets, read_records(folder), frozenset(list_parts(named)))


def _refuse_names(names: Sequence[str], known: set[str]) -> None:
    """Refuse names that cannot name a folder, and those that differ from a known one in capitals.

    A system under a second name would bring all its rows once more.
    """
    spelled = {name.casefold(): name for name in known}
    for name in names:
        if not _SYSTEM_NAME.fullmatch(name):
            raise UsageError([problem("system_name", name=name)])
        if spelled.get(name.casefold(), name) != name:
            other = spelled[name.casefold()]
            raise UsageError([problem("system_spelled", name=name, other=other)])


def _unfit(tables: Told) -> list[Problem]:
    """Refuse tables whose rows have no id of their own, and a header that stands twice."""
    problems = []
    for table, placed in tables.items():
        if table not in KEPT_IN_STEP:
            where = placed[0][1] if placed else Where(sheet=table)
            known = ", ".join(KEPT_IN_STEP)
            place = Where(where.file, where.sheet)
            problems.append(problem("sync_table", place, table=table, known=known))
        problems += [
            problem("header_repeated", where)
            for row, where in placed
            if row_id(row) == "id" and all(cell in ("", name) for name, cell in row.items())
        ]
    return problems


def _read_seen(folder: Path, system: str) -> Sheets:
    sheets = {}
    for table in KEPT_IN_STEP:
        file = folder / SEEN_FOLDER / system / f"{table}.csv"
        if file.is_file():
            raw, problems = read_delimited(file, table, column_names(table))
            raise_in_reading_order(problems)
            if raw is not None:
                sheets[table] = Sheet(dict(zip(raw.header, raw.cells, strict=True)))
    return sheets


def _changed_rows(
    found: Found,
    before: Standing,
    after: Standing,
    done: Mapping[str, Synced],
    told: Mapping[str, Told],
) -> dict[str, list[Placed]]:
    """Give the tables that change, each row with the place it is told at, or stands at."""
    changed = {}
    for table in KEPT_IN_STEP:
        sheet = after.here(table)
        if sheet is before.here(table):
            continue
        old = placed_rows(found.tables[table]) if table in found.tables else []
        places = {row_id(row): where for row, where in old}
        for system, tables in told.items():
            ids = done[system].ids[table]
            places |= {ids[row_id(row)]: where for row, where in tables.get(table, ())}
        changed[table] = [(row, places[clean_text(row["id"])]) for row in sheet.rows()]
    return changed


def _texts(
    folder: Path, before: Standing, after: Standing, done: Mapping[str, Synced]
) -> dict[str, str]:
    """Write the files that are not as they were."""
    texts = {
        f"{table}.csv": csv_text(table, after.here(table).rows())
        for table in KEPT_IN_STEP
        if after.here(table) is not before.here(table)
    }
    texts[RECORDS_FILE] = csv_text(RECORDS, record_rows(after.records))
    for system, synced in done.items():
        for table, sheet in synced.last.items():
            texts[f"{SEEN_FOLDER}/{system}/{table}.csv"] = csv_text(table, sheet.rows())
    return {name: text for name, text in texts.items() if not _is_there(folder / name, text)}


def _is_there(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()
