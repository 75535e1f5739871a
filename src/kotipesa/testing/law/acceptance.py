# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell who takes which grade of what."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Masks, Texts
from kotipesa.region import Region
from kotipesa.testing.law.places import Places
from kotipesa.vocab import NO_FITNESS

CLEAN, NO_SULPHIDE, BEST = 0, 0, 0


@dataclass(frozen=True, eq=False, slots=True)
class Grades:
    """Grades in columns: places in the region's materials and in the lists of the vocabulary."""

    material: Places
    fitness: Places
    contamination: Places
    sulphide: Places

    def __getitem__(self, rows: Places | Flags) -> "Grades":
        """Pick some."""
        return Grades(
            self.material[rows],
            self.fitness[rows],
            self.contamination[rows],
            self.sulphide[rows],
        )


@dataclass(frozen=True, eq=False, slots=True)
class Acceptance:
    """Who takes what; by_need: lots × materials; by_facility: facilities × materials.

    municipality: the names in order; from_origin: facilities × municipalities.
    """

    region: Region
    by_need: Flags
    by_facility: Flags
    municipality: Texts
    from_origin: Flags

    @classmethod
    def of(cls, region: Region) -> "Acceptance":
        """Read who takes what in a region."""
        names = np.unique(np.append(region.lots.municipality, region.sites.municipality))
        lists = region.facilities.accepts_origin
        from_origin = [np.isin(names, of) if of else np.ones(len(names), bool) for of in lists]
        return cls(
            region,
            _materials_of_needs(region),
            _materials_of_facilities(region),
            names,
            np.reshape(from_origin, (len(lists), len(names))).astype(bool),
        )

    def lot_grades(self) -> Grades:
        """Give the grade of every lot as it lies."""
        lots = self.region.lots
        return Grades(lots.material, lots.fitness, lots.contamination, lots.sulphide)

    def need_takes(self, need: Places, grade: Grades) -> Flags:
        """Tell whether needs take grades; both may be columns of any shapes that broadcast."""
        lots = self.region.lots
        worst = lots.min_fitness[need]
        return np.asarray(
            self.by_need[need, grade.material]
            & ((worst == NO_FITNESS) | (grade.fitness <= worst))
            & _in_set(lots.accepts_contamination[need], grade.contamination)
            & (lots.accepts_sulphide[need] | (grade.sulphide == NO_SULPHIDE))
        )

    def facility_takes(self, facility: Places, grade: Grades) -> Flags:
        """Tell whether facilities take grades, wherever these come from."""
        table = self.region.facilities
        return np.asarray(
            self.by_facility[facility, grade.material]
            & _in_set(table.accepts_contamination[facility], grade.contamination)
            & (table.accepts_sulphide[facility] | (grade.sulphide == NO_SULPHIDE))
        )

    def takes_from(self, facility: Places, origin: Texts) -> Flags:
        """Tell whether facilities take anything from municipalities of origin."""
        return np.asarray(self.from_origin[facility, np.searchsorted(self.municipality, origin)])

    def source_serves(self, source: Places, need: Places) -> Flags:
        """Tell whether sources have something clean that needs take."""
        clean = _in_set(self.region.lots.accepts_contamination[need], np.asarray(CLEAN))
        return np.asarray(clean & (self.by_facility[source] & self.by_need[need]).any(axis=-1))


def _in_set(mask: Masks, place: Places) -> Flags:
    return np.asarray((mask.astype(np.int64) >> place) & 1 == 1)


def _materials_of_needs(region: Region) -> Flags:
    """Read ``accepts``, else a need's own material and all that replaces it."""
    codes = region.materials.code
    stands_for = np.eye(len(codes), dtype=bool)
    for row, replaced in enumerate(region.materials.replaces):
        stands_for[:, row] |= np.isin(codes, list(replaced))
    takes = stands_for[region.lots.material]
    for row, given in enumerate(region.lots.accepts):
        if given:
            takes[row] = False
            takes[row, list(given)] = True
    return takes & region.lots.is_need[:, None]


def _materials_of_facilities(region: Region) -> Flags:
    takes = np.ones((len(region.facilities), len(region.materials.code)), dtype=bool)
    for row, given in enumerate(region.facilities.materials):
        if given:
            takes[row] = False
            takes[row, list(given)] = True
    return takes
