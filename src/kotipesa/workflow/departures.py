# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a region out for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kotipesa.errors import Language, Problem, problem
from kotipesa.region import Region, read
from kotipesa.region.template import fitting_cells
from kotipesa.report.annex import Annex, annex, read_annex_settings, write_annex
from kotipesa.report.annex.writing import refuse_ending
from kotipesa.report.region_files import write_region_file
from kotipesa.report.seutumassa import Loss, read_region_contacts
from kotipesa.report.template_file import write_template
from kotipesa.workflow.drawing import drawn_areas


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
    if to.suffix.lower() == ".xlsx":
        region = fitting_cells(region)
    contacts = read_region_contacts(path) if with_contacts else None
    return Departure(region, write_region_file(region, to, contacts, language))


def template_into(file: Path, language: Language, of: Path | None = None) -> Region | None:
    """Write a workbook to fill in, empty or with all that a region holds."""
    region = fitting_cells(read(of)) if of else None
    write_template(file, language, region)
    return region


def annex_region(
    path: Path,
    to: Path,
    language: Language,
    *,
    by: Sequence[str] = ("material",),
    areas: Path | None = None,
    layer: str = "",
    name: str = "",
    settings: Path | None = None,
) -> tuple[Annex, tuple[Problem, ...]]:
    """Write the balance of a region, or of drawn areas, as an annex; give its content and notes."""
    refuse_ending(to)
    given = read_annex_settings(settings) if settings else None
    region = read(path)
    drawn, notes = drawn_areas(areas, layer) if areas else (None, ())
    made, hidden = annex(region, language, by=by, areas=drawn, name=name, settings=given)
    write_annex(made, to)
    of_hidden = (problem("annex_hidden", count=hidden),) if hidden else ()
    return made, (*region.notes, *notes, *of_hidden)
