# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell by which ids other systems know the projects of a region folder."""

from pathlib import Path

from kotipesa.arrays import Texts, tuples
from kotipesa.register.records import read_records
from kotipesa.register.same.facts import SystemIds

PROJECTS = "projects"


def ids_elsewhere(folder: Path, projects: Texts) -> SystemIds:
    """Give for each project its pairs of system and id; () without records.

    Raises InputError for records that cannot be read.
    """
    records = read_records(folder).of(PROJECTS)
    found: dict[str, list[tuple[str, str]]] = {}
    for project, system, own in zip(records.id, records.system, records.system_id, strict=True):
        if own:
            found.setdefault(project, []).append((system, own))
    return tuples([tuple(sorted(found.get(project, ()))) for project in projects])
