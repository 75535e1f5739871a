# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read files through mappings, and keep those a region has used beside its tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from kotipesa.arrays import texts
from kotipesa.errors import Problem, Where, problem, severity
from kotipesa.region.arriving.asked import Asked
from kotipesa.region.folder.publish import publish_files
from kotipesa.region.schema import headers, region_schema
from kotipesa.sources import RawTable, read_batch, read_delimited
from kotipesa.sources.gis import ENDINGS, placed_table, read_features
from kotipesa.sources.mapping import (
    FileMapping,
    Grid,
    Layout,
    apply_mapping,
    formula_notes,
    found_layout,
    ragged_rows,
    read_grid,
    read_mapping,
    table_of,
)
from kotipesa.sources.schema import plain_name
from kotipesa.vocab.codes import plain

KEPT = "mappings"
"""The folder of a region folder in which its mappings lie."""
UNCLEAR = frozenset(
    {
        *("mapping_bad_amount", "mapping_range", "mapping_unit_in_cell"),
        *("mapping_bad_time", "mapping_long_time", "mapping_unknown_code"),
        *("bad_yesno", "formula_cell"),
    }
)
"""Faults of single cells that a check of the region's tables finds too."""
_NAMED = {"sites": ("id", "name"), "projects": ("id", "name"), "materials": ("code",)}

Tables = dict[str, RawTable]
Known = dict[str, dict[str, str]]


def read_mapped(file: Path, mapping_file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a file through a mapping; names are looked up in the region's folder.

    No tables when the mapping is not confirmed, or anything in the file has no clear meaning.
    """
    mapping, problems = read_mapping(mapping_file, region_schema())
    if mapping is None:
        return {}, problems
    opened = open_table(file, mapping.layout, asked, mapping.used_columns())
    return _applied(opened, mapping, asked)


def read_as_before(file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]] | None:
    """Read a file through the kept mapping made for its header; None when there is no such one."""
    content = cache(partial(_content, file, asked))
    for path, mapping in kept_mappings(asked.into):
        opened = _laid_out(content(mapping.layout.sheet), mapping.layout, mapping.used_columns())
        if opened.table is not None and _names(opened.table.header) == _shape(mapping):
            where = Where(opened.table.file, opened.table.sheet)
            note = problem("mapping_recognised", where, name=f"{KEPT}/{path.name}")
            return _applied(replace(opened, notes=(*opened.notes, note)), mapping, asked)
    return None


@dataclass(frozen=True, eq=False, slots=True)
class Opened:
    """A file as a table, None when it cannot be read; where it stood, and what was odd."""

    table: RawTable | None
    layout: Layout
    notes: tuple[Problem, ...]


def open_table(file: Path, layout: Layout, asked: Asked, columns: Sequence[str] = ()) -> Opened:
    """Open a file for a mapping: a map with its places in columns, or rows below a header.

    columns: those that are needed: by them the header is found, wherever it stands.
    """
    return _laid_out(_content(file, asked, layout.sheet), layout, columns)


Content: TypeAlias = tuple[Grid | RawTable | None, tuple[Problem, ...]]
"""What a file holds, before a layout says where its table stands; a map knows it by itself."""


def _content(file: Path, asked: Asked, sheet: str) -> Content:
    if file.suffix.lower() not in ENDINGS:
        return read_grid(file, sheet)
    layer = asked.layer or sheet
    features, notes = read_features(file, layer=layer, encoding=asked.encoding, crs=asked.crs)
    if features is None:
        return None, notes
    table, more = placed_table(features)
    return table, (*notes, *more)


def _laid_out(content: Content, layout: Layout, columns: Sequence[str]) -> Opened:
    found, notes = content
    if not isinstance(found, Grid):
        sheet = layout.sheet if found is None else found.sheet
        return Opened(found, replace(layout, sheet=sheet), notes)
    there = found_layout(found, layout, columns) or layout
    more = (*formula_notes(found, there, columns), *ragged_rows(found, there))
    return Opened(table_of(found, there), there, (*notes, *more))


def kept_mappings(folder: Path | None) -> Iterator[tuple[Path, FileMapping]]:
    """Give the sound mappings of a region folder, by name."""
    place = folder / KEPT if folder else None
    for path in sorted(place.glob("*.toml")) if place and place.is_dir() else ():
        mapping, _ = read_mapping(path, region_schema())
        if mapping is not None:
            yield path, mapping


def keep_mapping(mapping_file: Path, folder: Path) -> Path:
    """Keep a mapping with the region, under its name; another shape of that name gets a number."""
    mapping, _ = read_mapping(mapping_file, region_schema())
    shape = _shape(mapping)
    kept = {path.name: _shape(one) for path, one in kept_mappings(folder)}
    name, number = f"{mapping_file.stem}.toml", 1
    while name in kept and kept[name] != shape:
        number += 1
        name = f"{mapping_file.stem}-{number}.toml"
    publish_files(folder, {f"{KEPT}/{name}": mapping_file.read_text(encoding="utf-8-sig")})
    return folder / KEPT / name


def _shape(mapping: FileMapping | None) -> frozenset[str]:
    return _names(mapping.layout.columns) if mapping else frozenset()


def _names(header: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain_name, header))


def _applied(
    opened: Opened, mapping: FileMapping, asked: Asked
) -> tuple[Tables, tuple[Problem, ...]]:
    if opened.table is None:
        return {}, opened.notes
    known = _known(asked.into)
    keeps = asked.keeps_unclear
    tables, problems = apply_mapping(
        opened.table, mapping, region_schema(), known, keeps_unclear=keeps
    )
    found = (*opened.notes, *problems)
    errors = [one for one in found if severity(one) == "error"]
    if keeps and errors and _are_found_again(errors, tables):
        return tables, tuple(one for one in found if one not in errors)
    return ({} if errors else tables), found


def _are_found_again(errors: Iterable[Problem], tables: Tables) -> bool:
    """Tell whether a check of the tables finds each of these faults of cells in its line."""
    checks = (read_batch(raw, region_schema()[name]) for name, raw in tables.items())
    again = {one.where.row for check in checks for one in check.problems}
    return all(one.code in UNCLEAR and one.where.row in again for one in errors)


def _known(folder: Path | None) -> Known:
    """Give by table the ids of a region by their own spelling and by names no two of them share."""
    known: Known = {}
    for table, columns in _NAMED.items():
        file = folder / f"{table}.csv" if folder else None
        raw = read_delimited(file, table, headers(table))[0] if file and file.is_file() else None
        known[table] = _spelled(raw, columns) if raw else {}
    return known


def _spelled(raw: RawTable, columns: tuple[str, ...]) -> dict[str, str]:
    names = map(plain_name, raw.header)
    cells = {name: column.spread() for name, column in zip(names, raw.columns, strict=True)}
    ids = cells.get(columns[0], texts([]))
    spelled: dict[str, str] = {}
    for column in columns[1:]:
        named: dict[str, set[str]] = {}
        for name, id_ in zip(cells.get(column, ()), ids, strict=False):
            named.setdefault(plain(name), set()).add(id_)
        spelled |= {name: whose.pop() for name, whose in named.items() if name and len(whose) == 1}
    return spelled | {plain(id_): id_ for id_ in ids}
