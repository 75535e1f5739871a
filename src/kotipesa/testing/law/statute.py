# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bind the rules of one region together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.region import Region
from kotipesa.testing.law.acceptance import Acceptance
from kotipesa.testing.law.calendar import Calendar
from kotipesa.testing.law.legs import RoadBook


@dataclass(frozen=True, eq=False, slots=True)
class Law:
    """Everything a move is judged by; in_use: facilities that exist or are opened."""

    region: Region
    acceptance: Acceptance
    calendar: Calendar
    roads: RoadBook
    in_use: Flags


def law_of(region: Region, opened: Sequence[str] = ()) -> Law:
    """Read a region's rules; ``opened`` names unbuilt facilities that may be used."""
    facilities = region.facilities
    in_use = np.isnan(facilities.fixed_eur) | np.isin(facilities.id, list(opened))
    return Law(
        region, Acceptance.of(region), Calendar.of(region), RoadBook.of(region), np.asarray(in_use)
    )
