# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay a problem out for the compiled loops: columns without gaps, and needs in clusters."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.kernels import kernel
from kotipesa.plan.problem.lines import StraightLines
from kotipesa.plan.problem.problem import Ends, Problem
from kotipesa.plan.solve.shapes import Clusters, LotColumns, Ways, whole

_Values = TypeVar("_Values", Indices, Numbers)

_SIZE = 32  # needs in a cluster at most, or of many a fourth of the root of their number
_PERIOD = 12  # months: needs of one cluster begin within so many
_BITS = 16  # of each coordinate along the curve
_SAFE = 1 - 1e-12  # what rounding may take from a slope


def ways_of(problem: Problem, *, by_distance: bool) -> Ways:
    """Price hauls by kilometre, or as they are told where distances have prices of their own.

    by_distance: whether to bound them by the straight line, which may take a look at every pair.
    """
    haul, (x_m, y_m) = problem.haul, places(problem)
    fixed = haul.loading_eur_per_t
    per_km = haul.driving_eur_per_tkm + haul.carbon_eur_per_kg * haul.kgco2e_per_tkm
    if isinstance(haul.km, StraightLines):
        lines, none = haul.km, np.zeros((0, 0))
        per_m = per_km * lines.km_per_m * _SAFE if by_distance else 0.0
        return Ways(none, fixed, per_km, per_m, x_m, y_m, lines.km_per_m, lines.most_km)
    if haul.own_eur_per_t is None and haul.own_kgco2e_per_t is None:
        km = np.ascontiguousarray(haul.km)
    else:
        every = np.arange(len(haul.km))
        km, fixed, per_km = haul.price_of(*np.ix_(every, every)), 0.0, 1.0
    per_m = per_km * least_slope(km, x_m, y_m) * _SAFE if by_distance else 0.0
    return Ways(km, float(fixed), float(per_km), per_m, x_m, y_m, 0.0, np.inf)


def places(problem: Problem) -> tuple[Numbers, Numbers]:
    """Give coordinates of sites in metres; all at one place where any is unknown."""
    sites, rows = problem.region.sites, problem.haul.site
    x_m, y_m = sites.x_m[rows], sites.y_m[rows]
    known = np.isfinite(x_m).all() and np.isfinite(y_m).all()
    return (x_m, y_m) if known else (np.zeros(len(rows)), np.zeros(len(rows)))


@kernel
def least_slope(km: Numbers, x_m: Numbers, y_m: Numbers) -> float:
    """Find the least way per straight metre between two sites; 0 where no two are apart."""
    least = np.inf
    for a in range(len(km)):
        for b in range(len(km)):
            dx, dy = x_m[a] - x_m[b], y_m[a] - y_m[b]
            square = dx * dx + dy * dy
            if km[a, b] * km[a, b] < least * square:
                least = km[a, b] * km[a, b] / square
    return np.sqrt(least) if least < np.inf else 0.0


def givers_of(problem: Problem, signature: Indices, masks: Flags) -> LotColumns:
    """Lay have lots out; signature: by grade the number of its set of groups, masks: those sets."""
    haves = problem.haves
    sort = np.where(masks.any(axis=1), np.arange(len(masks)), -1)[signature[haves.kind]]
    return _laid_out(haves, np.where(haves.only_outlets, -1, sort))


def takers_of(problem: Problem) -> LotColumns:
    """Lay need lots out."""
    return _laid_out(problem.needs, np.zeros(0, dtype=np.int32))


def _laid_out(ends: Ends, sort: Indices) -> LotColumns:
    return LotColumns(
        whole(ends.site),
        np.ascontiguousarray(ends.tonnes),
        whole(ends.first),
        whole(ends.last),
        whole(ends.kind),
        whole(ends.origin),
        np.ascontiguousarray(ends.only_outlets),
        whole(sort),
    )


def clusters_of(problem: Problem, masks: Flags) -> Clusters:
    """Put needs of one group, one period and one neighbourhood together; masks: sorts × groups."""
    needs = problem.needs
    x_m, y_m = (column[needs.site] for column in places(problem))
    period = needs.first // _PERIOD
    order = np.lexsort((np.arange(len(needs)), along_curve(x_m, y_m), period, needs.kind))
    start = _starts(needs.kind[order], period[order])
    inner = start[:-1]
    group = needs.kind[order][inner]
    sort, place = np.nonzero(masks[:, group])
    x, y = x_m[order], y_m[order]
    box = [_least(x, inner), -_least(-x, inner), _least(y, inner), -_least(-y, inner)]
    return Clusters(
        whole(order),
        whole(needs.site[order]),
        whole(needs.first[order]),
        whole(needs.last[order]),
        whole(start),
        whole(_least(needs.first[order], inner)),
        whole(-_least(-needs.last[order], inner)),
        np.ascontiguousarray(np.stack(box, axis=1)),
        whole(place),
        whole(np.searchsorted(sort, np.arange(len(masks) + 1))),
    )


def _starts(group: Indices, period: Indices) -> Indices:
    """Cut runs of one group and period into pieces of bounded size; the end comes last."""
    count = len(group)
    new = np.ones(count, dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (period[1:] != period[:-1])
    run = np.maximum.accumulate(np.where(new, np.arange(count), 0)) if count else np.arange(0)
    cut = (np.arange(count) - run) % max(_SIZE, int(np.sqrt(count) / 4)) == 0
    return np.append(np.flatnonzero(cut), count)


def _least(values: _Values, start: Indices) -> _Values:
    least: _Values = np.minimum.reduceat(values, start) if len(start) else values[:0]
    return least


def along_curve(x_m: Numbers, y_m: Numbers) -> NDArray[np.int64]:
    """Give places numbers along a curve that keeps neighbours together (Morton's)."""
    number = np.zeros(len(x_m), dtype=np.int64)
    for shift, values in enumerate((x_m, y_m)):
        low = values.min(initial=np.inf)
        span = max(values.max(initial=-np.inf) - low, 1.0) if len(values) else 1.0
        steps = ((values - low) / span * ((1 << _BITS) - 1)).astype(np.int64)
        for bit in range(_BITS):
            number |= ((steps >> bit) & 1) << (2 * bit + shift)
    return number
