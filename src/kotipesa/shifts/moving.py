# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Move projects by months: all their lots together, as far as they allow and the horizon holds.

A move must leave the lots that are planned the same: one that takes a lot out of the horizon, or
brings one into it, would be paid for by what is then not counted. What is agreed keeps its months.
"""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.problem.problem import Ends, Problem
from kotipesa.region import Region
from kotipesa.region.scope import chosen_projects

Options = tuple[tuple[int, ...], ...]
"""By project, the months that it may still move by, in rising order."""


@dataclass(frozen=True, eq=False, slots=True)
class Movable:
    """Projects that may move, sorted by id; months: what each may move by, 0 left out."""

    project: Indices
    months: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.project)

    @property
    def options(self) -> Options:
        """List what each may do: stay, or move by some months."""
        return tuple(tuple(sorted((0, *some))) for some in self.months)


def movable(problem: Problem) -> Movable:
    """List the projects that may move, and how far."""
    region = problem.region
    projects = region.projects
    planned = np.zeros(len(projects), dtype=bool)
    own = region.lots.project[np.concatenate([problem.haves.lot, problem.needs.lot])]
    planned[own[own >= 0]] = True
    agreed = np.isin(region.lots.id, np.concatenate([region.locks.from_id, region.locks.to_id]))
    of_agreed = region.lots.project[agreed]
    planned[of_agreed[of_agreed >= 0]] = False
    planned &= chosen_projects(projects, region.settings.alternatives)
    rows = np.flatnonzero(planned & (projects.shift_earlier + projects.shift_later > 0))
    rows = rows[np.argsort(projects.id[rows], kind="stable")]
    months = [_months(region, int(row)) for row in rows]
    kept = [place for place, some in enumerate(months) if some]
    return Movable(rows[kept].astype(np.int32), tuple(months[place] for place in kept))


def _months(region: Region, project: int) -> tuple[int, ...]:
    """List by how many months a project may move with the same lots in the horizon."""
    earlier = int(region.projects.shift_earlier[project])
    later = int(region.projects.shift_later[project])
    inside = _inside(region, project, 0)
    return tuple(
        months
        for months in range(-earlier, later + 1)
        if months and (_inside(region, project, months) == inside).all()
    )


def _inside(region: Region, project: int, months: int) -> Flags:
    lots = region.lots
    own = lots.project == project
    first, last = region.horizon.clip(lots.first_month[own] + months, lots.last_month[own] + months)
    return np.asarray(first <= last)


def moved(problem: Problem, projects: Indices, months: Indices) -> Problem:
    """Move projects; all others stay."""
    region = problem.region
    by_project = np.zeros(len(region.projects) + 1, dtype=np.int32)
    by_project[projects] = months
    shift = by_project[region.lots.project]  # the last place is that of lots without a project
    return _in_windows(problem, shift, shift)


def widened(problem: Problem, projects: Indices, options: Options) -> Problem:
    """Let each lot be hauled in any month between the first and last options of its project."""
    region = problem.region
    low = np.zeros(len(region.projects) + 1, dtype=np.int32)
    high = low.copy()
    low[projects] = [some[0] for some in options]
    high[projects] = [some[-1] for some in options]
    return _in_windows(problem, low[region.lots.project], high[region.lots.project])


def _in_windows(problem: Problem, first_by: Indices, last_by: Indices) -> Problem:
    lots = problem.region.lots
    region = problem.region.replace(
        lots=replace(
            lots, first_month=lots.first_month + first_by, last_month=lots.last_month + last_by
        ),
        sha256="",
    )

    def ends(some: Ends) -> Ends:
        moved_lots = region.lots.first_month[some.lot], region.lots.last_month[some.lot]
        first, last = region.horizon.clip(*moved_lots)
        return replace(some, first=first, last=last)

    return replace(problem, region=region, haves=ends(problem.haves), needs=ends(problem.needs))
