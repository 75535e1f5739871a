# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read SeutuMASSA's exported rows as the tables of a region: lots, sites, projects, contacts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.errors import Problem, problem
from kotipesa.sources.batch import SAME_AT_MOST
from kotipesa.sources.cells import clean_text
from kotipesa.sources.coded import coded
from kotipesa.sources.delimited.reading import read_delimited
from kotipesa.sources.distinct import by_distinct, nearest
from kotipesa.sources.limits import Limits
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import plain_name
from kotipesa.sources.seutumassa import columns as column
from kotipesa.sources.seutumassa import meaning
from kotipesa.sources.seutumassa.contacts import has_contacts, read_contacts, without_value
from kotipesa.sources.seutumassa.identity import row_ids
from kotipesa.sources.seutumassa.places import read_places

LIMITS = Limits(cell_chars=131_072)
"""A polygon of some thousand corners fits in a cell; Excel's own limit would be too small."""

NAMED_ROWS = 10

_OF_SITE = (
    column.SITE_NAME,
    column.SITE_TYPE,
    column.MUNICIPALITY,
    column.PROJECT_AREA,
    column.GEOJSON,
)
_Read: TypeAlias = tuple[RawTable, list[Problem]]


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """The rows of the file as they are written, by SeutuMASSA's own names of columns.

    first: of each row, the first row of its site; sites: these first rows, in order.
    """

    raw: RawTable
    cells: Mapping[str, Texts]
    first: Indices
    sites: Indices

    def table(self, name: str, columns: Mapping[str, Texts], rows: Indices) -> RawTable:
        """Make a table of the region of some rows; it keeps the file's lines."""
        return replace(
            self.raw,
            name=name,
            header=tuple(columns),
            columns=tuple(coded(cells[rows]) for cells in columns.values()),
            lines=self.raw.lines[rows],
        )


def read_seutumassa(
    path: Path, *, with_contacts: bool = False, limits: Limits = LIMITS
) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Give the lots, sites and projects of the file, and with_contacts the people behind them.

    A site of SeutuMASSA is a site and a project of its own id. Rows in metres and rows of which
    nothing is left are listed and left out. No problem repeats what stands in a cell of people.
    """
    raw, found = read_delimited(path, "seutumassa", column.PLAIN_COLUMNS, limits)
    problems = tuple(without_value(one) for one in found)
    if raw is None:
        return {}, problems
    tables, more = seutumassa_tables(raw, with_contacts=with_contacts)
    return tables, (*problems, *more)


def seutumassa_tables(
    raw: RawTable, *, with_contacts: bool = False
) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Give the tables of rows that are read already; see read_seutumassa."""
    problems = _header_problems(raw)
    if not set(column.NEEDED) <= set(_header(raw)):
        return {}, tuple(problems)
    rows = _rows(raw)
    tables = {"projects": _projects(rows)}
    for name, read in (("lots", _lots), ("sites", _sites)):
        tables[name], more = read(rows)
        problems += more
    if with_contacts:
        tables["contacts"], more = read_contacts(raw, rows.cells, rows.sites, rows.first)
        problems += more
    elif people := np.count_nonzero(has_contacts(rows.cells)[rows.sites]):
        problems.append(problem("seutumassa_contacts_left", raw.where_header(), count=people))
    return {name: table for name, table in tables.items() if len(table)}, tuple(problems)


def _header(raw: RawTable) -> list[str]:
    return [column.PLAIN_COLUMNS.get(plain_name(name), name) for name in raw.header]


def _header_problems(raw: RawTable) -> list[Problem]:
    names = _header(raw)
    problems = []
    for place, name in enumerate(names):
        where = raw.where_header(name)
        if name not in column.COLUMNS and name.strip():
            near = nearest(name, column.COLUMNS)
            problems.append(problem("unknown_column", where, nearest=near))
        elif name in column.COLUMNS and name in names[:place]:
            problems.append(problem("duplicate_column", where))
    lacking = [name for name in column.NEEDED if name not in names]
    return problems + [problem("missing_column", raw.where_header(name)) for name in lacking]


def _rows(raw: RawTable) -> Rows:
    nothing = texts([""] * len(raw))
    written = dict(zip(_header(raw), raw.cells, strict=True))
    cells = {
        name: by_distinct(written.get(name, nothing), clean_text, object) for name in column.COLUMNS
    }
    site = cells[column.SITE]
    _, first, place = np.unique(site.astype(str), return_index=True, return_inverse=True)
    sites = np.sort(first)
    return Rows(
        raw, cells, first[place].astype(np.int32), sites[site[sites] != ""].astype(np.int32)
    )


