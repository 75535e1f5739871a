# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Fit a piece of EPSG:3067 into a picture, and find room for names on it."""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Numbers

WIDTH = 1000.0
MARGIN_SHARE = 0.05
MIN_SPAN_M = 4_000.0
TALLEST, FLATTEST = 0.82, 0.52
"""Height of the picture as a share of its width."""

NICE_KM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)
LETTER, LINE = 0.64, 1.15
"""Average width of a letter and height of a line, as shares of the type size."""

AROUND = ((0, 0), (0, -1), (0, 1), (0, -1.8), (0, 1.8), (3, -1), (-3, -1), (3, 1), (-3, 1))
"""Where a name may stand beside its point, in type sizes."""

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the map: its west and north edge in metres, picture units per metre, height."""

    west_m: float
    north_m: float
    scale: float
    height: float

    def x(self, x_m: Numbers | float) -> Numbers:
        """Place eastings in the picture."""
        return np.asarray((np.asarray(x_m) - self.west_m) * self.scale)

    def y(self, y_m: Numbers | float) -> Numbers:
        """Place northings in the picture, north up."""
        return np.asarray((self.north_m - np.asarray(y_m)) * self.scale)

    def holds(self, x_m: float, y_m: float) -> bool:
        """Tell whether a point lies in the picture."""
        x, y = (x_m - self.west_m) * self.scale, (self.north_m - y_m) * self.scale
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def bar_km(self) -> float:
        """Choose a round length for the scale bar, about a sixth of the width."""
        room_km = WIDTH / 6 / self.scale / 1000
        return max((km for km in NICE_KM if km <= room_km), default=NICE_KM[0])


def frame_around(x_m: Numbers, y_m: Numbers) -> Frame:
    """Frame all points (metres) with some air around; at least one point is needed."""
    west, east = float(np.min(x_m)), float(np.max(x_m))
    south, north = float(np.min(y_m)), float(np.max(y_m))
    span = max(east - west, MIN_SPAN_M) * (1 + 2 * MARGIN_SHARE)
    rise = max(north - south, MIN_SPAN_M * FLATTEST) * (1 + 2 * MARGIN_SHARE)
    span = max(span, rise / TALLEST)
    rise = max(rise, span * FLATTEST)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    scale = WIDTH / span
    return Frame(middle_x - span / 2, middle_y + rise / 2, scale, rise * scale)


@dataclass(slots=True)
class LabelRoom:
    """The room names and marks have taken so far; boxes are x0, y0, x1, y1 in picture units."""

    height: float
    taken: list[Box] = field(default_factory=list)

    def block(self, x: float, y: float, width: float, height: float) -> None:
        """Keep names off a mark centred at (x, y)."""
        self.taken.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))

    def place(self, name: str, x: float, y: float, size: float) -> tuple[float, float] | None:
        """Find a free place for a name centred at (x, y) or near it, and take it; else None."""
        for right, down in AROUND:
            at = (x + right * size, y + down * size)
            if self._claim(name, *at, size):
                return at
        return None

    def _claim(self, name: str, x: float, y: float, size: float) -> bool:
        half, up = len(name) * size * LETTER / 2, size * LINE / 2
        box = (x - half, y - up, x + half, y + up)
        is_inside = (
            box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= self.height - 2
        )
        if not is_inside or any(_overlap(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
