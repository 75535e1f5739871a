# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn amounts into SeutuMASSA's: whole m3ktr of surplus, whole m3rtr of need, or tonnes."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.region import Region
from kotipesa.sources.seutumassa import VOLUME_UNIT

CUBIC_METRES = "m3"
TONNES = "t"
VOLUMES = ("m3ktr", "m3itd", "m3rtr")


@dataclass(frozen=True, eq=False, slots=True)
class Amounts:
    """Amounts in columns, one row a lot of the region.

    exact: before rounding, nan where the material lacks a factor; whole: as written; unit: ``m3``
    or ``t``; is_converted: the lot measures in another state or unit.
    """

    exact: Numbers
    unit: Texts
    is_converted: Flags

    @property
    def whole(self) -> Numbers:
        """Round to the nearest whole number, halves up."""
        rounded: Numbers = np.floor(self.exact + 0.5)
        return rounded


def seutumassa_amounts(region: Region) -> Amounts:
    """Convert by the factors of each lot's own material; tonnes stay tonnes, kg / 1000 = t.

    Surplus: m3ktr = m3itd / itd_per_ktr = m3rtr / rtr_per_ktr; need: m3rtr = m3ktr × rtr_per_ktr.
    """
    lots = region.lots
    itd = region.materials.itd_per_ktr[lots.material]
    rtr = region.materials.rtr_per_ktr[lots.material]
    bank = np.full(len(lots), np.nan)
    for unit, factor in (("m3ktr", 1.0), ("m3itd", 1 / itd), ("m3rtr", 1 / rtr)):
        bank = np.where(lots.unit == unit, factor, bank)
    own_unit = np.where(lots.is_need, VOLUME_UNIT["need"], VOLUME_UNIT["have"])
    factor = np.where(lots.is_need, bank * rtr, bank)
    is_volume = np.isin(lots.unit.astype(str), VOLUMES)
    factor = np.where(lots.unit == own_unit, 1.0, factor)
    factor = np.where(lots.unit == "t", 1.0, np.where(lots.unit == "kg", 1e-3, factor))
    return Amounts(
        exact=lots.amount * factor,
        unit=np.where(is_volume, CUBIC_METRES, TONNES).astype(object),
        is_converted=(lots.unit != own_unit) & (lots.unit != "t"),
    )
