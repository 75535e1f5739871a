# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the projects of a list in columns, as they were read and before anything is estimated."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from kotipesa.arrays import Flags, Indices, Numbers, Texts, Tuples
from kotipesa.errors import Problem
from kotipesa.sources.programme.profile import Profile

NO_GROUP = -1
NO_DISTRICT = -1
_DISTRICT = re.compile(r"\d{1,9}")


class Period(NamedTuple):
    """A part of a project's work: first and last month number, and its share of the whole work."""

    first: int
    last: int
    share: float


def district_number(text: str) -> int | None:
    """Read the number of a district; None for what is no whole number, or beyond nine digits."""
    return int(text) if _DISTRICT.fullmatch(text) else None


@dataclass(frozen=True, eq=False, slots=True)
class ProjectRows:
    """Projects in columns, one row a row of a list.

    file, line: where the row stands; place_in_list: its number in the original list.
    number: the owner's project number, '' for none; district: its number, NO_DISTRICT unknown;
    majors: names of major districts, () unknown; category: '' unknown.
    area_m2, floor_area_m2, length_m, unit_cost_eur_m2, budget_keur: nan where not told.
    periods: Period tuples, () where the list has no time; year_only: it tells years, no months.
    structure_type: see lots/estimate; letters: what is done, as told; digs: whether that moves
    masses; phase: a code of the vocabulary.
    is_heading: its money and area are those of the rows below it; part_of: the row (of this table)
    that holds its money, NO_GROUP for none.
    mark, keywords: what else the list tells.
    """

    file: Texts
    line: Indices
    section: Texts
    place_in_list: Indices
    number: Texts
    name: Texts
    district: Indices
    majors: Tuples
    category: Texts
    area_m2: Numbers
    floor_area_m2: Numbers
    length_m: Numbers
    unit_cost_eur_m2: Numbers
    budget_keur: Numbers
    periods: Tuples
    year_only: Flags
    structure_type: Texts
    letters: Texts
    digs: Flags
    phase: Texts
    is_heading: Flags
    part_of: Indices
    mark: Texts
    keywords: Texts

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.name)


@dataclass(frozen=True, eq=False, slots=True)
class Programme:
    """One list of coming projects: its profile, its projects, and what was odd in reading it."""

    profile: Profile
    projects: ProjectRows
    notes: tuple[Problem, ...]
