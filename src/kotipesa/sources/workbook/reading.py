# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the sheets of an Excel workbook as raw tables."""

import zlib
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart import ApartLimits, parse_apart
from kotipesa.sources.archive import PackedWrongError, archive_problem
from kotipesa.sources.coded import Coded, blank_rows
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, Limits, size_problem
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import plain_name
from kotipesa.sources.workbook.scan import SheetScan, scan_sheet, sheet_members
from kotipesa.sources.workbook.sheet_cells import (
    column_kinds,
    hiding_problems,
    merge_problems,
    with_formulas_and_errors,
)

WORKBOOK_LIMITS = replace(ApartLimits(), memory_bytes=6_144 * MEBIBYTE)
"""A million rows of lots take about 5 GB while their cells are loose."""
_UNSOUND = (PackedWrongError, ET.ParseError, zlib.error, OSError, ValueError)


def read_workbook(
    path: Path,
    known_columns: Mapping[str, Collection[str]],
    limits: Limits = DEFAULT_LIMITS,
    *,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Read every sheet that is called like a table; the first row with text is its header.

    known_columns: plain headers by table, as a mapping where the columns' types are known too. A
    formula, an error or a merged cell in one of them is a problem, elsewhere it does not matter; in
    a table without known columns every column counts. titles: what tables are called besides, by
    plain title; a sheet that holds '' is passed over. Nothing is unpacked before its size is known;
    a process of its own reads the values while this one looks for what they do not show.
    """
    if too_large := size_problem(path, limits) or archive_problem(path, limits):
        return {}, (too_large,)
    known = {table: _types(columns) for table, columns in known_columns.items()}
    names = {**titles, **{table: table for table in known}}
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        parsing = elsewhere.submit(
            parse_apart,
            "workbook",
            path,
            limits=WORKBOOK_LIMITS,
            file_limits=limits,
            known=known,
            names=names,
            cells=limits.workbook_cells,
        )
        scans = _scans(path, {title for title, name in names.items() if name in known})
        found = parsing.result()
    if isinstance(found, Problem):
        return {}, (found,)
    if isinstance(scans, Problem):
        return {}, (scans,)
    tables: dict[str, RawTable] = {}
    problems = [_problem(packed, path.name) for packed in found["problems"]]
    for number, sheet in enumerate(found["tables"]):
        raw = _raw_table(found, number, path.name)
        types = known[raw.name]
        tables[raw.name], more = _looked_over(raw, scans[raw.sheet], types, sheet)
        problems += more
    return tables, tuple(problems)


def _types(columns: Collection[str]) -> dict[str, str]:
    return dict(columns) if isinstance(columns, Mapping) else dict.fromkeys(columns, "")


def _scans(path: Path, titles: Collection[str]) -> dict[str, SheetScan] | Problem:
    """Scan the sheets that are called so; a workbook that is not sound is a problem."""
    try:
        members = sheet_members(path)
        return {
            sheet: scan_sheet(path, member)
            for sheet, member in members.items()
            if plain_name(sheet) in titles
        }
    except KeyError as fault:
        return problem("bad_workbook", Where(path.name), reason=f"{fault} is missing")
    except _UNSOUND as fault:
        return problem("bad_workbook", Where(path.name), reason=fault)


def _raw_table(found: Mapping[str, Any], number: int, file: str) -> RawTable:
    sheet = found["tables"][number]
    return RawTable(
        name=sheet["name"],
        file=file,
        sheet=sheet["sheet"],
        header=tuple(sheet["header"]),
        header_line=sheet["header_line"],
        columns=tuple(
            Coded(found[f"{number}.{place}.found"], found[f"{number}.{place}.place"])
            for place in range(len(sheet["header"]))
        ),
        lines=found[f"{number}.lines"],
    )


def _looked_over(
    table: RawTable, scan: SheetScan, known: Mapping[str, str], sheet: Mapping[str, Any]
) -> tuple[RawTable, list[Problem]]:
    """Leave out blank rows, mark formulas and errors, and tell what is merged, hidden or lost."""
    kinds = column_kinds(table.header, known)
    is_known = np.array([not known or kind is not None for kind in kinds], dtype=np.bool_)
    table = with_formulas_and_errors(table, scan, is_known)
    table = table.only(np.flatnonzero(~blank_rows(table.columns, len(table))))
    problems = [
        *merge_problems(table, sheet["merged"], is_known),
        *hiding_problems(table, scan, is_hidden=sheet["is_hidden"]),
    ]
    if scan.has_lost:
        problems.append(problem("unplaced_cells", Where(table.file, table.sheet)))
    return table, problems


def _problem(packed: list[Any], file: str) -> Problem:
    code, where, params = packed
    return problem(code, Where(file, *where), **dict(params))
