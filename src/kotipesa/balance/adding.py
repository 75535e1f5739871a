# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up lots into a balance."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Numbers, Texts, texts
from kotipesa.balance.expected import Expected, Spread, expected_tonnes, spread_evenly
from kotipesa.balance.grouping import Entries, check_keys, entries, group_rows, key_columns
from kotipesa.balance.table import KEYS, Balance
from kotipesa.geo import Areas
from kotipesa.region import Region

BY_DEFAULT = ("municipality", "material", "month")
NO_MONTH = -1


def balance(
    region: Region, *, by: Sequence[str] = BY_DEFAULT, areas: Areas | None = None
) -> Balance:
    """Add up the expected tonnes of surplus and need by any of ``KEYS``, in any order.

    Only lots in the plan's scope count (see ``region.scope``); each is weighed with its project's
    probability (see ``expected_tonnes``) and spread evenly over its months (``spread_evenly``).
    With ``areas`` only lots whose site lies in one of them count; by ``area`` a lot counts in each
    that covers it. Without ``month`` the cumulative columns equal the net ones.
    Raises UsageError for a key that is unknown or named twice, or ``area`` without areas.
    """
    check_keys(by, areas)
    tonnes = expected_tonnes(region)
    listed = entries(region, tonnes.is_planned, areas, by_area="area" in by)
    group, labels = group_rows(key_columns(region, listed, by), len(listed.lot))
    groups = int(group.max()) + 1 if len(group) else 0
    months = region.horizon.months if "month" in by else 1
    spread = spread_evenly(region, listed.lot) if "month" in by else _unspread(len(listed.lot))
    measures = _measures(region, tonnes, listed, spread, group, (groups, months))
    keys = _key_rows(region, labels, by, (groups, months))
    order = _order(keys, by)
    columns = {name: column[order] for name, column in (keys | measures).items()}
    return Balance(by=tuple(by), **columns)


def residual_t(region: Region, table: Balance) -> float:
    """Measure how far a balance of the whole region is from its lots, in tonnes; 0 but rounding.

    The larger of |Σ surplus − Σ expected haves| and the same of needs.
    """
    tonnes, is_need = expected_tonnes(region).mid_t, region.lots.is_need
    surplus = abs(table.surplus_t.sum() - tonnes[~is_need].sum())
    need = abs(table.need_t.sum() - tonnes[is_need].sum())
    return float(max(surplus, need))


def _unspread(count: int) -> Spread:
    """Keep every lot whole, in the one cell of its group."""
    return Spread(np.arange(count), np.zeros(count, dtype=np.int64), np.ones(count))


def _measures(
    region: Region,
    tonnes: Expected,
    listed: Entries,
    spread: Spread,
    group: NDArray[np.int64],
    shape: tuple[int, int],
) -> dict[str, NDArray[Any]]:
    """Add up every measure in cells of group × month, the months of a group beside each other."""
    lot = listed.lot[spread.place]
    side = region.lots.is_need[lot].astype(np.int64)
    cell = np.ravel_multi_index((side, group[spread.place], spread.month), (2, *shape))

    def add(lot_t: Numbers) -> tuple[Numbers, Numbers]:
        sums = np.bincount(cell, lot_t[lot] * spread.share, minlength=2 * shape[0] * shape[1])
        surplus_t, need_t = sums.astype(np.float64).reshape(2, *shape)
        return surplus_t, need_t

    surplus, need = add(tonnes.mid_t)
    surplus_low, need_low = add(tonnes.low_t)
    surplus_high, need_high = add(tonnes.high_t)
    ranged = np.add(*add(np.where(tonnes.is_ranged, tonnes.mid_t, 0.0)))
    net, net_low, net_high = surplus - need, surplus_low - need_high, surplus_high - need_low
    measures = {
        "surplus_t": surplus,
        "need_t": need,
        "net_t": net,
        "cumulative_t": net.cumsum(axis=1),
        "surplus_low_t": surplus_low,
        "surplus_high_t": surplus_high,
        "need_low_t": need_low,
        "need_high_t": need_high,
        "net_low_t": net_low,
        "net_high_t": net_high,
        "cumulative_low_t": net_low.cumsum(axis=1),
        "cumulative_high_t": net_high.cumsum(axis=1),
        "ranged_t": ranged,
    }
    return {name: column.ravel() for name, column in measures.items()}


def _key_rows(
    region: Region, labels: dict[str, Texts], by: Sequence[str], shape: tuple[int, int]
) -> dict[str, NDArray[Any]]:
    """Write the keys of every group beside each of its months."""
    groups, months = shape
    number = np.arange(months, dtype=np.int32) + region.settings.start
    unasked = texts([""] * (groups * months))
    keys = {key: np.repeat(labels[key], months) if key in labels else unasked for key in KEYS}
    month = np.tile(number, groups) if "month" in by else np.full(groups, NO_MONTH, np.int32)
    return {**keys, "month": month}


def _order(keys: dict[str, NDArray[Any]], by: Sequence[str]) -> NDArray[np.intp] | slice:
    """Sort rows by the asked keys; they already are unless the month comes before another key."""
    if "month" not in by[:-1]:
        return slice(None)
    ranks = [np.unique(keys[key], return_inverse=True)[1] for key in by]
    return np.lexsort(ranks[::-1])
