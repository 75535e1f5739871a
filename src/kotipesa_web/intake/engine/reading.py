# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read strangers' files by the engine's readers, rows with faults too; each knows its place."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from kotipesa.errors import Problem, UsageError, Where, problem
from kotipesa.region.arriving.asked import Asked
from kotipesa.region.arriving.formats import MAPPED, read_file, refuse_formats
from kotipesa.region.folder.plainly import plain_rows, with_material_codes
from kotipesa.region.schema import SETTINGS, column_names, headers, region_schema
from kotipesa.sources import RawTable, read_batch
from kotipesa.sources.harmless import stray_formulas
from kotipesa.sources.seutumassa import is_seutumassa
from kotipesa.vocab import find_municipality

TABLES = ("sites", "projects", "facilities", "lots")
"""The tables whose rows come in, in the order in which they refer to each other."""
_UNTOLD = {"import_unnamed", "map_needs_mapping", "mapping_open", "mapping_unconfirmed"}
_MUNICIPALITIES = {"lots": "municipality", "projects": "municipality", "sites": "municipality"}


@dataclass(frozen=True, slots=True)
class Helped:
    """What helps to read files: mappings by file name, kept ones by name, and the known names.

    known: rows of ``sites``, ``projects`` and ``materials`` whose ids and names files may use.
    """

    mappings: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stood, and which of the region folder's columns it had."""

    file: str
    sheet: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row in the region folder's columns, empty cells left out; place is a number of a list."""

    place: int
    line: int
    cells: dict[str, str]

    def told(self, place: Place) -> tuple[str, ...]:
        """Name the columns this row speaks of: its table's, and those somebody filled in here."""
        return tuple(dict.fromkeys((*place.columns, *self.cells)))


@dataclass(frozen=True, eq=False, slots=True)
class Opened:
    """What stands in files: rows by table, where they stood, and what was odd about reading them.

    source: what the files come from; unread: files whose columns somebody must tell.
    """

    rows: Mapping[str, list[Row]]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    source: str
    unread: tuple[str, ...]


def open_files(files: Sequence[Path], helped: Helped) -> Opened:
    """Read files of any known format; nothing is raised, all that is wrong is told."""
    tables: list[RawTable] = []
    problems: list[Problem] = []
    unread, sources = [], []
    with TemporaryDirectory() as folder:
        into = _folder(Path(folder), helped)
        for file in files:
            found, more = _read(file, into, helped)
            if file.suffix.lower() in MAPPED and not found and _UNTOLD & {p.code for p in more}:
                unread.append(file.name)
                continue
            tables += found.values()
            problems += more
            sources.append(_source(file, more, helped))
    own = {row["code"] for row in helped.known.get("materials", ()) if row.get("code")}
    return _opened(tables, problems, own, ("+".join(sorted(set(sources))), tuple(unread)))


def _read(
    file: Path, into: Path, helped: Helped
) -> tuple[Mapping[str, RawTable], tuple[Problem, ...]]:
    try:
        refuse_formats([file])
    except UsageError as refused:
        return {}, refused.problems
    told = helped.mappings.get(file.name)
    if told is None:
        return read_file(file, Asked(into=into, keeps_unclear=True))
    mapping = into / "told.toml"
    mapping.write_text(told, encoding="utf-8")
    return read_file(file, Asked(into=into, mapping=mapping, keeps_unclear=True))


def _folder(folder: Path, helped: Helped) -> Path:
    """Write what helps to read as the engine looks for it: kept mappings, and known names."""
    (folder / "mappings").mkdir()
    for name, text in helped.kept.items():
        (folder / "mappings" / f"{name}.toml").write_text(text, encoding="utf-8")
    if helped.kept or helped.mappings:
        for table, rows in helped.known.items():
            names = list(dict.fromkeys(name for row in rows for name in row))
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names, restval="")
                writer.writeheader()
                writer.writerows(rows)
    return folder


def _source(file: Path, problems: Sequence[Problem], helped: Helped) -> str:
    """Name what a file comes from, by which its rows are known again."""
    recognised = [p for p in problems if p.code == "mapping_recognised"]
    if recognised:
        return Path(dict(recognised[0].params)["name"]).stem
    if file.name in helped.mappings:
        return file.stem
    return "SeutuMASSA" if is_seutumassa(file) else "Kotipesä"


def _opened(
    tables: Sequence[RawTable],
    problems: list[Problem],
    own: set[str],
    told: tuple[str, tuple[str, ...]],
) -> Opened:
    rows: dict[str, list[Row]] = {}
    places: list[Place] = []
    for raw in tables:
        if raw.name == SETTINGS:
            continue
        if raw.name not in TABLES:
            where = Where(raw.file, raw.sheet)
            problems.append(problem("import_table_left_out", where, table=raw.name))
            continue
        batch = read_batch(raw, region_schema()[raw.name])
        problems += [*batch.problems, *stray_formulas(raw, headers(raw.name))]
        rows.setdefault(raw.name, []).extend(_rows(raw, len(places), own))
        columns = [c.name for c in region_schema()[raw.name] if c.name in batch.written]
        places.append(Place(raw.file, raw.sheet, tuple(columns)))
    joined = {name: _each_once(rows[name]) for name in TABLES if name in rows}
    return Opened(joined, tuple(places), tuple(dict.fromkeys(problems)), *told)


def _rows(raw: RawTable, place: int, own: set[str]) -> Iterator[Row]:
    known = column_names(raw.name)
    coded = with_material_codes(raw.name, plain_rows(raw, raw.name), own)
    municipality = _MUNICIPALITIES.get(raw.name, "")
    for row, line in zip(coded, raw.lines.tolist(), strict=True):
        cells = {name: cell for name, cell in row.items() if cell and name in known}
        if municipality in cells and (found := find_municipality(cells[municipality])):
            cells[municipality] = found.code
        yield Row(place, line, cells)


def _each_once(rows: Sequence[Row]) -> list[Row]:
    """Leave out rows that another file has word for word; those that differ are both shown."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    keys = [tuple(sorted(row.cells.items())) for row in rows]
    return [
        row
        for key, row in zip(keys, rows, strict=True)
        if first.setdefault(key, row.place) == row.place
    ]
