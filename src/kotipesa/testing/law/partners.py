# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Test one lot against everybody it could deal with directly."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.region.tables import OUTLET, SOURCE
from kotipesa.testing.law.legs import Legs
from kotipesa.testing.law.places import Places
from kotipesa.testing.law.statute import Law


@dataclass(frozen=True, eq=False, slots=True)
class Partners:
    """Every lot, then every facility, as a partner of one lot: taken, in time, and by what way."""

    lots: int
    accepted: Flags
    timely: Flags
    legs: Legs

    @property
    def able(self) -> Flags:
        """Tell with whom nothing stands in the way."""
        return self.accepted & self.timely & self.legs.is_allowed


def partners(law: Law, lot: int) -> Partners:
    """Test a planned have against all that may take it, a need against haves and sources."""
    lots, table, calendar = law.region.lots, law.region.facilities, law.calendar
    here = np.full(len(lots) + len(table), lots.site[lot])
    there = np.append(lots.site, table.site)
    window = slice(calendar.first[lot], calendar.last[lot] + 1)
    others = np.arange(len(lots))
    timely = np.append(
        calendar.shared_month(np.full(len(lots), lot), others) >= 0,
        calendar.is_open[:, window].any(axis=1),
    )
    if lots.is_need[lot]:
        accepted, legs = _serve(law, lot, others), law.roads.between(there, here)
    else:
        accepted, legs = _take(law, lot, others), law.roads.between(here, there)
    return Partners(len(lots), accepted, timely, legs)


def saving_eur_per_t(law: Law, known: Partners) -> Numbers:
    """Give what a tonne saves with each partner instead of staying unmet; two lots save twice."""
    settings, table = law.region.settings, law.region.facilities
    none = np.zeros(known.lots)
    relieved = settings.unmet_eur_per_t * np.append(none + 2, np.ones(len(table)))
    kgco2e = known.legs.kgco2e_per_t + np.append(none, table.kgco2e_per_t)
    price = known.legs.eur_per_t + np.append(none, table.eur_per_t)
    return np.asarray(relieved - price - kgco2e / 1000 * settings.carbon_eur_per_t)


def _take(law: Law, have: int, others: Places) -> Flags:
    lots, table = law.region.lots, law.region.facilities
    grade = law.acceptance.lot_grades()[np.array([have])]
    origin = lots.municipality[[have]]
    invasive = bool(lots.invasive[have])
    needs = law.acceptance.need_takes(others, grade) & law.calendar.is_planned & (not invasive)
    every = np.arange(len(table))
    places = law.acceptance.facility_takes(every, grade) & law.acceptance.takes_from(every, origin)
    may_take = law.in_use & (table.role != SOURCE) & ((table.role == OUTLET) | (not invasive))
    return np.append(needs, places & may_take)


def _serve(law: Law, need: int, others: Places) -> Flags:
    lots, table = law.region.lots, law.region.facilities
    may_give = law.calendar.is_planned & ~lots.is_need & ~lots.invasive
    haves = law.acceptance.need_takes(np.full(len(others), need), law.acceptance.lot_grades())
    places = law.acceptance.source_serves(np.arange(len(table)), np.full(len(table), need))
    return np.append(haves & may_give, places & law.in_use & (table.role == SOURCE))
