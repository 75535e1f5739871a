# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a plan says, in the columns of the files it writes."""

from dataclasses import dataclass

from kotipesa.arrays import Indices, Numbers, Texts


@dataclass(frozen=True, eq=False, slots=True)
class Moves:
    """Moves in columns, as in ``moves.csv``; kinds are 'lot' or a role, months are month numbers.

    part: 'product' or 'residue' when from a process, else ''; eur and kgco2e are of the haul alone.
    """

    from_kind: Texts
    from_id: Texts
    to_kind: Texts
    to_id: Texts
    part: Texts
    material: Texts
    fitness: Texts
    contamination: Texts
    sulphide: Texts
    month: Indices
    tonnes: Numbers
    km: Numbers
    eur: Numbers
    kgco2e: Numbers

    def __len__(self) -> int:
        """Count the moves."""
        return len(self.tonnes)


@dataclass(frozen=True, eq=False, slots=True)
class Stocks:
    """Stock of each store and grade at the end of each month, as in ``stocks.csv``."""

    store: Texts
    material: Texts
    fitness: Texts
    contamination: Texts
    sulphide: Texts
    month: Indices
    tonnes: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Unmet:
    """What stays where it is, and why, as in ``unmet.csv``.

    tonnes are those the plan pays for; lots outside the plan's scope are listed with 0 t and the
    reason ``outside_horizon``, ``not_planned``, ``alternative`` or ``same_as_another``; amount_t is
    the whole lot.
    """

    lot: Texts
    tonnes: Numbers
    reason: Texts
    amount_t: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Prices:
    """What one more tonne of a lot would cost the region, as in ``explain.csv``.

    binding: the limits that make the price, such as ``capacity:store7:2026-04``, joined by '|'.
    """

    lot: Texts
    price_eur_per_t: Numbers
    binding: Texts
