# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a list of projects, or a region folder, into the shape in which years are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from kotipesa.arrays import Flags, Indices, Numbers, Texts, take, texts, tuples
from kotipesa.errors import Problem
from kotipesa.periods import ALWAYS_TO
from kotipesa.region import read
from kotipesa.region.schema import column_names
from kotipesa.register.same.elsewhere import ids_elsewhere
from kotipesa.register.same.facts import (
    AREA_REACH_M,
    UNTOLD,
    ProjectFacts,
    long_numbers,
    region_facts,
)
from kotipesa.register.same.names import take_apart
from kotipesa.sources import read_delimited
from kotipesa.sources.programme import (
    NO_DISTRICT,
    Profile,
    Programme,
    ProjectRows,
    read_programme,
)
from kotipesa.sources.programme.districts import Place, read_districts
from kotipesa.sources.schema import plain_name

PROJECTS = "projects"
OWN_ID = "kotipesa"
"""The system in which a region folder's own ids count: they mean the same year after year."""


@dataclass(frozen=True, eq=False, slots=True)
class Listing:
    """One year's projects in columns; what the list does not tell is nan or ''.

    kind: lists of one kind tell the same figures. file, line: where each stands, line 0 untold;
    place: in words. is_rough: it tells years only.
    have_t, need_t: tonnes of all its lots. begins, ends: the first and last month the whole list
    speaks of; notes: what was odd in reading it.
    """

    kind: str
    facts: ProjectFacts
    file: Texts
    line: Indices
    place: Texts
    is_rough: Flags
    budget_keur: Numbers
    area_m2: Numbers
    have_t: Numbers
    need_t: Numbers
    begins: int
    ends: int
    notes: tuple[Problem, ...]

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.facts)


def read_listing(path: Path, districts: Sequence[Path] = ()) -> Listing:
    """Read a list that a profile knows, or a region folder or workbook.

    districts: polygons that place the districts a list names. Raises InputError for what cannot
    be read.
    """
    if path.is_dir() or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _of_region(path)
    return _of_programme(read_programme(path), districts)


def _of_programme(programme: Programme, districts: Sequence[Path]) -> Listing:
    """Give the rows of a list but those that only head others."""
    profile = programme.profile
    rows = take(programme.projects, ~programme.projects.is_heading)
    size = len(rows)
    ids = [((profile.number_prefix, number),) if number else () for number in rows.number]
    x_m, y_m = _points(programme, rows, districts)
    name = take_apart(texts([name.lstrip("-\u00b4 ") for name in rows.name]))
    facts = ProjectFacts(
        id=rows.number,
        name=name,
        ids_elsewhere=tuples(ids),
        long_numbers=long_numbers(rows.number, name, tuples(ids)),
        municipality=texts([profile.municipality] * size),
        owner=texts([profile.owner] * size),
        x_m=x_m,
        y_m=y_m,
        reach_m=np.full(size, AREA_REACH_M),
        first=_months([min(p.first for p in told) if told else UNTOLD for told in rows.periods]),
        last=_months([max(p.last for p in told) if told else UNTOLD for told in rows.periods]),
        tonnes=csr_array((size, 1)),
    )
    unknown = np.full(size, np.nan)
    return Listing(
        kind=profile.id,
        facts=facts,
        file=rows.file,
        line=rows.line,
        place=texts([_place(rows, row) for row in range(size)]),
        is_rough=rows.year_only,
        budget_keur=rows.budget_keur,
        area_m2=rows.area_m2,
        have_t=unknown,
        need_t=unknown,
        begins=profile.first_month,
        ends=_end(profile, facts.last),
        notes=programme.notes,
    )


def _end(profile: Profile, last: Indices) -> int:
    """Give the last month of a list that has a column for its months; others have no end."""
    if not profile.months:
        return ALWAYS_TO
    budget = profile.budget_year[1] if profile.budget_year else UNTOLD
    return max(budget, *profile.months.values(), int(last.max(initial=UNTOLD)))


def _months(found: list[int]) -> Indices:
    return np.array(found, dtype=np.int32)


def _points(
    programme: Programme, rows: ProjectRows, districts: Sequence[Path]
) -> tuple[Numbers, Numbers]:
    """Give a point in each row's district, else in its major districts; nan where none is told."""
    if not districts:
        return np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    drawn = read_districts(districts, programme.profile.polygons)
    by_district = {int(n): drawn.district(int(n)) for n in np.unique(rows.district)}
    by_majors = {names: drawn.majors(names) for names in set(rows.majors)}
    found: list[Place | None] = [
        by_district[int(rows.district[row])] or by_majors[rows.majors[row]]
        for row in range(len(rows))
    ]
    points = [(place.x_m, place.y_m) if place else (np.nan, np.nan) for place in found]
    x_m, y_m = np.array(points, dtype=np.float64).reshape(-1, 2).T
    return x_m, y_m


def _place(rows: ProjectRows, row: int) -> str:
    district = int(rows.district[row])
    return " ".join([*([str(district)] if district != NO_DISTRICT else []), *rows.majors[row]])


def _of_region(path: Path) -> Listing:
    """Give the projects of a region that are counted where they stand."""
    region = read(path)
    projects, lots = region.projects, region.lots
    elsewhere = ids_elsewhere(path, projects.id)
    own = [((OWN_ID, str(name)), *ids) for name, ids in zip(projects.id, elsewhere, strict=True)]
    counted = np.flatnonzero(projects.same_as < 0)
    lines = _lines(path)
    in_project = lots.project >= 0
    tonnes = [
        np.bincount(
            lots.project[in_project & side],
            np.nan_to_num(lots.amount_t[in_project & side]),
            len(projects),
        ).astype(np.float64)
        for side in (~lots.is_need, lots.is_need)
    ]
    facts = region_facts(region, tuples(own)).only(counted)
    unknown = np.full(len(counted), np.nan)
    return Listing(
        kind=OWN_ID,
        facts=facts,
        file=texts([f"{PROJECTS}.csv"] * len(counted)),
        line=np.array([lines.get(str(name), 0) for name in facts.id], dtype=np.int32),
        place=projects.project_area[counted],
        is_rough=np.zeros(len(counted), dtype=np.bool_),
        budget_keur=unknown,
        area_m2=unknown,
        have_t=tonnes[0][counted],
        need_t=tonnes[1][counted],
        begins=region.settings.start,
        ends=ALWAYS_TO,
        notes=region.notes,
    )


def _lines(path: Path) -> dict[str, int]:
    """Find the line of each project in a region folder; none in a workbook."""
    file = path / f"{PROJECTS}.csv"
    raw = read_delimited(file, PROJECTS, column_names(PROJECTS))[0] if file.is_file() else None
    if raw is None:
        return {}
    column = [plain_name(header) for header in raw.header].index("id")
    ids = [str(name).strip() for name in raw.cells[column]]
    return dict(zip(ids, raw.lines.tolist(), strict=True))
