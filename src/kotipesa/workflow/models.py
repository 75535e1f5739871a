# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring models in: the volumes between surfaces, as figures and as lots."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kotipesa.errors import InputError, Problem, UsageError, Where, problem, raise_errors
from kotipesa.lots.from_volumes import Terms, lot_tables
from kotipesa.region import merge_tables
from kotipesa.region.arriving.bring_in import Arrivals, bring_in_tables
from kotipesa.region.folder.hold import held
from kotipesa.report.landxml import write_quantities
from kotipesa.sources import rows_table
from kotipesa.sources.models.landxml import NOTHING_SAID, Said, Surface, read_surface
from kotipesa.surfaces import CutFill, RockSplit, TinError, cut_and_fill, split_by_rock

NOT_TOLD = "?"


@dataclass(frozen=True, slots=True)
class Model:
    """A file with a surface, and what is said for it."""

    path: Path
    said: Said = NOTHING_SAID


@dataclass(frozen=True, eq=False, slots=True)
class Volumes:
    """What lies between two surfaces, and what was odd about them."""

    base: Surface
    design: Surface
    rock: Surface | None
    cut_fill: CutFill
    split: RockSplit | None
    notes: tuple[Problem, ...]


def measure_volumes(
    base: Model, design: Model, rock: Model | None = None, *, same_heights: bool = False
) -> Volumes:
    """Read surfaces, and work out cut and fill; with a rock surface, what of the cut is rock.

    same_heights: take different or untold height systems for one. Raises InputError with every
    problem of the files, and of their fitting together.
    """
    surfaces, problems = _read([base, design, *([rock] if rock else [])])
    problems += _unlike(surfaces, same_heights=same_heights)
    raise_errors(problems)
    ground, plan, *bedrock = surfaces
    stone = bedrock[0] if bedrock else None
    try:
        cut_fill = cut_and_fill(ground.tin, plan.tin)
        split = split_by_rock(ground.tin, plan.tin, stone.tin) if stone else None
    except TinError as fault:
        raise InputError([problem(fault.reason, Where(plan.file, plan.name))]) from fault
    notes = (*problems, *_remarks(cut_fill, split, plan, stone))
    return Volumes(ground, plan, stone, cut_fill, split, notes)


def volumes_into(found: Volumes, folder: Path, terms: Terms) -> Arrivals:
    """Add volumes to a region folder as lots, all of them or none.

    Raises UsageError for what nobody said and no surface tells, InputError for rows that do not
    fit the region.
    """
    files = [surface.file for surface in (found.base, found.design, found.rock) if surface]
    note = f"volumes between surfaces: {' → '.join(files[:2])}"
    note += f"; rock: {files[2]}" if found.rock else ""
    terms = replace(terms, note=note)
    rows, fault = lot_tables(found.cut_fill, found.split, terms, found.design.crs)
    if fault:
        raise UsageError([fault])
    tables = [rows_table(name, listed) for name, listed in rows.items()]
    with held(folder):
        arrivals = bring_in_tables(tables, folder)
        merge_tables(folder, arrivals.rows)
    return arrivals


def write_volumes(found: Volumes, path: Path) -> None:
    """Write the surfaces as Inframodel with the volumes as quantities of theirs."""
    write_quantities(found.base, found.design, found.rock, found.cut_fill, found.split, path)


def _read(models: Sequence[Model]) -> tuple[list[Surface], list[Problem]]:
    surfaces: list[Surface] = []
    problems: list[Problem] = []
    for model in models:
        surface, found = read_surface(model.path, model.said)
        problems += found
        surfaces += [surface] if surface else []
    raise_errors(problems)
    return surfaces, problems


def _unlike(surfaces: Sequence[Surface], *, same_heights: bool) -> list[Problem]:
    """Say in what the surfaces differ that must be one."""
    where = Where(surfaces[0].file)
    systems = _told([surface.crs for surface in surfaces])
    heights = _told([surface.heights for surface in surfaces])
    problems = []
    if len(systems) > 1:
        problems.append(problem("surfaces_crs_differ", where, crs=", ".join(systems)))
    elif systems == [NOT_TOLD]:
        problems.append(problem("surfaces_crs_unknown", where))
    if len(heights) > 1 and not same_heights:
        problems.append(problem("surfaces_heights_differ", where, heights=", ".join(heights)))
    elif heights == [NOT_TOLD] or len(heights) > 1:
        problems.append(problem("surfaces_heights_unknown", where, heights=", ".join(heights)))
    return problems


def _told(names: Sequence[str]) -> list[str]:
    return sorted({name or NOT_TOLD for name in names})


def _remarks(
    cut_fill: CutFill, split: RockSplit | None, design: Surface, rock: Surface | None
) -> list[Problem]:
    remarks = []
    if not cut_fill.area_m2:
        remarks.append(problem("surfaces_apart", Where(design.file, design.name)))
    if split and rock:
        where = Where(rock.file, rock.name)
        amounts = {"m3": f"{split.unknown_m3:.1f}", "m2": f"{split.unknown_m2:.1f}"}
        if split.unknown_m3:
            remarks.append(problem("rock_unknown", where, **amounts))
        if split.bulge_m2:
            remarks.append(problem("rock_above_ground", where, m2=f"{split.bulge_m2:.1f}"))
    return remarks
