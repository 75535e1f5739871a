# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region as one file for other programs: a workbook, or map layers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from kotipesa.errors import UsageError, Where, problem
from kotipesa.region import Region, region_rows
from kotipesa.region.schema import SETTINGS, region_schema
from kotipesa.report.geopackage import points, write_layers
from kotipesa.report.places import facility_columns, lot_columns
from kotipesa.report.seutumassa import Contacts, Loss, write_seutumassa
from kotipesa.report.workbook import save
from kotipesa.sources import cell_text
from kotipesa.sources.columns import NUMBER_TYPES

SEUTUMASSA = "seutumassa.csv"


def write_region_file(
    region: Region, path: Path, contacts: Contacts | None = None
) -> tuple[Loss, ...]:
    """Write a region in the format the name ends in: ``.xlsx``, ``.gpkg`` or ``seutumassa.csv``.

    A workbook has every table as a sheet and reads back as the same region; a GeoPackage has the
    lots and the facilities as points; SeutuMASSA's rows cannot hold everything, and what they lose
    is given back. contacts: people by site, for SeutuMASSA alone. Raises UsageError for any other
    name.
    """
    is_seutumassa = path.name.lower().endswith(SEUTUMASSA)
    if path.suffix.lower() not in _WRITERS and not is_seutumassa:
        where, known = Where(path.name), ", ".join((*_WRITERS, SEUTUMASSA))
        raise UsageError([problem("export_ending", where, name=path.name, known=known)])
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_seutumassa:
        return write_seutumassa(region, path, contacts)
    _WRITERS[path.suffix.lower()](region, path)
    return ()


def _write_workbook(region: Region, path: Path) -> None:
    tables, settings = region_rows(region)
    book = Workbook(write_only=True)
    for name, rows in tables.items():
        used = {key for row in rows for key in row}
        columns = [c for c in region_schema()[name] if c.name in used or c.is_required]
        numbers = {column.name for column in columns if column.type in NUMBER_TYPES}
        _write_sheet(book, name, [column.name for column in columns], rows, numbers)
    keyed = [{"key": key, "value": cell_text(value)} for key, value in settings.items()]
    _write_sheet(book, SETTINGS, ["key", "value"], keyed, set())
    save(book, path)


def _write_sheet(
    book: Workbook,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    numbers: set[str],
) -> None:
    page: Any = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.append(columns)
    for row in rows:
        page.append(
            [_cell(page, row.get(column, ""), is_number=column in numbers) for column in columns]
        )


def _cell(page: Any, value: object, *, is_number: bool) -> Any:
    """Make a cell whose text stays a text, also when it begins like a formula."""
    text = cell_text(value)
    if not text:
        return None
    cell = WriteOnlyCell(page, float(text) if is_number else text)
    cell.data_type = "n" if is_number else "s"
    return cell


def _write_layers(region: Region, path: Path) -> None:
    layers = {"lots": lot_columns(region), "facilities": facility_columns(region)}
    frames = {name: points(pl.DataFrame(columns)) for name, columns in layers.items()}
    write_layers(frames, path)


_WRITERS: dict[str, Callable[[Region, Path], None]] = {
    ".xlsx": _write_workbook,
    ".gpkg": _write_layers,
}
