# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Try a calibration on projects it has not seen: what is better, and do the intervals hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.lots.estimate.calibration.calibration import errors_of, fewest_projects
from kotipesa.lots.estimate.calibration.closed import Closed
from kotipesa.lots.estimate.calibration.groups import (
    ANY,
    KIND,
    Groups,
    groups_of,
    is_tellable,
    project_weights,
)
from kotipesa.lots.estimate.calibration.learning import in_whole_months, learn, medians

FOLDS = 20
UNTOLD = "-"
QUANTITIES = ("amount", "start", "end")


class Score(NamedTuple):
    """How well some rows were foretold, every project counting once; nan where not known.

    error: median size of what was off; bias: its median; covered: share inside the interval;
    width: median width of the interval. Of amounts these are natural logarithms of ratios, of
    start and end months.
    """

    error: float
    bias: float
    covered: float
    width: float


@dataclass(frozen=True, slots=True)
class Trial:
    """How some projects were foretold before and after calibration.

    quantity: of QUANTITIES; structure_type, phase, reliability: ANY for every one; of
    reliability UNTOLD where it was not.
    """

    quantity: str
    structure_type: str
    phase: str
    reliability: str
    projects: int
    before: Score
    after: Score


class _Foretold(NamedTuple):
    """What was left of the error, and where the interval lies around the middle."""

    left: Numbers
    low: Numbers
    high: Numbers


def try_out(closed: Closed, coverage: float) -> tuple[Trial, ...]:
    """Compare forecasts as they were with forecasts calibrated by other projects.

    Projects are held out whole: each alone, or with many projects in twenty parts or more. A
    quantity that few projects tell is tried by none.
    """
    groups, errors = groups_of(closed), errors_of(closed)
    unknown = np.full(len(closed), np.nan)
    values = {"amount": errors.amount, "start": errors.start, "end": errors.end}
    own = {"amount": (errors.low, errors.high)}
    trials: list[Trial] = []
    for quantity, value in values.items():
        low, high = own.get(quantity, (unknown, unknown))
        after = _held_out(value, groups, coverage, is_months=quantity != "amount")
        before = _Foretold(value, low, high)
        trials += _trials(quantity, before, after, closed, groups)
    return tuple(trials)


def _held_out(value: Numbers, groups: Groups, coverage: float, *, is_months: bool) -> _Foretold:
    """Foretell each row by a calibration that knows no row of its project."""
    found = np.full((3, len(value)), np.nan)
    is_known = ~np.isnan(value)
    held_in = _folds(groups.project, is_known, coverage)
    narrowest = _narrowest(groups)
    for fold in np.unique(held_in[is_known]):
        tested = is_known & (held_in == fold)
        learnt = learn(value, groups, is_known & ~tested, coverage)
        learnt = in_whole_months(learnt) if is_months else learnt
        group = narrowest[tested]
        found[0, tested] = value[tested] - learnt.middle[group]
        found[1, tested] = learnt.low[group] - learnt.middle[group]
        found[2, tested] = learnt.high[group] - learnt.middle[group]
    return _Foretold(*found)


def _folds(project: Indices, is_known: Flags, coverage: float) -> Indices:
    """Put projects in parts, in the order of their ids; what is left must be enough to learn."""
    known, place = np.unique(project[is_known], return_inverse=True)
    parts = min(max(FOLDS, fewest_projects(coverage)), max(len(known), 1))
    fold = np.zeros(len(project), dtype=np.int32)
    fold[is_known] = place % parts
    return fold


def _narrowest(groups: Groups) -> Indices:
    """Name for each row the narrowest group that a calibration would tell."""
    narrowest: Indices = groups.members[0]
    for group in groups.members[1:]:
        narrowest = np.where(groups.is_told[group], group, narrowest)
    return narrowest


def _trials(
    quantity: str, before: _Foretold, after: _Foretold, closed: Closed, groups: Groups
) -> Iterator[Trial]:
    """Score all rows, then those of each phase, structure type, both, and reliability."""
    rows = np.flatnonzero(~np.isnan(before.left))
    for names, label in _divisions(closed, groups):
        size = len(names)
        told = is_tellable(label[rows], groups.project[rows], closed.owner[rows], size)
        for group in np.flatnonzero(told):
            inside = rows[label[rows] == group]
            weight = project_weights(np.zeros(len(inside), np.int32), groups.project[inside])
            yield Trial(
                quantity,
                *names[group],
                projects=len(np.unique(groups.project[inside])),
                before=_score(before, inside, weight),
                after=_score(after, inside, weight),
            )


def _divisions(
    closed: Closed, groups: Groups
) -> Iterator[tuple[list[tuple[str, str, str]], Indices]]:
    """Divide the rows in every way that is reported; name the parts, and say of each row which."""
    everywhere = np.zeros(len(closed), dtype=np.int32)
    yield [(ANY, ANY, ANY)], everywhere
    phases, place = _coded(closed.phase)
    yield [(ANY, phase, ANY) for phase in phases], place
    types, place = _coded(closed.structure_type)
    yield [(kind, ANY, ANY) for kind in types], place
    both = zip(groups.structure_type, groups.phase, groups.level, strict=True)
    names = [(str(kind), str(phase), ANY) for kind, phase, level in both if level == KIND]
    yield names, groups.members[KIND] - (len(groups) - len(names))
    reliabilities, place = _coded(closed.reliability)
    if reliabilities != [ANY]:
        yield [(ANY, ANY, code or UNTOLD) for code in reliabilities], place


def _coded(column: Texts) -> tuple[list[str], Indices]:
    found, place = np.unique(column.astype(str), return_inverse=True)
    return found.tolist(), place.astype(np.int32)


def _score(foretold: _Foretold, rows: Indices, weight: Numbers) -> Score:
    left, low, high = (column[rows] for column in foretold)
    is_inside = (low <= left + 1e-12) & (left <= high + 1e-12)
    return Score(
        error=_median(np.abs(left), weight),
        bias=_median(left, weight),
        covered=_share(is_inside, weight, ~np.isnan(low) & ~np.isnan(high)),
        width=_median(high - low, weight),
    )


def _median(value: Numbers, weight: Numbers) -> float:
    known = ~np.isnan(value)
    label = np.zeros(int(known.sum()), dtype=np.int32)
    return float(medians(value[known], label, weight[known], 1)[0])


def _share(holds: Flags, weight: Numbers, known: Flags) -> float:
    total = float(weight[known].sum())
    return float(weight[known & holds].sum()) / total if total else float("nan")
