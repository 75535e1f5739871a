# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold an early estimate as values: what was asked, and what it gives for each lot to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What is built, on what ground, and how big: an area, a length or money; None is not known."""

    structure_type: str
    ground_class: str
    phase: str
    reliability: str
    area_m2: float | None = None
    length_m: float | None = None
    floor_area_m2: float | None = None
    budget_keur: float | None = None

    @property
    def has_size(self) -> bool:
        """Tell whether anything says how big it is."""
        sizes = (self.area_m2, self.length_m, self.floor_area_m2, self.budget_keur)
        return any(size is not None for size in sizes)


@dataclass(frozen=True, slots=True)
class EstimatedLot:
    """One lot to be: low, middle and high in its unit, and the coefficient it rests on.

    ``key`` names it among the lots of one estimate; ``rate`` is the coefficient in words.
    """

    key: str
    direction: str
    material: str
    amount: float
    amount_low: float
    amount_high: float
    unit: str
    accepts: tuple[str, ...]
    min_fitness: str
    rate: str
    per_m2: str
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class EarlyEstimate:
    """What is built, in m² with its interval, by area, length or money; and its lots."""

    basis: str
    built_m2: float
    built_low_m2: float
    built_high_m2: float
    lots: tuple[EstimatedLot, ...]