def _lots(rows: Rows) -> _Read:
    cells = rows.cells
    state = by_distinct(cells[column.STATE], meaning.state_of, object)
    material = _by_pair(meaning.material_of, cells[column.KIND], cells[column.GROUP])
    fitness = by_distinct(cells[column.FITNESS], meaning.fitness_of, object)
    contamination = by_distinct(cells[column.CONTAMINATION], meaning.contamination_of, object)
    first, last = (
        by_distinct(cells[name], meaning.month_of, object) for name in (column.FROM, column.TO)
    )
    amount = by_distinct(cells[column.AMOUNT], meaning.amount_of, object)
    unit = _by_pair(meaning.unit_of, cells[column.UNIT], state)
    ids, alike = row_ids(
        (cells[column.SITE], state, material, fitness, contamination),
        (first, last, by_distinct(amount, meaning.size_of, np.float64), unit),
    )
    columns = {
        "id": ids,
        "direction": state,
        "material": material,
        "material_group": _by_pair(meaning.other_group, material, cells[column.GROUP]),
        "amount": amount,
        "unit": unit,
        "site": cells[column.SITE],
        "from": first,
        "to": last,
        "owner": cells[column.ORGANISATION],
        "project": cells[column.SITE],
        "fitness": fitness,
        "contamination": contamination,
    }
    in_metres = by_distinct(unit, meaning.is_metres, np.bool_)
    is_nothing = by_distinct(amount, meaning.is_nothing, np.bool_) & ~in_metres
    kept = ~in_metres & ~is_nothing
    only_group = (cells[column.KIND] == "") & (material == cells[column.GROUP]) & (material != "")
    return rows.table("lots", columns, np.flatnonzero(kept)), [
        *_counted(rows.raw, in_metres, "seutumassa_metres", column.UNIT),
        *_counted(rows.raw, is_nothing, "seutumassa_nothing_left", column.AMOUNT),
        *_counted(rows.raw, only_group & kept, "seutumassa_kind_not_told", column.KIND),
        *_counted(rows.raw, alike & kept, "seutumassa_rows_alike", column.SITE),
    ]


def _sites(rows: Rows) -> _Read:
    cells, sites = rows.cells, rows.sites
    disagreeing = [
        found
        for name in _OF_SITE
        for found in _listed(
            rows.raw,
            (cells[name] != cells[name][rows.first]) & (cells[column.SITE] != ""),
            "seutumassa_site_disagrees",
            name,
        )
    ]
    places = read_places(cells[column.GEOJSON][sites])
    spread = {name: texts([""] * len(rows.raw)) for name in ("x", "y", "crs", "geometry")}
    for name, of_all in spread.items():
        of_all[sites] = getattr(places, name)
    columns = {
        "id": cells[column.SITE],
        **spread,
        "name": cells[column.SITE_NAME],
        "municipality": by_distinct(cells[column.MUNICIPALITY], meaning.municipality_of, object),
        "type": by_distinct(cells[column.SITE_TYPE], meaning.site_type_of, object),
    }
    nowhere, bad, high = (np.zeros(len(rows.raw), dtype=np.bool_) for _ in range(3))
    nowhere[sites] = (places.x == "") & ~places.is_bad
    bad[sites], high[sites] = places.is_bad, places.is_high
    return rows.table("sites", columns, sites[places.x != ""]), [
        *disagreeing,
        *_listed(rows.raw, bad, "seutumassa_geometry", column.GEOJSON),
        *_counted(rows.raw, nowhere, "seutumassa_no_place", column.GEOJSON),
        *_counted(rows.raw, high, "seutumassa_heights", column.GEOJSON),
    ]


def _projects(rows: Rows) -> RawTable:
    cells = rows.cells
    columns = {
        "id": cells[column.SITE],
        "name": cells[column.SITE_NAME],
        "owner": cells[column.ORGANISATION],
        "municipality": by_distinct(cells[column.MUNICIPALITY], meaning.municipality_of, object),
        "project_area": by_distinct(cells[column.PROJECT_AREA], meaning.area_of, object),
    }
    return rows.table("projects", columns, rows.sites)


def _by_pair(function: meaning.OfPair, first: Texts, second: Texts) -> Texts:
    """Apply a function to two columns, once for each pair of values."""
    pairs = list(zip(first, second, strict=True))
    found: Texts = by_distinct(pairs, lambda pair: function(*pair), object)
    return found


def _listed(raw: RawTable, rows: Flags, code: str, name: str) -> list[Problem]:
    """Refuse every row; after SAME_AT_MOST rows count the others."""
    found = np.flatnonzero(rows)
    problems = [problem(code, raw.where(int(row), name)) for row in found[:SAME_AT_MOST]]
    if others := found[SAME_AT_MOST:].tolist():
        where = raw.where(others[0], name)
        problems.append(problem("same_in_more_rows", where, count=len(others)))
    return problems


def _counted(raw: RawTable, rows: Flags, code: str, name: str) -> list[Problem]:
    """Note once of how many rows it is true, and which the first are."""
    found = np.flatnonzero(rows)
    if not len(found):
        return []
    lines = ", ".join(map(str, raw.lines[found[:NAMED_ROWS]]))
    more = " …" if len(found) > NAMED_ROWS else ""
    where = replace(raw.where_header(name), row=int(raw.lines[found[0]]))
    return [problem(code, where, count=len(found), rows=f"{lines}{more}")]
