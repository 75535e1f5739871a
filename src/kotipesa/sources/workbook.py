# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the sheets of an Excel workbook as raw tables."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.archive import PackedWrongError, archive_problem
from kotipesa.sources.coded import NO_ROWS, Coded, blank_rows, coded
from kotipesa.sources.distinct import nearest
from kotipesa.sources.limits import DEFAULT_LIMITS, Limits, size_problem
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import plain_name
from kotipesa.sources.workbook_scan import SheetScan, scan_sheet, sheet_members

_UNSOUND = (CalamineError, PackedWrongError, ET.ParseError, zlib.error, OSError, ValueError)


def read_workbook(
    path: Path, known_columns: Mapping[str, Collection[str]], limits: Limits = DEFAULT_LIMITS
) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Read every sheet that is called like a table; the first row with text is its header.

    known_columns: plain column names by table; a formula in one of them is a problem, elsewhere it
    does not matter; in a table without known columns every column counts. Nothing is unpacked
    before its size is known.
    """
    if too_large := size_problem(path, limits) or archive_problem(path, limits):
        return {}, (too_large,)
    try:
        return _read_sheets(path, known_columns, limits)
    except KeyError as fault:
        return {}, (problem("bad_workbook", Where(path.name), reason=f"{fault} is missing"),)
    except _UNSOUND as fault:
        return {}, (problem("bad_workbook", Where(path.name), reason=fault),)


def _read_sheets(
    path: Path, known_columns: Mapping[str, Collection[str]], limits: Limits
) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    members = sheet_members(path)
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    with CalamineWorkbook.from_path(path) as workbook:
        for sheet in workbook.sheet_names:
            name, where = plain_name(sheet), Where(path.name, sheet)
            if name not in known_columns:
                close = nearest(name, known_columns)
                problems.append(problem("unknown_sheet", where, nearest=close))
                continue
            if name in tables:
                problems.append(problem("duplicate_table", where, table=name))
                continue
            scan = scan_sheet(path, members[sheet])
            if scan.rows * scan.columns > limits.workbook_cells:
                size = {"rows": scan.rows, "columns": scan.columns}
                problems.append(problem("too_many_cells", where, **size))
                continue
            table = _sheet_table(workbook.get_sheet_by_name(sheet), where, name)
            if table is None:
                problems.append(problem("empty_file", where))
                continue
            tables[name] = _with_formulas(table, scan, known_columns[name])
    return tables, tuple(problems)


def _sheet_table(sheet: CalamineSheet, where: Where, name: str) -> RawTable | None:
    """Take the rows that are not empty, each with its line in the sheet."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    header_line = next((line for line, row in enumerate(rows, start=1) if not _is_blank(row)), 0)
    if not header_line:
        return None
    header, below = rows[header_line - 1], rows[header_line:]
    columns = tuple(map(_coded_cells, zip(*below, strict=True))) or (NO_ROWS,) * len(header)
    table = RawTable(
        name=name,
        file=where.file,
        sheet=where.sheet,
        header=tuple(map(cell_text, header)),
        header_line=header_line,
        columns=columns,
        lines=np.arange(header_line + 1, header_line + 1 + len(below), dtype=np.int32),
    )
    return table.only(np.flatnonzero(~blank_rows(columns, len(below))))


def _is_blank(row: list[Any]) -> bool:
    return not "".join(map(cell_text, row)).strip()


def _coded_cells(cells: Sequence[Any]) -> Coded:
    """Write each distinct value as a text; True and 1 are equal, but not the same."""
    if bool in set(map(type, cells)):
        return coded([cell_text(cell) for cell in cells])
    return coded(cells).each(cell_text)


def _with_formulas(table: RawTable, scan: SheetScan, known_columns: Collection[str]) -> RawTable:
    """Write formulas that would be read as formulas again: their shown values may be stale."""
    row_of_line = {int(line): row for row, line in enumerate(table.lines)}
    columns = list(table.columns)
    for place in sorted({column - 1 for _, column in scan.formulas}):
        if place >= len(columns):
            continue
        if known_columns and plain_name(table.header[place]) not in known_columns:
            continue
        cells = columns[place].spread()
        lines = [line for line, column in scan.formulas if column - 1 == place]
        for row in (row_of_line[line] for line in lines if line in row_of_line):
            cells[row] = f"={cells[row]}"
        columns[place] = coded(cells)
    return replace(table, columns=tuple(columns))
