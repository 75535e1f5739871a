# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Number the grades a region can move: material, fitness, contamination and sulphide together."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.region.tables import PROCESS, SOURCE, Facilities
from kotipesa.vocab import CONTAMINATION, SULPHIDE, UNKNOWN_FITNESS

BEST_FITNESS = 0  # stands for "passes any minimum": products and what a source supplies
CLEAN, SULPHIDE_FREE = 0, 0
PRODUCT, RESIDUE = 0, 1
QUALITIES = len(CONTAMINATION) * len(SULPHIDE)


@dataclass(frozen=True, eq=False, slots=True)
class Grades:
    """Grades in columns; quality numbers contamination and sulphide together (0 … QUALITIES−1)."""

    material: Indices
    fitness: Indices
    contamination: Indices
    sulphide: Indices

    def __len__(self) -> int:
        """Count the grades."""
        return len(self.material)

    @property
    def quality(self) -> Indices:
        """Number contamination and sulphide together: what a process does not change."""
        return self.contamination * len(SULPHIDE) + self.sulphide

    def row_of(self) -> dict[tuple[int, int, int, int], int]:
        """Map each grade's four numbers to its row."""
        rows = zip(
            self.material.tolist(),
            self.fitness.tolist(),
            self.contamination.tolist(),
            self.sulphide.tolist(),
            strict=True,
        )
        return {grade: row for row, grade in enumerate(rows)}


def all_grades(lot_grades: Indices, plants: Facilities, needed_materials: Indices) -> Grades:
    """Collect the grades of lots, of what sources supply and of what processes make of them.

    lot_grades: one row of four numbers per have lot; needed_materials: what sources without a list
    may be asked for.
    """
    found = {tuple(row) for row in np.unique(lot_grades, axis=0).tolist()}
    qualities = {(grade[2], grade[3]) for grade in found}
    for row in np.flatnonzero(plants.role == SOURCE):
        materials = plants.materials[row] or needed_materials.tolist()
        found |= {(int(m), BEST_FITNESS, CLEAN, SULPHIDE_FREE) for m in materials}
    for row in np.flatnonzero(plants.role == PROCESS):
        outputs = (
            (int(plants.to_material[row]), BEST_FITNESS),
            (int(plants.residue_material[row]), UNKNOWN_FITNESS),
        )
        found |= {(*made, *quality) for made in outputs if made[0] >= 0 for quality in qualities}
    columns = np.array(sorted(found), dtype=np.int32).reshape(len(found), 4)
    return Grades(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3])


def output_grades(grades: Grades, plants: Facilities) -> Indices:
    """Tell for each plant, part and quality which grade comes out, -1 for none.

    Shape plants × 2 (PRODUCT, RESIDUE) × QUALITIES; filled for processes only.
    """
    row_of = grades.row_of()
    out = np.full((len(plants), 2, QUALITIES), -1, dtype=np.int32)
    for plant in np.flatnonzero(plants.role == PROCESS):
        made = (
            (int(plants.to_material[plant]), BEST_FITNESS),
            (int(plants.residue_material[plant]), UNKNOWN_FITNESS),
        )
        for quality in range(QUALITIES):
            pollution = divmod(quality, len(SULPHIDE))
            for part in (PRODUCT, RESIDUE):
                out[plant, part, quality] = row_of.get((*made[part], *pollution), -1)
    return out


def part_shares(plants: Facilities) -> Numbers:
    """Tell how many tonnes of product and of residue one tonne of intake makes (plants × 2).

    A process without a residue material loses the rest: its residue share is 0.
    """
    shares = np.zeros((len(plants), 2))
    is_process = plants.role == PROCESS
    shares[is_process, PRODUCT] = plants.yield_share[is_process]
    with_residue = is_process & (plants.residue_material >= 0)
    shares[with_residue, RESIDUE] = 1 - plants.yield_share[with_residue]
    return shares
