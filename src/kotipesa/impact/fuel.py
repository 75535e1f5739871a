# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Reckon loads and litres of diesel from tonnes and kilometres, and CO2e from litres."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.impact.interval import Interval, exactly, falling, of_factor, widened
from kotipesa.vocab import PAYLOAD_FACTORS, factor

RETURN_SHARE = "empty_return_share"
KGCO2E_PER_LITRE = "kgco2e_per_litre_diesel"
_FULL_LOAD_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Lorry:
    """A lorry as ids of factors.

    payload: factors whose product is the tonnes of a load; full, empty: litres per 100 km.
    """

    id: str
    payload: tuple[str, ...]
    full: str
    empty: str

    @property
    def factors(self) -> tuple[str, ...]:
        """Name the factors litres are reckoned from."""
        return (*self.payload, self.full, self.empty, RETURN_SHARE)

    def payload_t(self) -> Interval:
        """Give the tonnes of one load."""
        return reduce(mul, (of_factor(factor(name)) for name in self.payload))

    def litres_per_load_km(self) -> Interval:
        """Give litres per km of a load, its empty return counted."""
        full, empty = of_factor(factor(self.full)), of_factor(factor(self.empty))
        return (full + of_factor(factor(RETURN_SHARE)) * empty) / exactly(100.0)


LORRIES = (
    Lorry(
        "city",
        PAYLOAD_FACTORS["city"],
        "truck_fleet_litres_per_100km",
        "truck_fleet_litres_per_100km",
    ),
    *(
        Lorry(
            f"{mass}t",
            PAYLOAD_FACTORS[f"{mass}t"],
            f"truck_{mass}t_full_litres_per_100km",
            f"truck_{mass}t_empty_litres_per_100km",
        )
        for mass in (60, 68, 74)
    ),
)
"""Lorries that may do the work; nobody knows which does, so figures take the first and the
interval spans all. The city lorry with the fleet's mean fuel fits Helsinki's published litres per
tonne at the published 50 km; long combinations burn less than half of it (see the tests)."""


def loads(tonnes: Numbers, lorries: Sequence[Lorry] = LORRIES) -> Interval:
    """Count loads: each move takes whole ones, loads = Σ ceil(t / payload)."""
    return _by_lorry([_loads(tonnes, np.ones(len(tonnes)), lorry) for lorry in lorries])


def haul_litres(tonnes: Numbers, km: Numbers, lorries: Sequence[Lorry] = LORRIES) -> Interval:
    """Reckon litres = Σ loads × (km × full + km × empty_return_share × empty) / 100.

    tonnes, km: one row a move. Formula: the lorries' published consumption, full and empty, with
    the empty return as a share of the laden way.
    """
    litres = [_loads(tonnes, km, lorry) * lorry.litres_per_load_km() for lorry in lorries]
    return _by_lorry(litres)


def kgco2e_of_litres(litres: Interval) -> Interval:
    """Reckon kg CO2e from litres of diesel, kgco2e_per_litre_diesel each."""
    return litres * of_factor(factor(KGCO2E_PER_LITRE))


def litres_per_tonne(litres: Interval, tonnes: Interval) -> Interval:
    """Divide litres by the tonnes they moved or saved."""
    return litres / tonnes


def _loads(tonnes: Numbers, weight: Numbers, lorry: Lorry) -> Interval:
    """Add up whole loads, each weighed; a heavier payload never makes more of them."""

    def total(payload_t: float) -> float:
        return float(np.ceil(tonnes / payload_t - _FULL_LOAD_TOLERANCE) @ weight)

    return falling(total, lorry.payload_t())


def _by_lorry(results: Sequence[Interval]) -> Interval:
    return widened(results[0], results[1:])
