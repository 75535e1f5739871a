# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the columns of SeutuMASSA's result table, and know its file by them.

Source: the result table of the search bundle, github.com/hsy-kuntayhtyma/oskari-frontend-hsy,
commit f7e0c41, 24.4.2025.
"""

import codecs
import re
from pathlib import Path

from kotipesa.sources.schema import plain_name

SITE = "Kohteen id"
SITE_NAME = "Kohteen nimi"
KIND = "Massan laji"
GROUP = "Massan ryhmä"
FITNESS = "Kelpoisuusluokka"
CONTAMINATION = "Pilaantuneisuus"
SITE_TYPE = "Kohdetyyppi"
STATE = "Maamassan tila"
FROM = "Suunniteltu aikataulu (alku)"
TO = "Suunniteltu aikataulu (loppu)"
AMOUNT = "Massan määrä"
UNIT = "Massan yksikkö"
PERSON = "Omistajan nimi (massan)"
EMAIL = "Omistajan sähköposti"
PHONE = "Omistajan puhelinnumero"
ORGANISATION = "Omistajan organisaatio"
MUNICIPALITY = "Kunta"
PROJECT_AREA = "Hankealue"
GEOJSON = "GeoJSON"

COLUMNS = (
    SITE,
    SITE_NAME,
    KIND,
    GROUP,
    FITNESS,
    CONTAMINATION,
    SITE_TYPE,
    STATE,
    FROM,
    TO,
    AMOUNT,
    UNIT,
    PERSON,
    EMAIL,
    PHONE,
    ORGANISATION,
    MUNICIPALITY,
    PROJECT_AREA,
    GEOJSON,
)
"""All columns, in the order they are exported."""

PLAIN_COLUMNS = {plain_name(column): column for column in COLUMNS}
NEEDED = (SITE, KIND, STATE, FROM, TO, AMOUNT, UNIT)
CONTACTS = {"name": PERSON, "email": EMAIL, "phone": PHONE}
"""Personal data, by the columns of the region's table of contacts."""

SYSTEM = "EPSG:3879"
MUNICIPALITIES = ("049", "091", "092")
"""Espoo, Helsinki, Vantaa: SeutuMASSA knows no others."""

VOLUME_UNIT = {"have": "m3ktr", "need": "m3rtr"}
"""What a cubic metre is: surplus is measured in the ground, need in the structure."""

NO_GROUP = "-"
"""Stands in a lot's column of groups where SeutuMASSA tells none, though the kind has one."""

_MARKS = {plain_name(column) for column in (SITE, KIND, STATE)}
_START_BYTES = 1 << 14
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_seutumassa(path: Path) -> bool:
    """Tell whether one of a file's first lines is SeutuMASSA's header."""
    if not path.is_file():  # whoever opens a pipe waits for its other end
        return False
    try:
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
    except OSError:
        return False
    encoding = "utf-16" if start.startswith(_UTF16_MARKS) else "utf-8-sig"
    lines = start.decode(encoding, errors="replace").splitlines()[:3]
    return any({plain_name(cell) for cell in re.split(r"[\";,\t]", one)} >= _MARKS for one in lines)
