# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the sheets of an Excel workbook as raw tables."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart import ApartLimits, parse_apart
from kotipesa.sources.archive import archive_problem
from kotipesa.sources.coded import Coded
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, Limits, size_problem
from kotipesa.sources.raw import RawTable

WORKBOOK_LIMITS = replace(ApartLimits(), memory_bytes=6_144 * MEBIBYTE)
"""A million rows of lots take about 5 GB while their cells are loose."""


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
    plain title; a sheet that holds '' is passed over. Nothing is unpacked before its size is known,
    and cells are read by a process of its own.
    """
    if too_large := size_problem(path, limits) or archive_problem(path, limits):
        return {}, (too_large,)
    found = parse_apart(
        "workbook",
        path,
        limits=WORKBOOK_LIMITS,
        file_limits=limits,
        known={table: _types(columns) for table, columns in known_columns.items()},
        names={**titles, **{table: table for table in known_columns}},
        cells=limits.workbook_cells,
    )
    if isinstance(found, Problem):
        return {}, (found,)
    tables = {raw.name: raw for raw in _tables(found, path.name)}
    return tables, tuple(_problem(packed, path.name) for packed in found["problems"])


def _types(columns: Collection[str]) -> dict[str, str]:
    return dict(columns) if isinstance(columns, Mapping) else dict.fromkeys(columns, "")


def _tables(found: Mapping[str, Any], file: str) -> list[RawTable]:
    return [
        RawTable(
            name=name,
            file=file,
            sheet=sheet,
            header=tuple(header),
            header_line=header_line,
            columns=tuple(
                Coded(found[f"{number}.{place}.found"], found[f"{number}.{place}.place"])
                for place in range(len(header))
            ),
            lines=found[f"{number}.lines"],
        )
        for number, (name, sheet, header, header_line) in enumerate(found["tables"])
    ]


def _problem(packed: list[Any], file: str) -> Problem:
    code, where, params = packed
    return problem(code, Where(file, *where), **params)
