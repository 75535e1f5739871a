# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the people behind sites, for the one export that may be asked for them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from kotipesa.errors import raise_errors
from kotipesa.region.folder.read import CONTACTS_FILE
from kotipesa.region.schema import CONTACTS, column_names
from kotipesa.sources import read_delimited
from kotipesa.sources.seutumassa.contacts import without_value

Contacts: TypeAlias = Mapping[str, Mapping[str, str]]
"""Name, e-mail and phone by site."""


def read_region_contacts(region: Path) -> Contacts:
    """Read ``contacts.csv`` of a region folder, {} when there is none.

    Raises InputError with the problems of the file, without what stands in its cells.
    """
    path = region / CONTACTS_FILE
    if not path.is_file():
        return {}
    raw, problems = read_delimited(path, CONTACTS, column_names(CONTACTS))
    raise_errors(map(without_value, problems))
    if raw is None:
        return {}
    rows = (dict(zip(raw.header, cells, strict=True)) for cells in zip(*raw.cells, strict=True))
    return {row.get("site", ""): row for row in rows}
