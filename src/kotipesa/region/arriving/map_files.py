# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn the features of a map into tables of a region: their rows, and the sites they lie on."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.errors import Problem, problem
from kotipesa.region.schema import region_schema
from kotipesa.sources import RawTable
from kotipesa.sources.cells import clean_text
from kotipesa.sources.coded import coded
from kotipesa.sources.gis import PLACE, Features, placed_table
from kotipesa.sources.schema import header_names, plain_name

_DRAWN = {"lots": ("site",), "facilities": ("site",), "sites": ("x", "y"), "projects": ()}
"""Tables whose rows may be drawn on a map, and the required columns the map then gives."""
_SHAPEFILE_NAME_CHARS = 10


def map_tables(features: Features, file: Path) -> tuple[dict[str, RawTable], tuple[Problem, ...]]:
    """Give the table the features are rows of, and the sites of lots, facilities and projects.

    The table is the one the layer or the file is called like, or the one whose columns the
    attributes are: all required ones, and at least half of those there are.
    """
    raw = features.raw
    name = _named(raw.sheet, file.stem) or _likely(raw)
    if not name:
        fields = ", ".join(raw.header) or "-"
        return {}, (problem("map_needs_mapping", raw.where_header(), fields=fields),)
    rows, of_names = _completed(raw, name)
    placed, of_places = placed_table(replace(features, raw=rows))
    notes = (*of_names, *of_places)
    if name == "sites":
        return {"sites": placed}, notes
    site = _site_ids(rows, placed)
    sites, problems = _sites(placed, site)
    if "site" in _DRAWN[name]:
        rows = _with_column(rows, "site", site)
    tables = {name: rows, "sites": sites} if len(sites) else {name: rows}
    return tables, (*notes, *problems)


def _named(*names: str) -> str:
    plain = (plain_name(name) for name in names)
    return next((name for name in plain if name in _DRAWN), "")


def _likely(raw: RawTable) -> str:
    """Find the table whose columns the attributes are; the first of those with the most."""
    best, most = "", 0
    for name, given in _DRAWN.items():
        known = _columns(_completed(raw, name)[0], name)
        required = {column.name for column in region_schema()[name] if column.is_required}
        is_complete = required - {*given} <= known.keys()
        if is_complete and len(known) > most and 2 * len(known) >= len(raw.header):
            best, most = name, len(known)
    return best


def _completed(raw: RawTable, table: str) -> tuple[RawTable, tuple[Problem, ...]]:
    """Name the table, and complete names a Shapefile cut off: those that begin but one column's."""
    known = header_names(region_schema()[table])

    def whole(name: str) -> str:
        start = plain_name(name)
        begun = {column for header, column in known.items() if header.startswith(start)}
        is_cut = len(name) == _SHAPEFILE_NAME_CHARS and start not in known and len(begun) == 1
        return begun.pop() if is_cut else name

    header = tuple(whole(name) for name in raw.header)
    cut = [f"{old} = {new}" for old, new in zip(raw.header, header, strict=True) if old != new]
    note = problem("map_names_completed", raw.where_header(), names=", ".join(cut))
    return replace(raw, name=table, header=header), ((note,) if cut else ())


def _columns(raw: RawTable, table: str) -> Mapping[str, int]:
    """Tell which column of a table stands where."""
    known = header_names(region_schema()[table])
    plain = ((plain_name(header), place) for place, header in enumerate(raw.header))
    return {known[header]: place for header, place in plain if header in known}


def _site_ids(rows: RawTable, placed: RawTable) -> Texts:
    """Name the site of each row: as it says itself, else, if it is drawn, by its own id."""
    columns = _columns(rows, rows.name)
    blank = texts([""] * len(rows))
    said, own = (
        rows.columns[columns[name]].spread() if name in columns else blank
        for name in ("site", "id")
    )
    is_said = np.array([bool(text.strip()) for text in said], dtype=np.bool_)
    ids = np.where(is_said, said, np.where(_is_drawn(placed), own, ""))
    return texts([clean_text(text) for text in ids])


def _sites(placed: RawTable, ids: Texts) -> tuple[RawTable, tuple[Problem, ...]]:
    """Give a site a row for each id that is drawn; one that is drawn twice must lie the same."""
    cells = [column.spread() for column in placed.columns[-len(PLACE) :]]
    first: dict[str, int] = {}
    problems = []
    for row in np.flatnonzero(_is_drawn(placed) & (ids != "")).tolist():
        at = first.setdefault(ids[row], row)
        if any(column[at] != column[row] for column in cells):
            other = int(placed.lines[at])
            where = placed.where(row, "site", ids[row])
            problems.append(problem("map_site_differs", where, id=ids[row], other=other))
    kept = np.array(list(first.values()), dtype=np.int32)
    sites = replace(
        placed,
        name="sites",
        header=("id", *PLACE),
        columns=(coded(ids), *placed.columns[-len(PLACE) :]),
    )
    return sites.only(kept), tuple(problems)


def _is_drawn(placed: RawTable) -> Flags:
    drawn: Flags = placed.columns[-len(PLACE)].spread() != ""
    return drawn


def _with_column(rows: RawTable, name: str, cells: Texts) -> RawTable:
    """Put a column in its place, or behind the others where the table lacks it."""
    columns = _columns(rows, rows.name)
    place = columns.get(name, len(rows.header))
    header = (*rows.header[:place], name, *rows.header[place + 1 :])
    return replace(
        rows,
        header=header,
        columns=(*rows.columns[:place], coded(cells), *rows.columns[place + 1 :]),
    )
