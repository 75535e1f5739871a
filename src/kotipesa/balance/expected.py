# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say how many tonnes each lot is expected to bring, and in which months."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers
from kotipesa.region import Region
from kotipesa.region.scope import PLANNED, scope


@dataclass(frozen=True, eq=False, slots=True)
class Expected:
    """Tonnes of every lot of the region; all are 0 for a lot outside the plan's scope.

    is_ranged: the lot's own low and high were given; where not, they are the amount itself.
    """

    mid_t: Numbers
    low_t: Numbers
    high_t: Numbers
    is_planned: Flags
    is_ranged: Flags


def expected_tonnes(region: Region) -> Expected:
    """Weigh every lot with the probability of its project.

    mid = amount × probability. A project that is not certain may also not come at all, or come
    whole: low is 0 when probability < 1, high is the whole high amount unless probability is 0.
    """
    lots = region.lots
    planned = scope(region) == PLANNED
    sure = np.append(region.projects.probability, 1.0)[lots.project]
    has_low, has_high = ~np.isnan(lots.amount_low_t), ~np.isnan(lots.amount_high_t)
    low_t = np.where(has_low, lots.amount_low_t, lots.amount_t)
    high_t = np.where(has_high, lots.amount_high_t, lots.amount_t)
    return Expected(
        mid_t=np.where(planned, lots.amount_t * sure, 0.0),
        low_t=np.where(planned & (sure >= 1.0), low_t, 0.0),
        high_t=np.where(planned & (sure > 0.0), high_t, 0.0),
        is_planned=planned,
        is_ranged=has_low & has_high,
    )


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """Which share of which given lot falls on which month of the horizon."""

    place: NDArray[np.int64]
    month: NDArray[np.int64]
    share: Numbers


def spread_evenly(region: Region, rows: NDArray[np.int64]) -> Spread:
    """Spread lots, given by row, over the months of their windows, an equal share to each.

    ``place`` counts from the start of ``rows``. The window is first clipped to the horizon and the
    whole amount falls within it: 900 t over three months, the first of them before the horizon
    starts, is 450 t in each of the two others. The windows must meet the horizon.
    """
    first, last = region.horizon.clip(region.lots.first_month[rows], region.lots.last_month[rows])
    length = (last - first + 1).astype(np.int64)
    starts = np.cumsum(length) - length
    place_in_window = np.arange(length.sum()) - np.repeat(starts, length)
    return Spread(
        place=np.repeat(np.arange(len(rows)), length),
        month=np.repeat(first, length) + place_in_window,
        share=np.repeat(1.0 / length, length),
    )
