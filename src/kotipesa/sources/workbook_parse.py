# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse the sheets of a workbook apart, and pack them so that the parent can read them."""

import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from kotipesa.arrays import texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.archive import PackedWrongError
from kotipesa.sources.coded import NO_ROWS, blank_rows
from kotipesa.sources.distinct import nearest
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import plain_name
from kotipesa.sources.sheet_cells import (
    coded_cells,
    date_problems,
    hiding_problems,
    is_mark_row,
    merge_problems,
    with_formulas_and_errors,
)
from kotipesa.sources.workbook_scan import SheetScan, scan_sheet, sheet_members

_UNSOUND = (CalamineError, PackedWrongError, ET.ParseError, zlib.error, OSError, ValueError)
Known = Mapping[str, Mapping[str, str]]


def parse(path: Path, *, known: Known, names: Mapping[str, str], cells: int) -> dict[str, object]:
    """Read every sheet that is called like a table, and pack tables and problems.

    known: types by plain header by table, names: tables by plain title, as ``read_workbook`` has
    them; cells: how many a sheet may have.
    """
    try:
        tables, problems = _read_sheets(path, known, names, cells)
    except KeyError as fault:
        raise RefusedError("bad_workbook", reason=f"{fault} is missing") from fault
    except _UNSOUND as fault:
        raise RefusedError("bad_workbook", reason=fault) from fault
    packed: dict[str, object] = {
        "tables": [[raw.name, raw.sheet, list(raw.header), raw.header_line] for raw in tables],
        "problems": [_packed_problem(one) for one in problems],
    }
    for number, raw in enumerate(tables):
        packed[f"{number}.lines"] = raw.lines
        for place, column in enumerate(raw.columns):
            packed[f"{number}.{place}.found"] = texts(list(column.found))
            packed[f"{number}.{place}.place"] = column.place
    return packed


def _packed_problem(one: Problem) -> list[object]:
    where = one.where
    return [one.code, [where.sheet, where.row, where.column, where.value], dict(one.params)]


def _read_sheets(
    path: Path, known: Known, names: Mapping[str, str], cells: int
) -> tuple[list[RawTable], list[Problem]]:
    members = sheet_members(path)
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    with CalamineWorkbook.from_path(path) as workbook:
        for meta in workbook.sheets_metadata:
            title, where = plain_name(meta.name), Where(path.name, meta.name)
            name = names.get(title)
            if name == "":
                continue
            if name is None or name not in known:
                problems.append(problem("unknown_sheet", where, nearest=nearest(title, names)))
                continue
            if name in tables:
                problems.append(problem("duplicate_table", where, table=name))
                continue
            scan = scan_sheet(path, members[meta.name])
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > cells:
                size = {"rows": sheet.total_height, "columns": sheet.total_width}
                problems.append(problem("too_many_cells", where, **size))
                continue
            is_hidden = meta.visible != SheetVisibleEnum.Visible
            table, found = _sheet_table(sheet, scan, where, name, known[name], is_hidden=is_hidden)
            problems += found
            if table is not None:
                tables[name] = table
    return list(tables.values()), problems


def _sheet_table(
    sheet: CalamineSheet,
    scan: SheetScan,
    where: Where,
    name: str,
    known: Collection[str],
    *,
    is_hidden: bool,
) -> tuple[RawTable | None, list[Problem]]:
    """Take the rows that are not empty, each with its line in the sheet."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    header_line = next((line for line, row in enumerate(rows, start=1) if _says(row)), 0)
    if not header_line:
        return None, [problem("empty_file", where)]
    header, below = tuple(map(cell_text, rows[header_line - 1])), rows[header_line:]
    kinds = [_kind(known, plain_name(text)) for text in header]
    is_known = np.array([not known or kind is not None for kind in kinds], dtype=np.bool_)
    columns = [
        coded_cells(cells, kind or "")
        for cells, kind in zip(zip(*below, strict=True), kinds, strict=bool(below))
    ]
    table = RawTable(
        name=name,
        file=where.file,
        sheet=where.sheet,
        header=header,
        header_line=header_line,
        columns=tuple(columns) or (NO_ROWS,) * len(header),
        lines=np.arange(header_line + 1, header_line + 1 + len(below), dtype=np.int32),
    )
    problems = date_problems(table, below, kinds)
    table = with_formulas_and_errors(table, scan, is_known)
    table = table.only(np.flatnonzero(~blank_rows(table.columns, len(below))))
    problems += merge_problems(table, sheet.merged_cell_ranges or (), is_known)
    problems += hiding_problems(table, scan, is_hidden=is_hidden)
    if scan.has_lost:
        problems.append(problem("unplaced_cells", where))
    return table, problems


def _kind(known: Collection[str], header: str) -> str | None:
    """Give the type of a column, '' when it is not told, None for a column nobody knows."""
    if header not in known:
        return None
    return known[header] if isinstance(known, Mapping) else ""


def _says(row: list[Any]) -> bool:
    """Tell whether a row may be the header."""
    return bool("".join(map(cell_text, row)).strip()) and not is_mark_row(row)
