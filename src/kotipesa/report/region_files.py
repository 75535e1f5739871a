# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region as one file for other programs: a workbook, or map layers."""

from collections.abc import Callable
from pathlib import Path

from kotipesa.errors import Language, UsageError, Where, problem
from kotipesa.region import Region
from kotipesa.region.template import region_book
from kotipesa.report.geopackage import write_layers
from kotipesa.report.map_layers import region_layers
from kotipesa.report.seutumassa import Contacts, Loss, write_seutumassa
from kotipesa.report.workbook import save

SEUTUMASSA = "seutumassa.csv"


def write_region_file(
    region: Region, path: Path, contacts: Contacts | None = None, language: Language = "en"
) -> tuple[Loss, ...]:
    """Write a region in the format the name ends in: ``.xlsx``, ``.gpkg`` or ``seutumassa.csv``.

    A workbook has every table as a sheet and reads back as the same region; a GeoPackage has the
    lots and the facilities as points, and the sites as they were drawn; SeutuMASSA's rows cannot
    hold everything, and what they lose is given back. contacts: people by site, for SeutuMASSA
    alone; language: of the help in a workbook. Raises UsageError for any other name.
    """
    is_seutumassa = path.name.lower().endswith(SEUTUMASSA)
    if path.suffix.lower() not in _WRITERS and not is_seutumassa:
        where, known = Where(path.name), ", ".join((*_WRITERS, SEUTUMASSA))
        raise UsageError([problem("export_ending", where, name=path.name, known=known)])
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_seutumassa:
        return write_seutumassa(region, path, contacts)
    _WRITERS[path.suffix.lower()](region, path, language)
    return ()


def _write_workbook(region: Region, path: Path, language: Language) -> None:
    save(region_book(language, region), path)


def _write_layers(region: Region, path: Path, _: Language) -> None:
    write_layers(region_layers(region), path)


_WRITERS: dict[str, Callable[[Region, Path, Language], None]] = {
    ".xlsx": _write_workbook,
    ".gpkg": _write_layers,
}
