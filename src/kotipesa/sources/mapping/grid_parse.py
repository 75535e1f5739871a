# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parse one sheet of a workbook apart, as rows of texts."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook

from kotipesa.arrays import texts
from kotipesa.sources.apart.refusal import RefusedError
from kotipesa.sources.archive import PackedWrongError
from kotipesa.sources.raw import cell_text
from kotipesa.sources.workbook.scan import SheetScan, scan_sheet, sheet_members

_UNSOUND = (
    CalamineError,
    PackedWrongError,
    ET.ParseError,
    zlib.error,
    OSError,
    ValueError,
    KeyError,
)


def parse(path: Path, *, sheet: str, cells: int) -> dict[str, object]:
    """Give the sheet's name, its cells row after row, its width, and where formulas stand.

    sheet: the one that is meant, '' for the only one; cells: how many it may have.
    """
    try:
        members = sheet_members(path)
        with CalamineWorkbook.from_path(path) as workbook:
            name = _chosen(workbook, sheet)
            scan = scan_sheet(path, members[name])
            found = workbook.get_sheet_by_name(name)
            if found.total_height * found.total_width > cells:
                size = {"rows": found.total_height, "columns": found.total_width}
                raise RefusedError("too_many_cells", **size)
            values = found.to_python(skip_empty_area=False)
    except _UNSOUND as fault:
        raise RefusedError("bad_workbook", reason=fault) from fault
    rows = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in values]
    formulas = np.array(list(_formulas(rows, scan)), dtype=np.int64).reshape(-1, 2)
    return {
        "sheet": name,
        "width": len(rows[0]) if rows else 0,
        "cells": texts([cell for row in rows for cell in row]),
        "formulas": formulas,
    }


def _chosen(workbook: CalamineWorkbook, sheet: str) -> str:
    """Give the sheet that is meant: the one named, or the only one."""
    names = workbook.sheet_names
    if sheet in names or len(names) == 1:
        return sheet if sheet in names else names[0]
    code = "mapping_sheet_missing" if sheet else "mapping_sheet_unclear"
    raise RefusedError(code, sheets=", ".join(names))


def _formulas(rows: list[list[str]], scan: SheetScan) -> Iterator[tuple[int, int]]:
    """Name the formulas whose value is known; mark the others, which are not empty."""
    for line, column in scan.formulas:
        if line <= len(rows) and column <= len(rows[line - 1]):
            if rows[line - 1][column - 1].strip():
                yield line, column - 1
            else:
                rows[line - 1][column - 1] = "="
