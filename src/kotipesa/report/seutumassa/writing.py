# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write SeutuMASSA's rows as a csv file, whole or not at all."""

import csv
from pathlib import Path

from kotipesa.arrays import Texts, texts
from kotipesa.region import Region
from kotipesa.report.seutumassa.contacts import Contacts
from kotipesa.report.seutumassa.losses import Loss
from kotipesa.report.seutumassa.read_back import lost
from kotipesa.report.seutumassa.rows import seutumassa_rows
from kotipesa.report.whole_file import whole_file
from kotipesa.sources.harmless import refuse_formulas
from kotipesa.sources.seutumassa import COLUMNS
from kotipesa.sources.seutumassa.columns import CONTACTS, SITE


def write_seutumassa(
    region: Region, path: Path, contacts: Contacts | None = None
) -> tuple[Loss, ...]:
    """Write every lot SeutuMASSA can hold, in the columns and order of its own export.

    contacts: people by site, whose columns stay empty without them. Gives what is lost or changed.
    """
    written, left_out = seutumassa_rows(region)
    people = _people(written.columns[SITE], contacts or {})
    columns = {**written.columns, **people}
    refuse_formulas(path.name, columns)
    with (
        whole_file(path) as unfinished,
        unfinished.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*(columns[name] for name in COLUMNS), strict=True))
    return (*left_out, *lost(region, written))


def _people(site: Texts, contacts: Contacts) -> dict[str, Texts]:
    return {
        told: texts([contacts.get(one, {}).get(name, "") for one in site])
        for name, told in CONTACTS.items()
    }
