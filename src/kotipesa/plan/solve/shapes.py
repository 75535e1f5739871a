# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the columns that the compiled loops read: without gaps, of one type each."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Numbers

Whole: TypeAlias = NDArray[np.int32]

MOST = 100
"""Partners of a lot in one round, at most."""


class Ways(NamedTuple):
    """Prices of hauls: fixed + per_km × km, and at least fixed + per_m × the straight line.

    km: sites × sites, inf where there is no way; none: each is the straight line times km_per_m,
    and inf beyond most_km. x_m, y_m: of sites.
    """

    km: Numbers
    fixed: float
    per_km: float
    per_m: float
    x_m: Numbers
    y_m: Numbers
    km_per_m: float
    most_km: float


class LotColumns(NamedTuple):
    """Have or need lots; kind: the grade of a have, the acceptance group of a need.

    sort: of a have the number of the set of groups that take it, -1 where no need does.
    """

    site: Whole
    tonnes: Numbers
    first: Whole
    last: Whole
    kind: Whole
    origin: Whole
    only_outlets: Flags
    sort: Whole


class Clusters(NamedTuple):
    """Need lots in the order of their clusters, and what holds for all of a cluster.

    need: which each is; start: of each cluster, and the end; first, last: months that hold all its
    windows; box: least and greatest x and y in metres; by_sort, sort_start: clusters of each sort.
    """

    need: Whole
    site: Whole
    need_first: Whole
    need_last: Whole
    start: Whole
    first: Whole
    last: Whole
    box: Numbers
    by_sort: Whole
    sort_start: Whole


class Stops(NamedTuple):
    """Where something leaves a store or a process: plant and site, month, and its grade's sort."""

    plant: Whole
    site: Whole
    month: Whole
    sort: Whole


class Gates(NamedTuple):
    """Plants to enter, or sources to leave: which, where, at what price.

    eur_per_t: gates × kinds of lots × months, least: gates × kinds, both inf where refused;
    takes: gates × origins; outlet: of each; month_t: what it takes in a month.
    """

    plant: Whole
    site: Whole
    eur_per_t: Numbers
    least: Numbers
    takes: Flags
    outlet: Flags
    month_t: Numbers


class Best(NamedTuple):
    """The cheapest partners of each lot so far, cheapest first: lots × most, and how many."""

    cost: Numbers
    partner: Whole
    known: Whole


def nothing_yet(lots: int, most: int = MOST) -> Best:
    """Begin with no partner of any lot."""
    partner = np.empty((lots, most), dtype=np.int32)
    return Best(np.empty((lots, most)), partner, np.zeros(lots, dtype=np.int32))


def whole(values: NDArray[np.integer]) -> Whole:
    """Give a column of whole numbers as the compiled loops take it."""
    return np.ascontiguousarray(values, dtype=np.int32)
