# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region out for other programs."""

from dataclasses import dataclass
from pathlib import Path

from kotipesa.errors import Language, Problem
from kotipesa.region import Region, read
from kotipesa.report.region_files import write_region_file
from kotipesa.report.seutumassa import Loss, read_region_contacts
from kotipesa.report.template_file import write_template


@dataclass(frozen=True, eq=False, slots=True)
class Departure:
    """A region that was written out, and what the file cannot hold of it."""

    region: Region
    losses: tuple[Loss, ...]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Say what was odd in the region, and what is lost."""
        return (*self.region.notes, *(loss.note() for loss in self.losses))


def export_region(
    path: Path, to: Path, *, with_contacts: bool = False, language: Language = "en"
) -> Departure:
    """Write a region as one file for other programs.

    with_contacts: also the people behind sites, which the region's folder keeps beside its tables;
    only SeutuMASSA's file has columns for them. language: of the help in a workbook.
    """
    region = read(path)
    contacts = read_region_contacts(path) if with_contacts else None
    return Departure(region, write_region_file(region, to, contacts, language))


def template_into(file: Path, language: Language, of: Path | None = None) -> Region | None:
    """Write a workbook to fill in, empty or with all that a region holds."""
    region = read(of) if of else None
    write_template(file, language, region)
    return region
