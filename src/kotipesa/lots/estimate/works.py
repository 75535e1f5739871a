# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what is to be built, and what is estimated of it, in columns."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.lots.estimate.intervals import Intervals


@dataclass(frozen=True, eq=False, slots=True)
class Works:
    """Works in columns, one row a project in one period.

    structure_type, ground_class: of the coefficients; category: of the list the work comes from,
    for its unit costs, '' for none.
    area_m2, length_m, floor_area_m2, budget_keur: of the whole project, nan where not known.
    share: the part of the project that this row is.
    phase, reliability: codes of the vocabulary; first_month, last_month: month numbers.
    """

    project: Texts
    name: Texts
    structure_type: Texts
    ground_class: Texts
    category: Texts
    area_m2: Numbers
    length_m: Numbers
    floor_area_m2: Numbers
    budget_keur: Numbers
    share: Numbers
    phase: Texts
    reliability: Texts
    first_month: Indices
    last_month: Indices
    site: Texts

    def __len__(self) -> int:
        """Count the works."""
        return len(self.project)


@dataclass(frozen=True, eq=False, slots=True)
class Quantities:
    """How much is built: m2 of plan or of floors, nan where nothing tells it.

    basis: ``area``, ``length`` or ``money``.
    """

    area_m2: Intervals
    basis: Texts


@dataclass(frozen=True, eq=False, slots=True)
class Estimates:
    """Estimated masses in columns, one row a material of a layer of a work.

    work: row in the works; amount, amount_low, amount_high in ``unit``: m3ktr for what is dug,
    m3rtr for what is needed, t where the material has no volume of its own.
    """

    work: Indices
    is_need: Flags
    layer: Texts
    material: Texts
    amount: Numbers
    amount_low: Numbers
    amount_high: Numbers
    unit: Texts
    accepts: Texts
    min_fitness: Texts
    rate_id: Texts

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.work)
