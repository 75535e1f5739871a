# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the rows again, and list all that does not come back as it was."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Flags, texts
from kotipesa.errors import Where
from kotipesa.region import Region, region_rows, region_schema
from kotipesa.region.rows import Rows
from kotipesa.report.seutumassa.losses import Loss, losses_where
from kotipesa.report.seutumassa.places import is_moved
from kotipesa.report.seutumassa.rows import Written
from kotipesa.sources import Column, by_distinct, read_value
from kotipesa.sources.raw import raw_table
from kotipesa.sources.seutumassa import seutumassa_tables
from kotipesa.sources.seutumassa.meaning import municipality_of

Row: TypeAlias = Mapping[str, object]
Pairs: TypeAlias = Sequence[tuple[Row, Row]]
"""What a row of the region says, and what it says when it is read again."""

_PLACE = ("x", "y", "crs", "geometry")
_TOLD_APART = {"lots": ("amount", "unit"), "sites": (), "projects": ("id",)}
"""Columns of which is said in another way what becomes of them."""


def lost(region: Region, written: Written) -> list[Loss]:
    """Compare the region with what its rows say, column by column; list tables left out whole."""
    before, _ = region_rows(region)
    pairs = _pairs(region, written, before)
    return [
        *_of_amounts(region, written),
        *_of_sites(region, written),
        *(loss for table, found in pairs.items() for loss in _differences(table, found)),
        *_unused(before, pairs),
    ]


def _of_amounts(region: Region, written: Written) -> list[Loss]:
    lots = region.lots
    ids, unit = lots.id[written.lots], lots.unit[written.lots]
    converted = [
        loss
        for name in sorted(set(unit[written.is_converted]))
        for loss in losses_where(
            "seutumassa_converted",
            "lots",
            f"amount ({name})",
            ids,
            written.is_converted & (unit == name),
        )
    ]
    sealed = lots.sensitivity[written.lots] == "sealed"
    return [
        *converted,
        *losses_where("seutumassa_rounded", "lots", "amount", ids, written.is_rounded),
        *losses_where("seutumassa_sealed", "lots", "sensitivity", ids, sealed),
    ]


def _of_sites(region: Region, written: Written) -> list[Loss]:
    sites = region.sites
    used = np.isin(np.arange(len(sites)), region.lots.site[written.lots])
    nowhere = used & np.isnan(sites.given_x)
    return [
        *losses_where("seutumassa_nowhere", "sites", "x", sites.id, nowhere),
        *losses_where("seutumassa_moved", "sites", "crs", sites.id, used & is_moved(sites)),
    ]


def _pairs(region: Region, written: Written, before: Mapping[str, Rows]) -> dict[str, Pairs]:
    """Put each row of the region beside what is read again: projects are those of their sites."""
    after = _again(written)
    sites, projects = (
        {str(row["id"]): row for row in after.get(table, ())} for table in ("sites", "projects")
    )
    lots = [before["lots"][lot] for lot in written.lots]
    site_of_project = {str(lot.get("project", "")): str(lot["site"]) for lot in reversed(lots)}
    moved = set(region.sites.id[is_moved(region.sites)])
    return {
        "lots": [
            (
                _plain(lot, "municipality"),
                again | {"municipality": projects[str(lot["site"])]["municipality"]},
            )
            for lot, again in zip(lots, after.get("lots", ()), strict=True)
        ],
        "sites": [
            (_unplaced(row, moved), _unplaced(sites[str(row["id"])], moved))
            for row in before.get("sites", ())
            if row["id"] in sites
        ],
        "projects": [
            (_plain(row, "municipality"), projects[site_of_project[str(row["id"])]])
            for row in before.get("projects", ())
            if row["id"] in site_of_project
        ],
    }


def _again(written: Written) -> dict[str, list[dict[str, str]]]:
    columns = written.columns
    rows = list(zip(*columns.values(), strict=True))
    raw = raw_table(Where(row=1), "seutumassa", list(columns), rows, np.arange(2, len(rows) + 2))
    tables, _ = seutumassa_tables(raw)
    return {
        name: [dict(zip(table.header, row, strict=True)) for row in zip(*table.cells, strict=True)]
        for name, table in tables.items()
    }


def _plain(row: Row, column: str) -> Row:
    return {**row, column: municipality_of(str(row.get(column, "")))}


def _unplaced(row: Row, moved: set[str]) -> Row:
    """Leave the place of moved sites out: it is the same one in other numbers."""
    plain = _plain(row, "municipality")
    return {key: cell for key, cell in plain.items() if row["id"] not in moved or key not in _PLACE}


def _differences(table: str, pairs: Pairs) -> list[Loss]:
    """List the columns in which something told does not come back."""
    told = {name for row, _ in pairs for name in row} - {*_TOLD_APART[table]}
    columns = [column for column in region_schema()[table] if column.name in told]
    ids = texts([str(row["id"]) for row, _ in pairs])
    return [
        loss
        for column in columns
        for loss in losses_where(
            "seutumassa_not_held", table, column.name, ids, _differ(column, pairs)
        )
    ]


def _differ(column: Column, pairs: Pairs) -> Flags:
    told = [(str(a.get(column.name, "")), str(b.get(column.name, ""))) for a, b in pairs]

    def differs(pair: tuple[str, str]) -> bool:
        one, other = pair
        return one not in ("", other) and read_value(one, column) != read_value(other, column)

    found: Flags = by_distinct(told, differs, np.bool_)
    return found


def _unused(before: Mapping[str, Rows], pairs: Mapping[str, Pairs]) -> list[Loss]:
    """List the projects and sites without a row, and the tables SeutuMASSA does not have."""
    found = []
    for table, rows in before.items():
        if table not in pairs:
            found.append(Loss("seutumassa_table", table, "", (), len(rows)))
        elif table != "lots":
            used = {str(row["id"]) for row, _ in pairs[table]}
            ids = texts([str(row["id"]) for row in rows])
            unused = np.array([name not in used for name in ids], dtype=np.bool_)
            found += losses_where("seutumassa_unused", table, "id", ids, unused)
    return found
