# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write out every arc of a region, one by one."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.region.tables import OUTLET, PROCESS, ROLES, SOURCE, STORE
from kotipesa.testing.law import Law, Legs
from kotipesa.testing.law.acceptance import BEST, CLEAN, NO_SULPHIDE
from kotipesa.testing.referee.offers import Grade, Offer, columns, offers, open_months, sources

_TAKERS = {
    "lot": (STORE, PROCESS, OUTLET),
    "store": (PROCESS, OUTLET),
    "process": (STORE, OUTLET),
}


Agreement: TypeAlias = tuple[str, int, str, int, int]
"""A locked move: from kind and row, to kind and row, month from the start."""


class Arc(NamedTuple):
    """One possible move; km, eur_per_t, kgco2e_per_t are of the haul alone."""

    from_kind: str
    from_row: int
    to_kind: str
    to_row: int
    part: str
    grade: Grade
    month: int
    km: float
    eur_per_t: float
    kgco2e_per_t: float

    @property
    def agreement(self) -> Agreement:
        """Name the arc as a locked move does."""
        return self.from_kind, self.from_row, self.to_kind, self.to_row, self.month


class Ways:
    """The ways between all sites of a region."""

    def __init__(self, law: Law) -> None:
        count = len(law.region.sites)
        start, end = np.divmod(np.arange(count * count), count)
        legs: Legs = law.roads.between(start, end)
        self._count, self._legs = count, legs

    def find(self, from_site: int, to_site: int) -> tuple[float, float, float] | None:
        """Give km, euros and kilogrammes a tonne; None when there is no way."""
        pair, legs = from_site * self._count + to_site, self._legs
        if not legs.is_allowed[pair]:
            return None
        return float(legs.km[pair]), float(legs.eur_per_t[pair]), float(legs.kgco2e_per_t[pair])


def arcs(law: Law, agreed: frozenset[Agreement]) -> Iterator[Arc]:
    """Give every arc; ``agreed`` names locked moves, which may come later than the first month."""
    ways = Ways(law)
    for offer in offers(law):
        yield from _to_needs(law, offer, ways, agreed)
        yield from _to_facilities(law, offer, ways)
    for source in sources(law):
        yield from _from_source(law, source, ways)


def _to_needs(law: Law, offer: Offer, ways: Ways, agreed: frozenset[Agreement]) -> Iterator[Arc]:
    takes = law.acceptance.need_takes(np.arange(len(law.region.lots)), columns(offer.grade))
    for need in _needs(law, takes):
        way = ways.find(offer.site, int(law.region.lots.site[need]))
        if way is None or offer.only_to_outlets:
            continue
        months = sorted(offer.months & _window(law, need))
        if offer.kind == "lot":
            months = [
                month
                for month in months
                if month == months[0] or ("lot", offer.row, "lot", need, month) in agreed
            ]
        for month in months:
            yield Arc(offer.kind, offer.row, "lot", need, offer.part, offer.grade, month, *way)


def _to_facilities(law: Law, offer: Offer, ways: Ways) -> Iterator[Arc]:
    table = law.region.facilities
    every = np.arange(len(table))
    takes = law.acceptance.facility_takes(every, columns(offer.grade))
    takes &= law.acceptance.takes_from(every, np.array([offer.origin], dtype=object))
    for row in np.flatnonzero(takes & law.in_use).tolist():
        role = int(table.role[row])
        way = ways.find(offer.site, int(table.site[row]))
        if way is None or role not in _TAKERS[offer.kind]:
            continue
        if offer.only_to_outlets and role != OUTLET:
            continue
        for month in sorted(offer.months & open_months(law, row)):
            yield Arc(offer.kind, offer.row, ROLES[role], row, offer.part, offer.grade, month, *way)


def _from_source(law: Law, source: int, ways: Ways) -> Iterator[Arc]:
    table, acceptance = law.region.facilities, law.acceptance
    every = np.arange(len(law.region.lots))
    for need in _needs(law, acceptance.source_serves(np.array(source), every)):
        way = ways.find(int(table.site[source]), int(law.region.lots.site[need]))
        if way is None:
            continue
        shared = acceptance.by_facility[source] & acceptance.by_need[need]
        grade = (int(np.flatnonzero(shared)[0]), BEST, CLEAN, NO_SULPHIDE)
        for month in sorted(_window(law, need) & open_months(law, source)):
            yield Arc(ROLES[SOURCE], source, "lot", need, "", grade, month, *way)


def _needs(law: Law, takes: Flags) -> list[int]:
    return np.flatnonzero(takes & law.calendar.is_planned & law.region.lots.is_need).tolist()


def _window(law: Law, lot: int) -> frozenset[int]:
    return frozenset(range(int(law.calendar.first[lot]), int(law.calendar.last[lot]) + 1))
