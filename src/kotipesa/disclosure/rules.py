# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Judge a figure by who stands behind it: too few owners, or one or two that are most of it."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.disclosure.contributions import Crowd

FEWEST_OWNERS = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """What a figure must hold before it is shown.

    at_least: so many owners stand behind it, the reader counted if it is one of them; largest,
    share: the largest owners have at most this share of it; p: where set, the second largest owner
    cannot tell the largest within this share of it. blur: nobody may tell a withheld figure closer
    than this share of it, up or down, from all that is shown.
    """

    at_least: int = FEWEST_OWNERS
    largest: int = 2
    share: float = 0.85
    p: float | None = None
    blur: float = 0.10

    def __post_init__(self) -> None:
        if not 0 < self.blur <= 0.5:
            message = "a blur is a share above zero, at most a half"
            raise ValueError(message)

    def few(self, crowd: Crowd) -> Flags:
        """Tell the figures, flat, behind which too few owners stand."""
        found: Flags = (crowd.count > 0) & (crowd.count < self.at_least)
        return found

    def dominant(self, crowd: Crowd, protected_t: Numbers) -> Flags:
        """Tell the figures, flat, that are mostly the tonnes of the largest owners."""
        largest_t = sum((crowd.biggest_t(n) for n in range(self.largest)), np.zeros(1))
        found: Flags = (crowd.count > 0) & (largest_t > self.share * protected_t)
        if self.p is not None:
            first_t, second_t = crowd.biggest_t(0), crowd.biggest_t(1)
            found |= (crowd.count > 0) & (protected_t - first_t - second_t < self.p * first_t)
        return found
