# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what closed projects teach: factors, intervals and shifts, by group, without any names."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Numbers
from kotipesa.lots.estimate.calibration.closed import Closed
from kotipesa.lots.estimate.calibration.groups import (
    ALL,
    ANY,
    LEVELS,
    Groups,
    groups_of,
    project_weights,
)
from kotipesa.lots.estimate.calibration.learning import (
    Learnt,
    in_whole_months,
    learn,
    needed_projects,
)
from kotipesa.lots.estimate.intervals import Interval

USUAL_COVERAGE = 0.8
COVERAGES = (0.5, 0.95)
LEVEL_NAMES = ("all", "phase", "kind")


class Shift(NamedTuple):
    """Whole months by which work was later than forecast, with its interval."""

    low: int
    mid: int
    high: int


@dataclass(frozen=True, slots=True)
class GroupTeaching:
    """What one group teaches.

    structure_type, phase: ANY for every one. factor: realised over forecast amount, to three
    digits, of projects that came about; interval_of: the level, of LEVEL_NAMES, whose projects
    the interval is of, and how many they are. never_realised: share of projects. start, end:
    shifts, None where too few projects tell their months.
    """

    structure_type: str
    phase: str
    projects: int
    never_realised: float
    factor: Interval
    interval_of: str
    interval_projects: int
    start: Shift | None
    end: Shift | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a table of closed projects teaches; sha256: of the table's file.

    groups: the first is of all projects.
    """

    coverage: float
    projects: int
    sha256: str
    groups: tuple[GroupTeaching, ...]

    def of(self, structure_type: str, phase: str) -> GroupTeaching:
        """Give the narrowest group that knows such work."""
        known = {(group.structure_type, group.phase): group for group in self.groups}
        asked = ((structure_type, phase), (ANY, phase), (ANY, ANY))
        return next(known[kind] for kind in asked if kind in known)


@dataclass(frozen=True, eq=False, slots=True)
class Errors:
    """How far forecasts were off, row by row, nan where it cannot be told.

    amount: ln(realised / forecast); low, high: ln(end of the forecast's interval / forecast);
    start, end: months later than forecast. is_realised: not cancelled, not zero.
    """

    amount: Numbers
    low: Numbers
    high: Numbers
    start: Numbers
    end: Numbers
    is_realised: Flags


def errors_of(closed: Closed) -> Errors:
    """Compare what was forecast with what came; a forecast of zero has no ratio."""
    is_realised = closed.realised > 0
    has_ratio = is_realised & (closed.forecast > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        amount = np.log(closed.realised / closed.forecast)
        low, high = np.log(closed.low / closed.forecast), np.log(closed.high / closed.forecast)
    return Errors(
        amount=np.where(has_ratio, amount, np.nan),
        low=np.where(has_ratio & (closed.low > 0), low, np.nan),
        high=np.where(has_ratio, high, np.nan),
        start=closed.realised_first - closed.first,
        end=closed.realised_last - closed.last,
        is_realised=is_realised,
    )


def fewest_projects(coverage: float) -> int:
    """Say how many projects a calibration needs: one more than its intervals, to be tested."""
    return needed_projects(coverage) + 1


def calibrate(closed: Closed, sha256: str, coverage: float = USUAL_COVERAGE) -> Calibration | None:
    """Learn factors, intervals and shifts; None with too few projects, or owners, to learn from."""
    groups, errors = groups_of(closed), errors_of(closed)
    every = np.ones(len(closed), dtype=np.bool_)
    amount = learn(errors.amount, groups, every, coverage)
    projects = int(amount.projects[ALL])
    if projects < fewest_projects(coverage) or not groups.is_told[ALL]:
        return None
    start, end = (
        in_whole_months(learn(months, groups, every, coverage))
        for months in (errors.start, errors.end)
    )
    never = _never_realised(errors, groups)
    told = np.flatnonzero(groups.is_told & (amount.projects > 0)).tolist()
    return Calibration(
        coverage=coverage,
        projects=projects,
        sha256=sha256,
        groups=tuple(
            GroupTeaching(
                structure_type=str(groups.structure_type[group]),
                phase=str(groups.phase[group]),
                projects=int(amount.projects[group]),
                never_realised=round(float(never[group]), 2),
                factor=_factor(amount, group),
                interval_of=LEVEL_NAMES[groups.level[amount.interval_of[group]]],
                interval_projects=int(amount.projects[amount.interval_of[group]]),
                start=_shift(start, group),
                end=_shift(end, group),
            )
            for group in told
        ),
    )


def _factor(learnt: Learnt, group: int) -> Interval:
    """Turn logarithms into factors of three digits."""
    logs = (learnt.low[group], learnt.middle[group], learnt.high[group])
    low, mid, high = (float(f"{np.exp(log):.3g}") for log in logs)
    return Interval(low, mid, high)


def _shift(learnt: Learnt, group: int) -> Shift | None:
    if learnt.interval_of[group] < 0:
        return None
    return Shift(*(int(ends[group]) for ends in (learnt.low, learnt.middle, learnt.high)))


def _never_realised(errors: Errors, groups: Groups) -> Numbers:
    """Give the share of each group's projects that never came about, wholly or in part."""
    label = groups.members.ravel()
    weight = project_weights(label, np.tile(groups.project, len(LEVELS)))
    never = np.tile(~errors.is_realised, len(LEVELS))
    share: Numbers = np.bincount(label, weight * never) / np.bincount(label, weight)
    return share
