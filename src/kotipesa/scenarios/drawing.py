# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw scenarios: who is late, how much there is, what happens, what it costs, who closes.

What is agreed stays: a project with an agreed move happens and keeps its months, its lots have at
least what was agreed, and the facilities of such moves stay open.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.periods import ALWAYS_TO
from kotipesa.region import Region
from kotipesa.region.scope import alternative_sets, chosen_projects
from kotipesa.scenarios.luck import Marks, luck, marks
from kotipesa.scenarios.variation import KINDS, Variation

_DATES, _AMOUNTS, _ALTERNATIVES, _PRICES, _CLOSURES = KINDS
_MOST_SPREAD = 0.95
_NEVER = ALWAYS_TO + 1
_EVERYBODY = np.zeros(1, dtype=np.uint64)


@dataclass(frozen=True, eq=False, slots=True)
class Draw:
    """What one scenario changes.

    late_months, amount_t, happens: of each lot; alternatives: the project that stands for each set;
    haul, gate: factors of prices; closes: the month from which each facility takes nothing more.
    """

    late_months: Indices
    amount_t: Numbers
    happens: Flags
    alternatives: tuple[str, ...]
    haul: float
    gate: float
    closes: Indices


class Dice:
    """What is drawn of, prepared once for all scenarios of a region."""

    def __init__(
        self, region: Region, variation: Variation, vary: Collection[str], seed: int
    ) -> None:
        """Prepare; vary: some of KINDS."""
        self._region, self._variation = region, variation
        self._vary, self._seed = frozenset(vary), seed
        lots, projects = region.lots, region.projects
        own = len(projects) + np.arange(len(lots))
        self._party = np.where(lots.project >= 0, lots.project, own)
        self._party_marks = np.append(marks(projects.id, "project"), marks(lots.id, "lot"))
        self._lot_marks = marks(lots.id, "amount")
        self._facility_marks = marks(region.facilities.id, "facility")
        self._agreed_t, self._is_agreed_place = _agreed(region)
        self._is_agreed = np.zeros(len(self._party_marks), dtype=bool)
        self._is_agreed[self._party[self._agreed_t > 0]] = True
        self._low_t, self._high_t = self._bounds()
        self._late_scale, self._months = self._lateness()
        self._sets = alternative_sets(projects)

    def draw(self, number: int) -> Draw:
        """Draw the scenario of a number."""
        happens, chosen = self._happening(number)
        return Draw(
            late_months=self._late(number),
            amount_t=self._amounts(number),
            happens=happens,
            alternatives=chosen,
            haul=self._factor("haul_spread", number, 0),
            gate=self._factor("gate_spread", number, 1),
            closes=self._closing(number),
        )

    def _luck(self, of: Marks, kind: str, number: int, which: int = 0) -> Numbers:
        return luck(of, self._seed, KINDS.index(kind), which, number)

    def _late(self, number: int) -> Indices:
        """Let some projects be late, by a part of how long they take, all their lots together."""
        if _DATES not in self._vary:
            return np.zeros(len(self._party), dtype=np.int32)
        figures = self._variation
        share = figures["late_median"] * np.exp(
            figures["late_sigma"] * ndtri(self._luck(self._party_marks, _DATES, number, 1))
        )
        is_late = self._luck(self._party_marks, _DATES, number) < figures["late_share"]
        months = np.rint(self._months * share * self._late_scale)
        months = np.where(is_late & ~self._is_agreed, months, 0.0)
        months = np.minimum(months, figures["late_most_months"])
        return np.asarray(months[self._party].astype(np.int32))

    def _amounts(self, number: int) -> Numbers:
        """Draw between low and high, most likely near the amount; projects err partly as one."""
        amount_t = self._region.lots.amount_t
        if _AMOUNTS not in self._vary:
            return amount_t
        common = self._variation["amount_common"]
        of_party = ndtri(self._luck(self._party_marks, _AMOUNTS, number))[self._party]
        of_lot = ndtri(self._luck(self._lot_marks, _AMOUNTS, number))
        place = ndtr(np.sqrt(common) * of_party + np.sqrt(1 - common) * of_lot)
        drawn_t = _triangular(place, self._low_t, amount_t, self._high_t)
        return np.asarray(np.maximum(drawn_t, self._agreed_t))

    def _happening(self, number: int) -> tuple[Flags, tuple[str, ...]]:
        """Choose in each set of alternatives by their probabilities; perhaps none happens."""
        region = self._region
        projects, settings = region.projects, region.settings
        if _ALTERNATIVES not in self._vary or not len(projects):
            return np.ones(len(self._party), dtype=bool), settings.alternatives
        usual = chosen_projects(projects, settings.alternatives)
        counts = projects.same_as < 0
        chance = np.where(counts, projects.probability, 0.0)
        first = _first_of_each(self._sets, projects.id)
        at = self._luck(self._party_marks[: len(projects)], _ALTERNATIVES, number)[first]
        total = np.bincount(self._sets, weights=chance)[self._sets]
        end, begin = _stretches(self._sets, chance / np.maximum(total, 1.0), projects.id)
        chosen = counts & (begin <= at) & (at < end)
        fixed = np.bincount(self._sets, weights=self._is_agreed[: len(projects)])[self._sets] > 0
        chosen = np.where(fixed, usual, chosen)
        there = np.append(chosen, True)[np.where(region.lots.project >= 0, region.lots.project, -1)]
        return there, tuple(sorted(projects.id[chosen]))

    def _factor(self, name: str, number: int, which: int) -> float:
        """Draw a factor near one; those far from it are less likely."""
        if _PRICES not in self._vary:
            return 1.0
        spread = self._variation[name]
        (place,) = self._luck(_EVERYBODY, _PRICES, number, which)
        bounds = (np.array([value]) for value in (1 - spread, 1.0, 1 + spread))
        return float(_triangular(np.array([place]), *bounds)[0])

    def _closing(self, number: int) -> Indices:
        """Close facilities for good, each month as likely as the one before."""
        share = self._variation["closing_share"]
        count = len(self._facility_marks)
        if _CLOSURES not in self._vary or share == 0:
            return np.full(count, _NEVER, dtype=np.int32)
        place = self._luck(self._facility_marks, _CLOSURES, number)
        years = np.log(place) / np.log1p(-min(share, _MOST_SPREAD))
        month = self._region.settings.start + np.floor(12 * years)
        month[self._is_agreed_place] = _NEVER
        return np.asarray(np.minimum(month, _NEVER).astype(np.int32))

    def _bounds(self) -> tuple[Numbers, Numbers]:
        """Take low and high of the lots, and where they tell none those of their reliability."""
        lots, figures = self._region.lots, self._variation
        spread = figures.of_each("amount_spread", lots.reliability)
        spread = spread * figures.of_each("amount_scale", self._phases())
        spread = np.minimum(spread, _MOST_SPREAD)
        amount_t = lots.amount_t
        low = np.where(np.isnan(lots.amount_low_t), amount_t * (1 - spread), lots.amount_low_t)
        high = np.where(np.isnan(lots.amount_high_t), amount_t * (1 + spread), lots.amount_high_t)
        return np.minimum(low, amount_t), np.maximum(high, amount_t)

    def _lateness(self) -> tuple[Numbers, Numbers]:
        """Tell of each project, or lot without one, how much it tends to be late and its months."""
        lots, figures = self._region.lots, self._variation
        scale = figures.of_each("late_scale", self._phases())
        scale = scale * figures.of_each("late_scale", lots.reliability)
        most = np.zeros(len(self._party_marks))
        np.maximum.at(most, self._party, scale)
        first = np.full(len(most), _NEVER)
        last = np.zeros(len(most), dtype=np.int64)
        np.minimum.at(first, self._party, lots.first_month)
        np.maximum.at(last, self._party, lots.last_month)
        return most, np.maximum(last - first + 1, 0).astype(np.float64)

    def _phases(self) -> Texts:
        """Tell the phase of each lot: its own, else its project's."""
        lots = self._region.lots
        of_project = np.append(self._region.projects.phase, "")[lots.project]
        return np.where(lots.phase == "", of_project, lots.phase)


