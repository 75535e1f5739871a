# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell formats apart, and let the reader of each give the tables of a region folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from kotipesa.errors import Problem, UsageError, Where, problem, severity
from kotipesa.region.arriving.asked import Asked as Asked  # noqa: PLC0414 - what a reader is told
from kotipesa.region.arriving.map_files import map_tables
from kotipesa.region.arriving.mapped import read_as_before, read_mapped
from kotipesa.region.folder.read import WORKBOOK_SUFFIXES, workbook_tables
from kotipesa.region.schema import headers, table_names
from kotipesa.sources import RawTable, nearest, read_delimited
from kotipesa.sources.gis import ENDINGS, read_features
from kotipesa.sources.schema import plain_name
from kotipesa.sources.seutumassa import is_seutumassa, read_seutumassa

Tables: TypeAlias = dict[str, RawTable]
Reader: TypeAlias = Callable[[Path, Asked], tuple[Tables, tuple[Problem, ...]]]
"""Gives tables in the region folder's own columns and codes, whose lines are the file's."""

AS_IT_IS = Asked()
MAPPED = (*WORKBOOK_SUFFIXES, ".csv", ".tsv", ".txt", *ENDINGS)
"""Endings of files that may be read through a mapping."""
_LATER = (".xml",)


def refuse_formats(files: Sequence[Path]) -> None:
    """Raise UsageError for files of formats that cannot be read."""
    later = [
        problem("import_not_yet", Where(file.name), format=file.suffix.lower())
        for file in files
        if file.suffix.lower() in _LATER
    ]
    if later:
        raise UsageError(later)


def read_file(file: Path, asked: Asked = AS_IT_IS) -> tuple[Tables, tuple[Problem, ...]]:
    """Read the tables of one file by the reader of its format."""
    if not file.is_file():
        return {}, (problem("path_not_found", Where(file.name), path=file.name),)
    if asked.mapping is not None and is_seutumassa(file):
        where = Where(file.name)
        return {}, (problem("mapping_not_needed", where, system="SeutuMASSA"),)
    if asked.mapping is not None:
        return read_mapped(file, asked.mapping, asked)
    return _READERS.get(file.suffix.lower(), _unnamed)(file, asked)


def _workbook(file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]]:
    tables, problems = workbook_tables(file)
    if not tables and all(severity(found) == "note" for found in problems):
        return _unnamed(file, asked)
    return tables, problems


def _delimited(file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]]:
    if is_seutumassa(file):
        return read_seutumassa(file, with_contacts=asked.with_contacts)
    name = plain_name(file.stem)
    if name not in table_names():
        return _unnamed(file, asked)
    raw, problems = read_delimited(file, name, headers(name))
    return ({name: raw} if raw is not None else {}), problems


def _map(file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]]:
    features, problems = read_features(
        file, layer=asked.layer, encoding=asked.encoding, crs=asked.crs
    )
    if features is None:
        return {}, problems
    tables, more = map_tables(features, file)
    if not tables and (found := read_as_before(file, asked)):
        return found
    return tables, (*problems, *more)


def _unnamed(file: Path, asked: Asked) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a file that no table is called like by a mapping kept for its shape, or refuse it."""
    if file.suffix.lower() in MAPPED and (found := read_as_before(file, asked)):
        return found
    known = nearest(plain_name(file.stem), table_names())
    return {}, (problem("import_unnamed", Where(file.name), nearest=known),)


_READERS: dict[str, Reader] = {
    **dict.fromkeys(WORKBOOK_SUFFIXES, _workbook),
    **dict.fromkeys((".csv", ".tsv", ".txt"), _delimited),
    **dict.fromkeys(ENDINGS, _map),
}
