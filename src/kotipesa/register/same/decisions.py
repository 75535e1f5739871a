# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep what people decided: which projects are one, and which pairs are two after all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kotipesa.errors import InputError, Problem, UsageError, problem, severity
from kotipesa.region.assemble import Found, assemble
from kotipesa.region.folder.plainly import plain_rows
from kotipesa.region.folder.read import found_in_folder
from kotipesa.region.folder.write import refuse_doubles, refuse_workbook
from kotipesa.region.rows import Rows
from kotipesa.sources import nearest, rows_table

_Row: TypeAlias = dict[str, object]


class Pair(NamedTuple):
    """Two projects by id: the one that is decided about, and the one it is counted at."""

    project: str
    counted_at: str


class Decisions(NamedTuple):
    """Pairs that are one project, and pairs that are two."""

    accepted: tuple[Pair, ...]
    rejected: tuple[Pair, ...]


def read_pairs(texts: Sequence[str]) -> tuple[Pair, ...]:
    """Read pairs written ``A=B``; raises UsageError for anything else."""
    pairs, wrong = [], []
    for text in texts:
        one, _, other = (part.strip() for part in text.partition("="))
        if one and other and "=" not in other:
            pairs.append(Pair(one, other))
        else:
            wrong.append(problem("same_pair_unclear", value=text))
    if wrong:
        raise UsageError(wrong)
    return tuple(pairs)


def decided_tables(folder: Path, decisions: Decisions) -> dict[str, Rows]:
    """Give the tables ``projects`` and ``different`` of a region folder after some decisions.

    The last decision about a pair holds: accepting takes it from ``different``, rejecting empties
    its ``same_as``. Nothing is written. Raises InputError for a region in a workbook, for projects
    nobody knows or that stand twice, for one that is counted elsewhere already, and for whatever
    the region could not be read with: circles, alternatives that would be one, pairs that would be
    one and two.
    """
    refuse_workbook(folder)
    files = {file.name.lower(): file for file in folder.iterdir() if file.is_file()}
    found = found_in_folder(files)
    rows = _project_rows(found)
    projects = {_text(row, "id"): row for row in rows}
    _refuse_unknown(projects, decisions)
    different = _rows(found, "different")
    for pair in decisions.rejected:
        _part(projects, pair)
        if set(pair) not in [_ends(row) for row in different]:
            different.append({"a": pair.project, "b": pair.counted_at})
    for pair in decisions.accepted:
        _join(projects, pair)
        different = [row for row in different if _ends(row) != set(pair)]
    tables: dict[str, Rows] = {"projects": rows, "different": different}
    _refuse_broken(found, tables)
    return tables


def _project_rows(found: Found) -> list[_Row]:
    """Give the rows of projects; in a region without that table those its lots name."""
    if "projects" in found.tables:
        return _rows(found, "projects")
    region, _ = assemble(found)
    return [{"id": str(name)} for name in region.projects.id] if region else []


def _rows(found: Found, table: str) -> list[_Row]:
    """Give the rows of a table, each once; raises InputError when one of them stands twice."""
    raw = found.tables.get(table)
    if raw is None:
        return []
    refuse_doubles(raw, table)
    return [dict(row) for row in plain_rows(raw, table)]


def _text(row: Mapping[str, object], column: str) -> str:
    return str(row.get(column, "")).strip()


def _ends(row: Mapping[str, object]) -> set[str]:
    return {_text(row, "a"), _text(row, "b")}


def _refuse_unknown(projects: Mapping[str, _Row], decisions: Decisions) -> None:
    named = dict.fromkeys(name for pairs in decisions for pair in pairs for name in pair)
    unknown = [
        problem("unknown_reference", table="projects", id=name, nearest=nearest(name, projects))
        for name in named
        if name not in projects
    ]
    if unknown:
        raise InputError(unknown)


def _part(projects: Mapping[str, _Row], pair: Pair) -> None:
    """Take back that two projects are one."""
    for one, other in (pair, pair[::-1]):
        if _text(projects[one], "same_as") == other:
            projects[one]["same_as"] = ""


def _join(projects: Mapping[str, _Row], pair: Pair) -> None:
    """Let a project count at another; one that counts elsewhere already is refused."""
    there = _text(projects[pair.project], "same_as")
    if there not in ("", pair.counted_at):
        raise InputError([problem("same_already_counted", id=pair.project, other=there)])
    projects[pair.project]["same_as"] = pair.counted_at


def _refuse_broken(found: Found, tables: Mapping[str, Rows]) -> None:
    """Read the region as it would be, and refuse errors it did not have before."""
    read = {name: rows_table(name, rows) for name, rows in tables.items() if rows}
    others = {name: raw for name, raw in found.tables.items() if name not in tables}
    before = {_without_place(one) for one in assemble(found)[1]}
    after = assemble(replace(found, tables={**others, **read}))[1]
    errors = [one for one in after if severity(one) == "error"]
    if new := [one for one in errors if _without_place(one) not in before]:
        raise InputError([one for one in new if one.where.sheet in tables] or new)


def _without_place(one: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return one.code, one.where.value, one.params
