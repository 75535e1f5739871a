# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the rows of all lists into projects, and say of each row why it is estimated or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, stack, texts
from kotipesa.lots.estimate.coefficients import NEVER_ESTIMATED
from kotipesa.lots.estimate.same import same_projects
from kotipesa.sources.programme import NO_GROUP, Period, Programme, ProjectRows

ESTIMATED = ""
TOO_LITTLE_TOLD = ("estimate_no_quantity", "estimate_no_time")
JOINED = "estimate_joined"


@dataclass(frozen=True, eq=False, slots=True)
class Gathered:
    """All rows of all lists, which project each belongs to, and what happens to each.

    listed_in: the list of each row; project: its project; outcome: ESTIMATED for the row a project
    is estimated from, JOINED for the others of such a project, else the code of the problem that
    says why not; base: of each row, the row its project is estimated from, -1 for none.
    """

    rows: ProjectRows
    listed_in: Indices
    project: Indices
    outcome: Texts
    base: Indices


def gather(programmes: Sequence[Programme]) -> Gathered:
    """Join the lists, recognise projects that stand in several rows, choose a row for each."""
    rows, listed_in = _stacked(programmes)
    is_work = ~np.isin(rows.structure_type, NEVER_ESTIMATED)
    project = same_projects(rows.number, rows.name, rows.majors, listed_in, is_work)
    outcome = _why_not(rows)
    base = _bases(rows, project, outcome)
    is_part = _parts_of_estimated(rows, project, base)
    base[is_part] = -1
    outcome[is_part] = "estimate_part"
    place = np.arange(len(rows))
    outcome[(base >= 0) & (base != place)] = JOINED
    outcome[base == place] = ESTIMATED
    return Gathered(
        _with_area_of_same_list(rows, listed_in, project), listed_in, project, outcome, base
    )


def _stacked(programmes: Sequence[Programme]) -> tuple[ProjectRows, Indices]:
    tables = []
    before = 0
    for programme in programmes:
        part_of = programme.projects.part_of
        moved = np.where(part_of == NO_GROUP, NO_GROUP, part_of + before).astype(np.int32)
        tables.append(replace(programme.projects, part_of=moved))
        before += len(programme.projects)
    sizes = [len(table) for table in tables]
    return stack(tables), np.repeat(np.arange(len(tables)), sizes).astype(np.int32)


def _why_not(rows: ProjectRows) -> Texts:
    """Give each row the code of the first reason against estimating it, ESTIMATED for none."""
    has_time = np.array([bool(periods) for periods in rows.periods], dtype=np.bool_)
    reasons = (
        ("estimate_unnamed", rows.structure_type == "unnamed"),
        ("estimate_no_earthworks", rows.structure_type == "none"),
        ("estimate_heading", rows.is_heading),
        ("estimate_no_digging", ~rows.digs),
        ("estimate_no_quantity", ~_has_quantity(rows)),
        ("estimate_no_time", ~has_time),
    )
    outcome = texts([ESTIMATED] * len(rows))
    for code, holds in reasons:
        outcome[(outcome == ESTIMATED) & holds] = code
    return outcome


def _has_quantity(rows: ProjectRows) -> Flags:
    told = (rows.area_m2, rows.floor_area_m2, rows.length_m, rows.budget_keur)
    some: Flags = np.any([~np.isnan(values) for values in told], axis=0)
    return some


def _bases(rows: ProjectRows, project: Indices, outcome: Texts) -> Indices:
    """Choose a usable row for each project: one with an area, then a length, then most money."""
    usable = np.flatnonzero(outcome == ESTIMATED)
    money = np.nan_to_num(rows.budget_keur[usable])
    order = np.lexsort(
        (usable, -money, np.isnan(rows.length_m[usable]), np.isnan(rows.area_m2[usable]))
    )
    best = np.full(int(project.max(initial=-1)) + 1, -1, dtype=np.int32)
    for row in usable[order][::-1]:
        best[project[row]] = row
    return best[project]


def _parts_of_estimated(rows: ProjectRows, project: Indices, base: Indices) -> Flags:
    """Tell the rows of projects that are a part of another project which is estimated itself."""
    parts = np.flatnonzero(rows.part_of != NO_GROUP)
    headed = rows.part_of[parts]
    inside = parts[(base[headed] >= 0) & (project[headed] != project[parts])]
    found: Flags = np.isin(project, project[inside])
    return found


def _with_area_of_same_list(rows: ProjectRows, listed_in: Indices, project: Indices) -> ProjectRows:
    """Fill a missing area from another row of the same project in the same list."""
    area_m2: Numbers = rows.area_m2.copy()
    known = np.flatnonzero(~np.isnan(rows.area_m2))
    by_project = {(int(listed_in[row]), int(project[row])): row for row in known[::-1]}
    for row in np.flatnonzero(np.isnan(rows.area_m2)):
        source = by_project.get((int(listed_in[row]), int(project[row])))
        if source is not None:
            area_m2[row] = rows.area_m2[source]
    return replace(rows, area_m2=area_m2)


def refined_periods(gathered: Gathered, row: int) -> tuple[Period, ...]:
    """Give the periods of a project, its whole years narrowed to the months another row tells."""
    rows = gathered.rows
    told: tuple[Period, ...] = rows.periods[row]
    if not rows.year_only[row]:
        return told
    others = np.flatnonzero((gathered.project == gathered.project[row]) & ~rows.year_only)
    exact = [period for other in others if rows.digs[other] for period in rows.periods[other]]
    return tuple(part for period in told for part in _narrowed(period, exact))


def _narrowed(year: Period, exact: Sequence[Period]) -> list[Period]:
    inside = [
        Period(max(p.first, year.first), min(p.last, year.last), p.share)
        for p in exact
        if p.first <= year.last and p.last >= year.first
    ]
    total = sum(p.last - p.first + 1 for p in inside)
    return [
        Period(p.first, p.last, year.share * (p.last - p.first + 1) / total) for p in inside
    ] or [year]
