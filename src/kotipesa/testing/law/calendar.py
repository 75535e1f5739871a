# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which lots are planned, in which months, and when facilities are open."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.region import Region
from kotipesa.region.tables import Projects
from kotipesa.testing.law.places import Places


@dataclass(frozen=True, eq=False, slots=True)
class Calendar:
    """Months counted from the start of the horizon.

    first, last: each lot's window in the horizon, first > last outside it; is_planned: the lot is
    the plan's business; outside_horizon, not_planned, alternative, same_as_another: why it is not
    (several may hold); is_open: facilities × months, the months of intake (of a source: of output).
    """

    months: int
    first: Places
    last: Places
    outside_horizon: Flags
    not_planned: Flags
    alternative: Flags
    same_as_another: Flags
    is_planned: Flags
    is_open: Flags

    @classmethod
    def of(cls, region: Region) -> "Calendar":
        """Read the calendar of a region."""
        lots, settings, facilities = region.lots, region.settings, region.facilities
        first = np.maximum(lots.first_month - settings.start, 0)
        last = np.minimum(lots.last_month - settings.start, settings.months - 1)
        outside = first > last
        not_planned = (lots.kind != "soil") | (lots.unit == "pcs")
        counted_elsewhere = np.append(region.projects.same_as >= 0, False)[lots.project]
        left_out = _left_out(region.projects, settings.alternatives)
        alternative = np.append(left_out, False)[lots.project]
        month = settings.start + np.arange(settings.months)
        is_open = (facilities.open_first[:, None] <= month) & (
            month <= facilities.open_last[:, None]
        )
        return cls(
            months=settings.months,
            first=first,
            last=last,
            outside_horizon=outside,
            not_planned=not_planned,
            alternative=alternative,
            same_as_another=counted_elsewhere,
            is_planned=~(outside | not_planned | alternative | counted_elsewhere),
            is_open=is_open,
        )

    def shared_month(self, have: Places, need: Places) -> Places:
        """Give the first month two lots share, -1 for none."""
        first = np.maximum(self.first[have], self.first[need])
        last = np.minimum(self.last[have], self.last[need])
        return np.where(first <= last, first, -1)

    def in_window(self, lot: Places, month: Places) -> Flags:
        """Tell whether a month lies in a lot's window."""
        return (self.first[lot] <= month) & (month <= self.last[lot])


def _left_out(projects: Projects, named: tuple[str, ...]) -> Flags:
    """Mark the projects that give way: of each family of alternatives one is planned.

    A project told twice is one member of its family, the one it is counted at.
    """
    family = list(range(len(projects)))
    for column in (projects.alternative_of, projects.same_as):
        for row, other in enumerate(column):
            if other >= 0:
                family = [family[other] if f == family[row] else f for f in family]
    wanted = {_last_of(projects, int(row)) for row in np.flatnonzero(np.isin(projects.id, named))}
    left_out = np.zeros(len(projects), dtype=bool)
    for members in (np.flatnonzero(np.equal(family, f)) for f in set(family)):
        left_out[members] = True
        counted = [m for m in members if projects.same_as[m] < 0]
        left_out[next((m for m in counted if m in wanted), counted[0])] = False
    return left_out


def _last_of(projects: Projects, row: int) -> int:
    """Follow what a project is the same as to the one that is counted."""
    while projects.same_as[row] >= 0:
        row = int(projects.same_as[row])
    return row
