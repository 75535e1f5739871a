# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Propose how a file of somebody's own making feeds a region folder."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from kotipesa.errors import InputError, Problem, UsageError, Where, problem
from kotipesa.region.arriving.asked import Asked
from kotipesa.region.arriving.mapped import open_table
from kotipesa.region.schema import region_schema, table_names
from kotipesa.sources import RawTable, nearest
from kotipesa.sources.gis import ENDINGS
from kotipesa.sources.mapping import (
    FileMapping,
    Layout,
    Proposal,
    fit,
    guess_layout,
    propose_mapping,
    read_grid,
    read_mapping,
    table_of,
)
from kotipesa.sources.seutumassa import is_seutumassa

LIKELY = ("lots", "projects", "facilities", "sites")
"""What files of somebody's own making tell of; of tables that suit as well the first is taken."""


def propose_for(
    file: Path, *, table: str = "", sheet: str = "", like: Path | None = None
) -> tuple[Proposal, tuple[Problem, ...]]:
    """Propose a mapping of a file, and tell what was odd about the file.

    table: what its rows are, '' for what suits them best, or what they were in ``like``, an older
    mapping to begin with; sheet: of a workbook, or the layer of a map. Raises InputError when the
    file or the older mapping cannot be read, and UsageError for a table the region folder lacks,
    or a file that needs no mapping.
    """
    if is_seutumassa(file):
        raise UsageError([problem("mapping_not_needed", Where(file.name), system="SeutuMASSA")])
    if table and table not in table_names():
        known = nearest(table, table_names())
        raise UsageError([problem("unknown_table", Where(sheet=table), nearest=known)])
    old = _old(like) if like else None
    rows, layout, problems = _counted_rows(file, sheet)
    tables = (table or (old.main if old else ""),)
    proposals = [
        propose_mapping(rows, layout, region_schema(), one, old)
        for one in (tables if any(tables) else LIKELY)
    ]
    return max(proposals, key=fit), problems


def _counted_rows(file: Path, sheet: str) -> tuple[RawTable, Layout, tuple[Problem, ...]]:
    """Give the rows of a file that look as if they count, and where they stand."""
    if file.suffix.lower() in ENDINGS:
        opened = open_table(file, Layout(sheet=sheet), Asked())
        if opened.table is None:
            raise InputError(opened.notes)
        return opened.table, replace(opened.layout, columns=opened.table.header), opened.notes
    grid, problems = read_grid(file, sheet)
    if grid is None:
        raise InputError(problems)
    guess = guess_layout(grid)
    rows = table_of(grid, guess.layout)
    return rows.only(~np.isin(rows.lines, guess.totals)), guess.layout, problems


def _old(like: Path) -> FileMapping:
    mapping, problems = read_mapping(like, region_schema())
    if mapping is None:
        raise InputError(problems)
    return mapping
