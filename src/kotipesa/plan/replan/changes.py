# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what changes in a region, and make the changed problem without measuring anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kotipesa.arrays import TableT, Texts, stack, take
from kotipesa.lots import Lots
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.haulage import Haulage
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.replan.refusing import refuse_unclear, refuse_unknown
from kotipesa.region import Region
from kotipesa.region.scope import PLANNED, scope
from kotipesa.region.tables import Facilities, Locks

_MEASURED_BY = ("distance_rule", "detour", "max_km")


@dataclass(frozen=True, eq=False, slots=True)
class Changes:
    """What changes in a region since it was planned.

    amounts_t: new tonnes of lots by id; lots, facilities: rows that are new, or stand for those of
    the same id (their sites, projects and materials are rows of the region's); without_lots,
    without_facilities: ids that go; locks: all agreements from now on, None for those there are;
    settings: prices and others by name.
    """

    amounts_t: Mapping[str, float] = field(default_factory=dict)
    lots: Lots | None = None
    without_lots: Sequence[str] = ()
    facilities: Facilities | None = None
    without_facilities: Sequence[str] = ()
    locks: Locks | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def only_amounts(self) -> bool:
        """Tell whether nothing changes but tonnes of lots."""
        rows = (self.lots, self.facilities, self.locks)
        ids = (self.without_lots, self.without_facilities, self.settings)
        return all(table is None for table in rows) and not any(ids)

    def made_in(self, region: Region) -> Region:
        """Edit a copy of a region.

        Raises UsageError for an id or a setting that is not there, and for what is no number or
        below zero.
        """
        refuse_unknown(region.lots.id, [*self.amounts_t, *self.without_lots])
        refuse_unknown(region.facilities.id, self.without_facilities)
        refuse_unclear(self.amounts_t, self.settings)
        lots = _edited(region.lots, self.lots, self.without_lots)
        facilities = _edited(region.facilities, self.facilities, self.without_facilities)
        if self.amounts_t:
            lots = _with_amounts(lots, self.amounts_t)
        locks = region.locks if self.locks is None else self.locks
        return region.replace(
            lots=lots, facilities=facilities, locks=locks, sha256="", **self.settings
        )


def _edited(table: TableT, rows: TableT | None, without: Sequence[str]) -> TableT:
    """Take rows out of a table, and put others in their places or at the end."""
    if rows is None and not without:
        return table
    ids: Texts = table.id  # type: ignore[attr-defined]
    out = set(without) | set(() if rows is None else rows.id.tolist())  # type: ignore[attr-defined]
    kept = take(table, np.array([name not in out for name in ids.tolist()], dtype=bool))
    return kept if rows is None else stack([kept, rows])


def _with_amounts(lots: Lots, amounts_t: Mapping[str, float]) -> Lots:
    """Give lots other tonnes; what they were written as grows or shrinks alike."""
    place = {name: row for row, name in enumerate(lots.id.tolist())}
    rows = np.array([place[name] for name in amounts_t], dtype=np.int64)
    tonnes, amount = lots.amount_t.copy(), lots.amount.copy()
    told = np.array(list(amounts_t.values()), dtype=np.float64)
    amount[rows] *= np.divide(told, tonnes[rows], out=np.ones(len(rows)), where=tonnes[rows] > 0)
    tonnes[rows] = told
    return replace(lots, amount=amount, amount_t=tonnes)


def changed_problem(before: Problem, changes: Changes, open_ids: Sequence[str]) -> Problem:
    """Build the problem of a changed region on the kilometres measured before, where they hold."""
    region = changes.made_in(before.region)
    if changes.only_amounts:
        haves, needs = (
            replace(ends, tonnes=region.lots.amount_t[ends.lot])
            for ends in (before.haves, before.needs)
        )
        return replace(before, region=region, haves=haves, needs=needs)
    return build_problem(region, open_ids, _repriced(before, region, open_ids))


def _repriced(before: Problem, region: Region, open_ids: Sequence[str]) -> Haulage | None:
    """Give the hauls between the sites there were their present prices; None: measure anew."""
    haul, old, settings = before.haul, before.region.settings, region.settings
    if any(getattr(old, name) != getattr(settings, name) for name in _MEASURED_BY):
        return None
    planned = region.lots.site[scope(region) == PLANNED]
    plants = region.facilities
    built = plants.site[np.isnan(plants.fixed_eur) | np.isin(plants.id, list(open_ids))]
    if not np.isin(np.concatenate([planned, built]), haul.site).all():
        return None
    return replace(
        haul,
        loading_eur_per_t=settings.haul_eur_per_t,
        driving_eur_per_tkm=settings.haul_eur_per_tkm,
        kgco2e_per_tkm=settings.haul_kgco2e_per_tkm,
        carbon_eur_per_kg=settings.carbon_eur_per_t / 1000,
    )
