# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure straight lines when they are asked for: no table of every two sites has to be kept."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers


@dataclass(frozen=True, eq=False, slots=True)
class StraightLines:
    """Kilometres between sites by straight line, asked for as a table would be: ``km[from, to]``.

    x_m, y_m: of every site, all known; km_per_m: with the detour; most_km: what is longer is no
    way, inf.
    """

    x_m: Numbers
    y_m: Numbers
    km_per_m: float
    most_km: float

    def __getitem__(self, ends: tuple[Indices, Indices]) -> Numbers:
        """Measure between places in the columns, broadcast against each other."""
        tail, head = ends
        dx, dy = self.x_m[tail] - self.x_m[head], self.y_m[tail] - self.y_m[head]
        km = np.sqrt(dx * dx + dy * dy) * self.km_per_m
        return np.where(km > self.most_km, np.inf, km)

    def longest_km(self) -> float:
        """Bound every way from above, by the corners of the box that holds all sites."""
        if not len(self.x_m):
            return 0.0
        corner_m = np.hypot(np.ptp(self.x_m), np.ptp(self.y_m))
        return float(min(corner_m * self.km_per_m, self.most_km))
