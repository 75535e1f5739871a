# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand the rows of a region to the engine, and ask it what one amount weighs."""

import io
import math
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import kotipesa
from kotipesa.region import from_rows
from kotipesa.region.folder.toml_text import toml_text
from kotipesa_web.lots.snapshot import region_texts
from kotipesa_web.places.engine import check_rows
from kotipesa_web.places.models import Region

__all__ = ["Snapshot", "check_rows", "read_snapshot", "snapshot", "unpack", "weigh"]

Rows: TypeAlias = Sequence[Mapping[str, object]]
FIRST_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A region folder as bytes: a zip whose bytes follow from the rows alone, and their sum."""

    content: bytes
    sha256: str


def snapshot(region: Region) -> Snapshot:
    """Take the whole region at one moment, the settings of its plans included."""
    files = {f"{name}.csv": text for name, text in region_texts(region).items()}
    files["settings.toml"] = toml_text(region.settings)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, FIRST_ZIP_MOMENT), files[name])
    content = packed.getvalue()
    return Snapshot(content, sha256(content).hexdigest())


def unpack(content: bytes, folder: Path) -> None:
    """Write a snapshot as a region folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))


def read_snapshot(content: bytes) -> kotipesa.Region:
    """Read a snapshot as the engine's region; raises InputError with what is wrong in it."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(content, Path(folder))
        return kotipesa.read(folder)


def weigh(rows: Rows, materials: Rows = ()) -> list[dict[str, float | None]]:
    """Weigh lots given as rows of ``lots``: tonnes with low and high, in the order of the rows.

    None where a unit has no weight (pieces) or a limit is not told. Sites are taken as given;
    ``materials`` are those of the region. Raises InputError with what is wrong in the rows.
    """
    sites = [{"id": site, "x": 385000, "y": 6670000, "crs": "EPSG:3067"} for site in _sites(rows)]
    plain = [{name: row[name] for name in row if name != "project"} for row in rows]
    lots = from_rows({"lots": plain, "sites": sites, "materials": materials}).lots
    columns = (lots.amount_t, lots.amount_low_t, lots.amount_high_t)
    return [
        dict(zip(("tonnes", "tonnes_low", "tonnes_high"), map(_known, row), strict=True))
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _known(amount_t: float) -> float | None:
    return None if math.isnan(amount_t) else amount_t


def _sites(rows: Rows) -> list[str]:
    return sorted({str(row["site"]) for row in rows})
