# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Learn a middle and an interval for every group of closed projects.

The values are logarithms of realised over forecast amounts, or shifts in months. A project counts
once in a group however many rows it has. The raw middle m of a group is its median. It is shrunk
towards that of the group it is a part of, and that of all projects towards no correction at all:

    middle = parent + B (m − parent),   B = t² / (t² + v),   v = (π/2) s² / n

with n projects, s the spread of single projects (1.4826 × median absolute deviation), v the
sampling variance of a median, and t² the variance between the groups of a level by moments,
max(0, (Σ (m − parent)² / v − G) / Σ 1/v) over its G groups. Empirical Bayes after Efron and Morris
(1975, J. Am. Stat. Assoc. 70, 311-319), t² after DerSimonian and Laird (1986, Control. Clin. Trials
7, 177-188) with the centre taken as known; medians stand in for means so that one slip moves
nothing.

The interval of a group holds a new project with the coverage c when its ends are the values of rank
(n + 1)(1 − c)/2 from below and above, rounded outwards: split conformal prediction (Lei et al.
2018, J. Am. Stat. Assoc. 113, 1094-1111), to which the jackknife+ (Barber et al. 2021, Ann. Stat.
49, 486-507) comes down here, as the middle left out cancels. Rows of a project share its rank (Lee,
Barber and Willett 2023, arXiv:2306.06342). A group with too few projects takes the interval of the
group it is a part of, moved by the difference of their middles: the wider group's spread has the
differences between its parts in it.
"""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.lots.estimate.calibration.groups import LEVELS, Groups, distinct_in, project_weights

FEWEST_FOR_SPREAD = 5
MAD_TO_SD = 1.4826
LEAST_VARIANCE = 1e-12
_SLACK = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Learnt:
    """A middle and an interval for each group.

    projects: with values in the group; interval_of: the group whose projects the interval is of,
    -1 where there are nowhere enough, and its ends nan.
    """

    middle: Numbers
    low: Numbers
    high: Numbers
    projects: Indices
    interval_of: Indices


def needed_projects(coverage: float) -> int:
    """Say how many projects an interval needs: both tails of n + 1 ranks hold at least one."""
    return ceil(round(2 / (1 - coverage), 9)) - 1


def learn(value: Numbers, groups: Groups, rows: Flags, coverage: float) -> Learnt:
    """Learn from some of the rows; groups without any take what the group above them has."""
    used = np.flatnonzero(rows & ~np.isnan(value))
    value, members, project = value[used], groups.members[:, used], groups.project[used]
    middle = _middles(value, groups, members, project)
    low, high, interval_of = _intervals(value, groups, members, project, coverage)
    for group in range(1, len(groups)):
        parent = groups.parent[group]
        if interval_of[group] < 0:
            moved = middle[group] - middle[parent]
            low[group], high[group] = low[parent] + moved, high[parent] + moved
            interval_of[group] = interval_of[parent]
    return Learnt(
        middle=middle,
        low=np.minimum(low, middle),
        high=np.maximum(high, middle),
        projects=_projects(groups, members, project),
        interval_of=interval_of,
    )


def in_whole_months(learnt: Learnt) -> Learnt:
    """Round the middles, and the ends outwards."""
    return replace(
        learnt,
        middle=np.round(learnt.middle),
        low=np.floor(learnt.low + _SLACK),
        high=np.ceil(learnt.high - _SLACK),
    )


def medians(value: Numbers, label: Indices, weight: Numbers, size: int) -> Numbers:
    """Give the weighted median of each group; nan for an empty one.

    Halfway between two values that share the middle.
    """
    order = np.lexsort((value, label))
    value, label, weight = value[order], label[order], weight[order]
    total = np.bincount(label, weight, size)
    before = np.cumsum(total) - total
    reached = np.cumsum(weight) - before[label]
    half = total[label] / 2
    lower = _first(value, label, reached >= half - _SLACK, size)
    upper = _first(value, label, reached > half + _SLACK, size)
    middles: Numbers = (lower + upper) / 2
    return middles


def _first(value: Numbers, label: Indices, holds: Flags, size: int) -> Numbers:
    """Give the first value of each group for which something holds."""
    rows = np.flatnonzero(holds)
    found, first = np.unique(label[rows], return_index=True)
    firsts = np.full(size, np.nan)
    firsts[found] = value[rows[first]]
    return firsts


def _projects(groups: Groups, members: Indices, project: Indices) -> Indices:
    counts = [distinct_in(label, project, len(groups)) for label in members]
    total: Indices = np.sum(counts, axis=0)
    return total


def _middles(value: Numbers, groups: Groups, members: Indices, project: Indices) -> Numbers:
    """Shrink the median of each group towards its parent's middle, level after level."""
    size = len(groups)
    label, levels = members.ravel(), len(LEVELS)
    weight = project_weights(label, np.tile(project, levels))
    raw = medians(np.tile(value, levels), label, weight, size)
    count = _projects(groups, members, project)
    spread = _spread(value, members, raw, count, weight[: len(value)])
    variance = np.maximum(np.pi / 2 * spread**2 / np.maximum(count, 1), LEAST_VARIANCE)
    middle = np.zeros(size)
    for level in LEVELS:
        of_level = np.flatnonzero(groups.level == level)
        parent = middle[groups.parent[of_level]]
        away = np.nan_to_num(raw[of_level] - parent)
        precision = np.where(count[of_level] > 0, 1 / variance[of_level], 0.0)
        between = _between(away, precision)
        middle[of_level] = parent + away * between / (between + variance[of_level])
    return middle


def _between(away: Numbers, precision: Numbers) -> float:
    """Estimate the variance between groups by moments; 0 where chance explains all of it."""
    if not precision.any():
        return 0.0
    excess = float(np.sum(precision * away**2)) - np.count_nonzero(precision)
    return max(0.0, excess / float(np.sum(precision)))


def _spread(
    value: Numbers, members: Indices, raw: Numbers, count: Indices, weight: Numbers
) -> float:
    """Say how far single projects lie from the median of the smallest group that has enough."""
    centre = raw[members[0]]
    for label in members[1:]:
        centre = np.where(count[label] >= FEWEST_FOR_SPREAD, raw[label], centre)
    away = np.abs(value - centre)
    median = medians(away, members[0], weight, 1)[0]
    return MAD_TO_SD * float(np.nan_to_num(median))


def _intervals(
    value: Numbers, groups: Groups, members: Indices, project: Indices, coverage: float
) -> tuple[Numbers, Numbers, Indices]:
    """Find the ends for every group that has enough projects itself and may be told."""
    size = len(groups)
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    interval_of = np.full(size, -1, dtype=np.int32)
    count = _projects(groups, members, project)
    is_enough = groups.is_told & (count >= needed_projects(coverage))
    for group in np.flatnonzero(is_enough):
        inside = members[groups.level[group]] == group
        weight = project_weights(np.zeros(int(inside.sum()), np.int32), project[inside])
        reach = (count[group] + 1) * (1 + coverage) / 2
        high[group] = _ranked(value[inside], weight, reach)
        low[group] = -_ranked(-value[inside], weight, reach)
        interval_of[group] = group
    return low, high, interval_of


def _ranked(value: Numbers, weight: Numbers, reach: float) -> float:
    """Give the smallest value that projects of this weight do not exceed."""
    order = np.argsort(value, kind="stable")
    place = int(np.searchsorted(np.cumsum(weight[order]), reach - _SLACK * reach))
    return float(value[order][min(place, len(value) - 1)])
