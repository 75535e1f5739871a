# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one planning problem: who has and needs what, the plants between, and what hauling takes."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Small, take
from kotipesa.plan.problem.acceptance import Acceptance
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.grades import Grades
from kotipesa.plan.problem.haulage import Haulage
from kotipesa.region import Region
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE


@dataclass(frozen=True, eq=False, slots=True)
class Ends:
    """Have lots or need lots of a problem, sorted by id.

    lot: rows of the region's lots; site: rows of the haulage tables; first, last: months of the
    horizon; kind: the grade of a have, the acceptance group of a need; origin: number of the
    municipality; only_outlets: invasive lots go nowhere else.
    """

    lot: Indices
    site: Indices
    tonnes: Numbers
    first: Indices
    last: Indices
    kind: Indices
    origin: Indices
    only_outlets: Flags

    def __len__(self) -> int:
        """Count the lots."""
        return len(self.lot)


@dataclass(frozen=True, eq=False, slots=True)
class Plants:
    """Facilities of a problem, sorted by id.

    facility: rows of the region's facilities; month_cap_t: per month, total_cap_t: stock of a
    store, the horizon's sum of the others; price_eur_per_t: with carbon; opens, closes: months
    (opens > closes: never); part_share: product and residue per tonne of intake (plants × 2);
    output_grade: plants × 2 × QUALITIES.
    """

    facility: Indices
    role: Small
    site: Indices
    origin: Indices
    total_cap_t: Numbers
    month_cap_t: Numbers
    price_eur_per_t: Numbers
    opens: Indices
    closes: Indices
    is_recovery: Flags
    part_share: Numbers
    output_grade: Indices

    def __len__(self) -> int:
        """Count the plants."""
        return len(self.facility)

    def of_role(self, role: int) -> Indices:
        """List the plants of one role."""
        return np.flatnonzero(self.role == role).astype(np.int32)

    def open_months(self, months: int) -> Flags:
        """Tell for each plant and month whether it takes in (a source: gives out)."""
        month = np.arange(months)
        return (self.opens[:, None] <= month) & (month <= self.closes[:, None])


@dataclass(frozen=True, eq=False, slots=True)
class Problem:
    """Everything the mathematics needs, and nothing else.

    Nodes are numbered: haves, then needs, then plants. locked: the arcs of moves already agreed,
    lock_row: which lock each of them serves, lock_t: tonnes of each lock.
    """

    region: Region
    months: int
    haves: Ends
    needs: Ends
    plants: Plants
    grades: Grades
    accepts: Acceptance
    haul: Haulage
    unmet_eur_per_t: float
    stock_eur_per_t_month: float
    end_stock_eur_per_t: float
    min_recovery_share: float | None
    locked: Arcs
    lock_row: Indices
    lock_t: Numbers

    @property
    def node_site(self) -> Indices:
        """Say where each node is (rows of the haulage tables)."""
        return np.concatenate([self.haves.site, self.needs.site, self.plants.site])

    @property
    def lot_count(self) -> int:
        """Count haves and needs together: the number of the first plant's node."""
        return len(self.haves) + len(self.needs)

    @property
    def lot_tonnes(self) -> Numbers:
        """Tonnes of every lot, haves first."""
        return np.concatenate([self.haves.tonnes, self.needs.tonnes])

    @property
    def tails(self) -> Indices:
        """List the plants something leaves from: stores and processes."""
        return np.flatnonzero(np.isin(self.plants.role, (STORE, PROCESS))).astype(np.int32)

    @property
    def sources(self) -> Indices:
        """List the plants that supply needs."""
        return self.plants.of_role(SOURCE)

    @property
    def outlets(self) -> Indices:
        """List the plants where a haul ends for good."""
        return self.plants.of_role(OUTLET)

    def part_of(self, haves: Flags, needs: Flags, share: Numbers) -> "Problem":
        """Keep some lots and a share of each plant's capacities: what some of them would plan."""
        plants = replace(
            self.plants,
            total_cap_t=_shared(self.plants.total_cap_t, share),
            month_cap_t=_shared(self.plants.month_cap_t, share),
        )
        return replace(
            self,
            haves=take(self.haves, haves),
            needs=take(self.needs, needs),
            plants=plants,
            locked=self.locked.take(np.zeros(0, dtype=np.int64)),
            lock_row=self.lock_row[:0],
            lock_t=self.lock_t[:0],
        )


def _shared(caps: Numbers, share: Numbers) -> Numbers:
    """Take a share of capacities; what is unlimited stays so."""
    bounded = np.isfinite(caps)
    return np.where(bounded, np.where(bounded, caps, 0.0) * share, np.inf)
