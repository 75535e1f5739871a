# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring in the earthworks an IFC model states: as figures, and as lots."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kotipesa.errors import InputError, Problem, UsageError, severity
from kotipesa.lots.from_earthworks import earthwork_lots
from kotipesa.lots.from_volumes import Terms
from kotipesa.region import merge_tables
from kotipesa.region.arriving.bring_in import Arrivals, bring_in_tables
from kotipesa.region.folder.hold import held
from kotipesa.sources import rows_table
from kotipesa.sources.models.ifc import Earthwork, read_earthworks


def stated_earthworks(
    path: Path, unit: str = ""
) -> tuple[tuple[Earthwork, ...], tuple[Problem, ...]]:
    """Read the earthworks of a file, and what was odd about them; raises InputError."""
    works, problems = read_earthworks(path, unit)
    if any(severity(found) == "error" for found in problems):
        raise InputError(problems)
    return works, problems


def earthworks_into(
    works: Sequence[Earthwork], folder: Path, terms: Terms, file: str
) -> tuple[Arrivals, tuple[Problem, ...]]:
    """Add earthworks to a region folder as lots, all of them or none; give also what was odd.

    Raises UsageError for what nobody said, InputError for rows that do not fit the region.
    """
    terms = replace(terms, note=f"earthworks of {file}")
    rows, fault, notes = earthwork_lots(works, terms, file)
    if fault:
        raise UsageError([fault])
    with held(folder):
        arrivals = bring_in_tables([rows_table("lots", rows)], folder)
        merge_tables(folder, arrivals.rows)
    return arrivals, notes
