# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List everything that may leave a place: lots as they lie, what stores hold, products, sources."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import numpy as np

from kotipesa.region.tables import PROCESS, SOURCE, STORE
from kotipesa.testing.law import Grades, Law, Places
from kotipesa.testing.law.acceptance import BEST
from kotipesa.vocab import UNKNOWN_FITNESS

Grade: TypeAlias = tuple[int, int, int, int]


class Offer(NamedTuple):
    """One grade at one place, in the months it may leave; part: of a process, else ''."""

    kind: str
    row: int
    part: str
    grade: Grade
    months: frozenset[int]
    site: int
    origin: str
    only_to_outlets: bool = False


def offers(law: Law) -> Iterator[Offer]:
    """Give every offer of a region but those of its sources."""
    yield from _lots(law)
    for row in np.flatnonzero(law.in_use):
        role = law.region.facilities.role[row]
        if role == STORE:
            yield from _held(law, int(row))
        elif role == PROCESS:
            yield from _made(law, int(row))


def sources(law: Law) -> list[int]:
    """Give the sources in use."""
    return np.flatnonzero(law.in_use & (law.region.facilities.role == SOURCE)).tolist()


def columns(grade: Grade) -> Grades:
    """Write one grade as columns of one row."""
    return Grades(*(np.array([place]) for place in grade))


def open_months(law: Law, facility: int) -> frozenset[int]:
    """Give the months in which a facility is open."""
    return frozenset(np.flatnonzero(law.calendar.is_open[facility]).tolist())


def all_grades(law: Law) -> list[Grade]:
    """Give every grade that a lot has or a process makes, whether it can get anywhere or not."""
    grades = {_grade(law, row) for row in _haves(law)}
    kinds = {(contamination, sulphide) for _, _, contamination, sulphide in grades}
    made = law.region.facilities
    for product in set(made.to_material[made.to_material >= 0].tolist()):
        grades |= {(product, BEST, *kind) for kind in kinds}
    for residue in set(made.residue_material[made.residue_material >= 0].tolist()):
        grades |= {(residue, UNKNOWN_FITNESS, *kind) for kind in kinds}
    return sorted(grades)


def _haves(law: Law) -> Places:
    return np.flatnonzero(law.calendar.is_planned & ~law.region.lots.is_need)


def _grade(law: Law, row: int) -> Grade:
    lots = law.region.lots
    places = (lots.material, lots.fitness, lots.contamination, lots.sulphide)
    material, fitness, contamination, sulphide = (int(column[row]) for column in places)
    return material, fitness, contamination, sulphide


def _lots(law: Law) -> Iterator[Offer]:
    lots, calendar = law.region.lots, law.calendar
    for row in _haves(law).tolist():
        months = frozenset(range(int(calendar.first[row]), int(calendar.last[row]) + 1))
        place = int(lots.site[row]), str(lots.municipality[row])
        yield Offer("lot", row, "", _grade(law, row), months, *place, bool(lots.invasive[row]))


def _held(law: Law, store: int) -> Iterator[Offer]:
    site = int(law.region.facilities.site[store])
    months = frozenset(range(law.calendar.months))
    for grade in _taken(law, store):
        yield Offer("store", store, "", grade, months, site, _municipality(law, site))


def _made(law: Law, process: int) -> Iterator[Offer]:
    table = law.region.facilities
    site = int(table.site[process])
    place = open_months(law, process), site, _municipality(law, site)
    product, residue = int(table.to_material[process]), int(table.residue_material[process])
    for kind in sorted({(c, s) for _, _, c, s in _taken(law, process)}):
        yield Offer("process", process, "product", (product, BEST, *kind), *place)
        if residue >= 0:
            yield Offer("process", process, "residue", (residue, UNKNOWN_FITNESS, *kind), *place)


def _taken(law: Law, facility: int) -> list[Grade]:
    """Give the grades a facility takes."""
    here = np.array([facility])
    return [g for g in all_grades(law) if law.acceptance.facility_takes(here, columns(g))[0]]


def _municipality(law: Law, site: int) -> str:
    return str(law.region.sites.municipality[site])
