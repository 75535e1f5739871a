# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read by which ids other systems know the projects of a region folder."""

from pathlib import Path

from kotipesa.arrays import Texts, tuples
from kotipesa.region.schema import column_names, region_schema
from kotipesa.register.same.facts import SystemIds
from kotipesa.sources import read_batch, read_delimited

RECORDS = "records"


def ids_elsewhere(folder: Path, projects: Texts) -> SystemIds:
    """Give for each project its pairs of system and id, from the table of records if there is one.

    Rows of that table that cannot be read are no evidence; reading the region tells of them.
    """
    file = folder / f"{RECORDS}.csv"
    raw = read_delimited(file, RECORDS, column_names(RECORDS))[0] if file.is_file() else None
    found: dict[str, list[tuple[str, str]]] = {}
    if raw is not None:
        batch = read_batch(raw, region_schema()[RECORDS])
        names = ("table", "id", "system", "system_id")
        for table, project, system, own in zip(*(batch.good(n) for n in names), strict=True):
            if table == "projects" and own:
                found.setdefault(project, []).append((system, own))
    return tuples([tuple(sorted(found.get(project, ()))) for project in projects])
