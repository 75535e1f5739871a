# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold rows against each other and against what is there, as the engine reads a whole region."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely

from kotipesa.errors import Problem
from kotipesa.geo import polygons_to_etrs
from kotipesa.region.assemble import Found, assemble
from kotipesa.region.region import Region
from kotipesa.region.schema import region_schema
from kotipesa.region.tables import Sites
from kotipesa.sources import Coded, RawTable, coded
from kotipesa.sources.wkt import exact_wkt
from kotipesa_web.intake.engine.reading import TABLES

Cells = Mapping[str, str]


class SiteFigures(NamedTuple):
    """What the engine works out of a site: its point, and the outline with its box, in metres."""

    x_m: float
    y_m: float
    given_x: float
    given_y: float
    outline_wkb: bytes | None
    box: tuple[float, float, float, float] | None


class LotFigures(NamedTuple):
    """What the engine works out of a lot: tonnes, None where unknown, and its municipality."""

    tonnes: float | None
    tonnes_low: float | None
    tonnes_high: float | None
    municipality: str


@dataclass(frozen=True, eq=False, slots=True)
class Checked:
    """What is wrong, by table and number of the row from 1; and the figures of good rows by id."""

    problems: Sequence[tuple[str, int, Problem]]
    sites: Mapping[str, SiteFigures]
    lots: Mapping[str, LotFigures]
    good: Mapping[str, frozenset[str]]


def check(
    rows: Mapping[str, Sequence[Cells]],
    beside: Mapping[str, Sequence[Cells]],
    given: Mapping[str, Sequence[Cells]],
) -> Checked:
    """Check rows as a region of their own, beside the sites and projects they may refer to.

    given: whole tables of the region, such as its materials.
    """
    tables = {name: _table(name, [*rows.get(name, ()), *beside.get(name, ())]) for name in TABLES}
    tables |= {name: _table(name, known) for name, known in given.items()}
    region, problems = assemble(Found(tables, {}))
    if region is None:
        raise AssertionError  # a table of lots is always there
    counts = {name: len(rows.get(name, ())) for name in TABLES}
    placed = [
        (found.where.sheet, found.where.row, found)
        for found in problems
        if found.where.row <= counts.get(found.where.sheet, -1)
    ]
    good = {
        "sites": frozenset(region.sites.id),
        "projects": frozenset(region.projects.id),
        "facilities": frozenset(region.facilities.id),
        "lots": frozenset(region.lots.id),
    }
    return Checked(placed, _of_sites(region.sites), _of_lots(region), good)


def _table(name: str, rows: Sequence[Cells]) -> RawTable:
    """Make a table of every column there is; its lines count from 1, its header is line 0."""
    header = tuple(column.name for column in region_schema()[name])
    used = {column for row in rows for column in row}
    empty = Coded(("",), np.zeros(len(rows), dtype=np.int32))
    columns = (
        coded([row.get(column, "") for row in rows]) if column in used else empty
        for column in header
    )
    return RawTable(name, "", name, header, 0, tuple(columns), np.arange(1, len(rows) + 1))


def _of_lots(region: Region) -> dict[str, LotFigures]:
    lots = region.lots
    columns = (lots.amount_t, lots.amount_low_t, lots.amount_high_t)
    figures = zip(*(map(_known, column.tolist()) for column in columns), strict=True)
    return {
        name: LotFigures(mid, low, high, municipality)
        for name, (mid, low, high), municipality in zip(
            lots.id, figures, lots.municipality, strict=True
        )
    }


def _known(amount_t: float) -> float | None:
    return None if np.isnan(amount_t) else amount_t


def _of_sites(sites: Sites) -> dict[str, SiteFigures]:
    outlines = dict(_outlines(sites))
    points = (sites.x_m, sites.y_m, sites.given_x, sites.given_y)
    told = zip(sites.id, *(column.tolist() for column in points), strict=True)
    return {
        name: SiteFigures(*point, *outlines.get(row, (None, None)))
        for row, (name, *point) in enumerate(told)
    }


def outline_text(wkb: bytes) -> str:
    """Write an outline as WKT, every digit of it."""
    return str(exact_wkt(shapely.from_wkb([wkb]))[0])


def _outlines(sites: Sites) -> Iterator[tuple[int, Any]]:
    for row in np.flatnonzero(sites.geometry != ""):
        shape = shapely.from_wkt([sites.geometry[row]])
        moved = polygons_to_etrs(shape, sites.crs[row])[0]
        yield int(row), (shapely.to_wkb(moved), shapely.bounds(moved).tolist())
