# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold everything somebody has or needs in one columnar shape."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Masks, Numbers, Small, Texts, Tuples


@dataclass(frozen=True, eq=False, slots=True)
class Lots:
    """Lots in columns, one row a lot; ids are unique.

    is_need: True for a need, False for a have.
    material: row in the region's materials; material_group: told where it is not the material's
    own, '-' for none told, '' for its own; amount, unit: as it was written; amount_t,
    amount_low_t, amount_high_t: the same in tonnes (nan: unknown, or another planner's unit).
    site: row in the region's sites; project: row in its projects, -1 for none.
    first_month, last_month: month numbers, both included; realised_first, realised_last: the same,
    -1 unknown.
    owner: '-' for nobody; municipality: canonical code or name, '' unknown.
    fitness, min_fitness: place in vocab.FITNESS (0 is best); vocab.UNKNOWN_FITNESS for unknown,
    vocab.NO_FITNESS for 'no minimum'.
    contamination, sulphide: place in vocab.CONTAMINATION and vocab.SULPHIDE.
    accepts: rows of materials a need takes, () for 'its own and what replaces it';
    accepts_contamination: bit mask over vocab.CONTAMINATION.
    """

    id: Texts
    is_need: Flags
    material: Indices
    material_group: Texts
    amount: Numbers
    unit: Texts
    amount_t: Numbers
    amount_low_t: Numbers
    amount_high_t: Numbers
    site: Indices
    first_month: Indices
    last_month: Indices
    realised_first: Indices
    realised_last: Indices
    owner: Texts
    municipality: Texts
    project: Indices
    fitness: Small
    contamination: Small
    sulphide: Small
    invasive: Flags
    accepts: Tuples
    min_fitness: Small
    accepts_contamination: Masks
    accepts_sulphide: Flags
    reliability: Texts
    phase: Texts
    level_m: Numbers
    reserved: Flags
    sensitivity: Texts
    kind: Texts
    name: Texts
    note: Texts

    def __len__(self) -> int:
        """Count the lots."""
        return len(self.id)
