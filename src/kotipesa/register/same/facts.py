# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather what sources tell of each project, in the shape in which projects are compared."""

import re
from dataclasses import dataclass, fields
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kotipesa.arrays import Indices, Numbers, Texts, Tuples, take, tuples
from kotipesa.region import Region
from kotipesa.register.same.names import Names, take_apart

UNTOLD = -1
POINT_REACH_M = 300.0
AREA_REACH_M = 2_000.0
"""How far two sources may place one project apart: work sites, and areas told by one point.

Kotipesä's judgement, unverified: a few hundred metres is a long work site, two kilometres a large
district of Helsinki.
"""

LONG_NUMBER = 4
_AREA_TYPES = ("suunnittelualue", "kaavoitusalue")
_LONG = re.compile(rf"[1-9]\d{{{LONG_NUMBER - 1},}}")

SystemIds: TypeAlias = Tuples
"""For each project the ids other systems have for it, pairs of system and id."""


class LongNumber(NamedTuple):
    """A number of LONG_NUMBER digits or more, in the project's own id, or in others or its name."""

    number: str
    in_own_id: bool


@dataclass(frozen=True, eq=False, slots=True)
class ProjectFacts:
    """Projects in columns, as far as their sources tell.

    ids_elsewhere: see SystemIds; long_numbers: see LongNumber. municipality, owner: '' untold.
    x_m, y_m: the middle of their sites in EPSG:3067, nan untold; reach_m: how far from there the
    project may lie. first, last: month numbers, UNTOLD.
    tonnes: a row a project, a column a direction and material.
    """

    id: Texts
    name: Names
    ids_elsewhere: SystemIds
    long_numbers: Tuples
    municipality: Texts
    owner: Texts
    x_m: Numbers
    y_m: Numbers
    reach_m: Numbers
    first: Indices
    last: Indices
    tonnes: csr_array

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.id)

    def only(self, rows: NDArray[np.int64]) -> "ProjectFacts":
        """Keep some projects."""
        columns = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}
        kept = {name: column[rows] for name, column in columns.items()}
        return ProjectFacts(name=take(self.name, rows), **kept)


def region_facts(region: Region, ids_elsewhere: SystemIds | None = None) -> ProjectFacts:
    """Gather the projects of a region: their own rows, and what their lots add."""
    projects, lots = region.projects, region.lots
    size = len(projects)
    lot = np.flatnonzero(lots.project >= 0)
    project = lots.project[lot].astype(np.int64)
    x_m, y_m, reach_m = _places(region, lot, project)
    first = np.full(size, np.iinfo(np.int32).max, dtype=np.int32)
    last = np.full(size, UNTOLD, dtype=np.int32)
    np.minimum.at(first, project, lots.first_month[lot])
    np.maximum.at(last, project, lots.last_month[lot])
    first[last == UNTOLD] = UNTOLD
    kind = lots.material[lot].astype(np.int64) * 2 + lots.is_need[lot]
    columns = 2 * len(region.materials.code)
    name = take_apart(projects.name)
    elsewhere = tuples([()] * size) if ids_elsewhere is None else ids_elsewhere
    known_t = np.nan_to_num(lots.amount_t[lot])
    return ProjectFacts(
        id=projects.id,
        name=name,
        ids_elsewhere=elsewhere,
        long_numbers=long_numbers(projects.id, name, elsewhere),
        municipality=_told(projects.municipality, lots.municipality[lot], project),
        owner=_told(projects.owner, np.where(lots.owner == "-", "", lots.owner)[lot], project),
        x_m=x_m,
        y_m=y_m,
        reach_m=reach_m,
        first=first,
        last=last,
        tonnes=csr_array((known_t, (project, kind)), shape=(size, columns)),
    )


def long_numbers(ids: Texts, name: Names, ids_elsewhere: SystemIds) -> Tuples:
    """Find the numbers of each project that are long enough to tell it apart."""
    found = []
    for own, others, numbers in zip(ids, ids_elsewhere, name.numbers, strict=True):
        told = " ".join([*(other for _, other in others), *numbers])
        tagged = {LongNumber(n, in_own_id=False) for n in _LONG.findall(told)}
        tagged |= {LongNumber(n, in_own_id=True) for n in _LONG.findall(own)}
        found.append(tuple(sorted(tagged)))
    return tuples(found)


def shared_numbers(one: tuple[LongNumber, ...], other: tuple[LongNumber, ...]) -> tuple[str, ...]:
    """Give the numbers two projects share; that both lists count alike is no evidence."""
    pairs = ((a, b) for a in one for b in other if a.number == b.number)
    return tuple(sorted({a.number for a, b in pairs if not (a.in_own_id and b.in_own_id)}))


def _places(
    region: Region, lot: NDArray[np.int64], project: NDArray[np.int64]
) -> tuple[Numbers, Numbers, Numbers]:
    """Give the middle of each project's sites, and how far around it the project may lie."""
    sites, size = region.sites, len(region.projects)
    pairs = np.unique(np.column_stack([project, region.lots.site[lot]]), axis=0)
    known = ~np.isnan(sites.x_m[pairs[:, 1]])
    at, site = pairs[known].T
    count = np.bincount(at, minlength=size)
    with np.errstate(invalid="ignore"):
        x_m = np.bincount(at, sites.x_m[site], size) / count
        y_m = np.bincount(at, sites.y_m[site], size) / count
    own_m = np.where(np.isin(sites.type[site], _AREA_TYPES), AREA_REACH_M, POINT_REACH_M)
    reach_m = np.zeros(size)
    away_m = np.hypot(sites.x_m[site] - x_m[at], sites.y_m[site] - y_m[at])
    np.maximum.at(reach_m, at, away_m + own_m)
    return x_m, y_m, reach_m


def _told(own: Texts, of_lots: Texts, project: NDArray[np.int64]) -> Texts:
    """Give what a project's row tells, else what its first lot tells."""
    found = own.copy()
    for row in np.flatnonzero(of_lots != "")[::-1]:
        if not own[project[row]]:
            found[project[row]] = of_lots[row]
    return found
