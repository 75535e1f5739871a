# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse the sheets of a workbook apart: their values, coded, and how they are merged and hidden."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from kotipesa.arrays import texts
from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.coded import NO_ROWS
from kotipesa.sources.distinct import nearest
from kotipesa.sources.raw import RawTable, cell_text
from kotipesa.sources.schema import plain_name
from kotipesa.sources.workbook.sheet_cells import (
    coded_cells,
    column_kinds,
    date_problems,
    is_mark_row,
)

Known: TypeAlias = Mapping[str, Mapping[str, str]]
Packed: TypeAlias = dict[str, Any]


def parse(path: Path, *, known: Known, names: Mapping[str, str], cells: int) -> Packed:
    """Read every sheet that is called like a table: all rows below its header.

    known: types by plain header by table, names: tables by plain title, as ``read_workbook`` has
    them; cells: how many a sheet may have. Problems are packed as code, place and parameters.
    """
    packed: Packed = {"tables": [], "problems": []}
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            if not workbook.sheet_names:
                raise RefusedError("bad_workbook", reason="it has no sheet")
            _read_sheets(workbook, known, names, cells, packed)
    except (CalamineError, OSError, ValueError) as fault:
        raise RefusedError("bad_workbook", reason=fault) from fault
    return packed


def _read_sheets(
    workbook: CalamineWorkbook, known: Known, names: Mapping[str, str], cells: int, packed: Packed
) -> None:
    seen = set()
    for meta in workbook.sheets_metadata:
        title, where = plain_name(meta.name), Where(sheet=meta.name)
        name = names.get(title)
        if name == "":
            continue
        if name is None or name not in known:
            _pack(packed, problem("unknown_sheet", where, nearest=nearest(title, names)))
            continue
        if name in seen:
            _pack(packed, problem("duplicate_table", where, table=name))
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > cells:
            size = {"rows": sheet.total_height, "columns": sheet.total_width}
            _pack(packed, problem("too_many_cells", where, **size))
            continue
        seen.add(name)
        is_hidden = meta.visible != SheetVisibleEnum.Visible
        _read_sheet(sheet, where, name, known[name], packed, is_hidden=is_hidden)


def _read_sheet(
    sheet: CalamineSheet,
    where: Where,
    name: str,
    known: Mapping[str, str],
    packed: Packed,
    *,
    is_hidden: bool,
) -> None:
    """Take the first row with text as the header, and every row below it."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    header_line = next((line for line, row in enumerate(rows, start=1) if _says(row)), 0)
    if not header_line:
        _pack(packed, problem("empty_file", where))
        return
    header, below = tuple(map(cell_text, rows[header_line - 1])), rows[header_line:]
    kinds = column_kinds(header, known)
    columns = [
        coded_cells(cells, kind or "")
        for cells, kind in zip(zip(*below, strict=True), kinds, strict=bool(below))
    ]
    table = RawTable(
        name=name,
        file="",
        sheet=where.sheet,
        header=header,
        header_line=header_line,
        columns=tuple(columns) or (NO_ROWS,) * len(header),
        lines=np.arange(header_line + 1, header_line + 1 + len(below), dtype=np.int32),
    )
    _pack(packed, *date_problems(table, below, kinds))
    _pack_table(packed, table, merged=list(sheet.merged_cell_ranges or ()), is_hidden=is_hidden)


def _pack(packed: Packed, *problems: Problem) -> None:
    packed["problems"] += [
        [one.code, [one.where.sheet, one.where.row, one.where.column, one.where.value], one.params]
        for one in problems
    ]


def _pack_table(packed: Packed, table: RawTable, **beside: object) -> None:
    number = len(packed["tables"])
    shape = {"header": list(table.header), "header_line": table.header_line}
    packed["tables"].append({"name": table.name, "sheet": table.sheet, **shape, **beside})
    packed[f"{number}.lines"] = table.lines
    for place, column in enumerate(table.columns):
        packed[f"{number}.{place}.found"] = texts(list(column.found))
        packed[f"{number}.{place}.place"] = column.place


def _says(row: list[Any]) -> bool:
    """Tell whether a row may be the header."""
    return bool("".join(map(cell_text, row)).strip()) and not is_mark_row(row)
