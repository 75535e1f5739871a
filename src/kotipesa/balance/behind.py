# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open a row of a balance down to its lots."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers, Texts, take
from kotipesa.balance.expected import expected_tonnes, spread_evenly
from kotipesa.balance.grouping import entries, key_columns
from kotipesa.balance.table import Balance
from kotipesa.geo import Areas
from kotipesa.region import Region


@dataclass(frozen=True, eq=False, slots=True)
class LotShares:
    """The lots behind one row of a balance, in the order of the region.

    share: the part of the lot that falls on the row's month; tonnes: the expected tonnes there,
    that is amount × probability × share, and low_t, high_t their range.
    """

    lot: Texts
    is_need: Flags
    amount_t: Numbers
    share: Numbers
    tonnes: Numbers
    low_t: Numbers
    high_t: Numbers

    def __len__(self) -> int:
        """Count the lots."""
        return len(self.lot)


def lots_behind(
    region: Region, table: Balance, row: int, *, areas: Areas | None = None
) -> LotShares:
    """List the lots a row of the balance was added up from, with their share in it.

    region and areas are those the balance was made of.
    """
    tonnes = expected_tonnes(region)
    listed = entries(region, tonnes.is_planned, areas, by_area="area" in table.by)
    columns = key_columns(region, listed, table.by)
    wanted = np.ones(len(listed.lot), dtype=bool)
    for key, column in columns.items():
        wanted &= column == getattr(table, key)[row]
    rows = listed.lot[wanted]
    share = np.ones(len(rows))
    if "month" in table.by:
        share = _share_of_month(region, rows, int(table.month[row]) - region.settings.start)
    every = LotShares(
        lot=region.lots.id[rows],
        is_need=region.lots.is_need[rows],
        amount_t=region.lots.amount_t[rows],
        share=share,
        tonnes=tonnes.mid_t[rows] * share,
        low_t=tonnes.low_t[rows] * share,
        high_t=tonnes.high_t[rows] * share,
    )
    return take(every, share > 0.0)


def _share_of_month(region: Region, rows: NDArray[np.int64], month: int) -> Numbers:
    """Give the share of each lot that falls on one month of the horizon."""
    spread = spread_evenly(region, rows)
    here = spread.month == month
    share = np.zeros(len(rows))
    share[spread.place[here]] = spread.share[here]
    return share
