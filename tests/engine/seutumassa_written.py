# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write SeutuMASSA's csv files in every shape, and read regions of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from kotipesa.region import Region, from_rows
from kotipesa.sources.raw import RawTable
from kotipesa.sources.seutumassa import COLUMNS

POINT = '{"type":"Point","coordinates":[25497200.5,6675000.25]}'
CLAY = {
    "Kohteen id": "12",
    "Kohteen nimi": "Koulu",
    "Massan laji": "savi",
    "Massan ryhmä": "hienorakeiset maalajit",
    "Kelpoisuusluokka": "u1",
    "Pilaantuneisuus": "pilaantumaton maa",
    "Kohdetyyppi": "työmaa",
    "Maamassan tila": "ylijäämä/kaivettava",
    "Suunniteltu aikataulu (alku)": "2026-03",
    "Suunniteltu aikataulu (loppu)": "2026-09",
    "Massan määrä": "1500",
    "Massan yksikkö": "m3",
    "Omistajan nimi (massan)": "",
    "Omistajan sähköposti": "",
    "Omistajan puhelinnumero": "",
    "Omistajan organisaatio": "Helsingin kaupunki",
    "Kunta": "091",
    "Hankealue": "Kalasatama",
    "GeoJSON": POINT,
}
SECRETS = {
    "Omistajan nimi (massan)": "Maija Mallikas",
    "Omistajan sähköposti": "maija@mallikas.example",
    "Omistajan puhelinnumero": "+358 40 555 0123",
}


def mass(**changes: str) -> dict[str, str]:
    """Make a row; changes by the first word of a column, or its place: ``c10="20"``."""
    named = {f"c{place}": name for place, name in enumerate(COLUMNS)}
    return CLAY | {named[key]: value for key, value in changes.items()}


def csv_bytes(
    rows: Sequence[Mapping[str, str]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    header: Sequence[str] = COLUMNS,
) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, header, delimiter=delimiter, lineterminator="\r\n", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def csv_file(folder: Path, rows: Sequence[Mapping[str, str]], **shape: str) -> Path:
    path = folder / "massat.csv"
    path.write_bytes(csv_bytes(rows, **shape))
    return path


def table_rows(table: RawTable) -> list[dict[str, str]]:
    return [dict(zip(table.header, row, strict=True)) for row in zip(*table.cells, strict=True)]


def region_of(tables: Mapping[str, RawTable]) -> Region:
    return from_rows({name: table_rows(t) for name, t in tables.items() if name != "contacts"})


def csv_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