def _agreed(region: Region) -> tuple[Numbers, Flags]:
    """Add up the agreed tonnes of each lot, and tell which facilities have a part in any."""
    locks, lots, facilities = region.locks, region.lots, region.facilities
    row = {name: place for place, name in enumerate(lots.id.tolist())}
    agreed_t = np.zeros(len(lots))
    for kinds, names in ((locks.from_kind, locks.from_id), (locks.to_kind, locks.to_id)):
        is_lot = kinds == "lot"
        places = [row[name] for name in names[is_lot]]
        np.add.at(agreed_t, np.array(places, dtype=np.int64), locks.tonnes[is_lot])
    ends = np.concatenate([locks.from_id, locks.to_id])
    kinds = np.concatenate([locks.from_kind, locks.to_kind])
    return agreed_t, np.isin(facilities.id, ends[kinds != "lot"])


def _first_of_each(sets: Indices, ids: Texts) -> Indices:
    """Give every member the row of the first member of its set by id."""
    order = np.lexsort((np.argsort(np.argsort(ids)), sets))
    _, start = np.unique(sets[order], return_index=True)
    return np.asarray(order[start][sets])


def _stretches(sets: Indices, chance: Numbers, ids: Texts) -> tuple[Numbers, Numbers]:
    """Lay the chances of each set behind each other, by id: where each ends and begins."""
    order = np.lexsort((np.argsort(np.argsort(ids)), sets))
    running = np.cumsum(chance[order])
    _, start = np.unique(sets[order], return_index=True)
    before = (running - chance[order])[start][sets[order]]
    end = np.empty(len(sets))
    end[order] = running - before
    return end, end - chance


def _triangular(place: Numbers, low: Numbers, mode: Numbers, high: Numbers) -> Numbers:
    """Invert the triangular distribution: low at 0, high at 1."""
    width = high - low
    left = np.divide(mode - low, width, out=np.zeros_like(width), where=width > 0)
    rising = low + np.sqrt(place * width * (mode - low))
    falling = high - np.sqrt((1 - place) * width * (high - mode))
    return np.where(width > 0, np.where(place < left, rising, falling), mode)
