# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recognise projects: one that many sources tell, and last year's in this year's list."""

from collections.abc import Sequence
from pathlib import Path

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.region import read, read_tolerantly
from kotipesa.region.folder.hold import held
from kotipesa.region.folder.write import replace_tables
from kotipesa.register.same import LEAST_SCORE, Proposals, propose
from kotipesa.register.same.decisions import Decisions, decided_tables, read_pairs
from kotipesa.register.same.elsewhere import ids_elsewhere
from kotipesa.register.years import YearChanges, compare_years, read_listing


def find_same(path: Path, *, least: float = LEAST_SCORE) -> Proposals:
    """Read a region and propose which of its projects are one; nothing is changed."""
    region = read(path)
    return propose(region, ids_elsewhere(path, region.projects.id), least=least)


def decide_same(
    folder: Path, *, accept: Sequence[str] = (), reject: Sequence[str] = ()
) -> tuple[Decisions, tuple[Problem, ...]]:
    """Write into a region folder which projects are one and which are two, pairs as ``A=B``.

    Also gives what the region's reader notes about projects that are now counted elsewhere. Raises
    UsageError for a pair nobody understands and InputError for what cannot be; the folder is then
    as it was.
    """
    decisions = Decisions(read_pairs(accept), read_pairs(reject))
    if not folder.is_dir():
        code = "region_in_workbook" if folder.exists() else "path_not_found"
        raise InputError([problem(code, Where(folder.name), path=folder.name, name=folder.name)])
    with held(folder):
        replace_tables(folder, decided_tables(folder, decisions))
    _, problems = read_tolerantly(folder)
    return decisions, tuple(one for one in problems if one.code == "same_as_loses_lots")


def compare_lists(
    old: Path, new: Path, *, districts: Sequence[Path] = ()
) -> tuple[YearChanges, tuple[Problem, ...]]:
    """Compare last year's list or region with this year's; also gives what was odd in them."""
    listings = [read_listing(path, districts) for path in (old, new)]
    notes = dict.fromkeys(note for listing in listings for note in listing.notes)
    return compare_years(*listings), tuple(notes)
