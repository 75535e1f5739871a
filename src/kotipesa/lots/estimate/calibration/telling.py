# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say in words what a calibration rests on, what it lacks, and whether it held."""

from collections.abc import Iterator, Sequence
from math import sqrt

import numpy as np

from kotipesa.errors import Problem, problem
from kotipesa.lots.estimate.calibration.calibration import (
    LEVEL_NAMES,
    Calibration,
    errors_of,
    fewest_projects,
)
from kotipesa.lots.estimate.calibration.closed import Closed
from kotipesa.lots.estimate.calibration.groups import FEWEST_PROJECTS, KIND, groups_of
from kotipesa.lots.estimate.calibration.learning import needed_projects
from kotipesa.lots.estimate.calibration.trial import Trial

CHANCE = 2.0
"""How many standard errors a held-out coverage may fall short before it is remarked on."""


def tell(
    closed: Closed, calibration: Calibration | None, trials: Sequence[Trial], coverage: float
) -> tuple[Problem, ...]:
    """Collect the notes on a calibration, or on why there is none."""
    found = [*_left_out(closed)]
    if calibration is None:
        return (*found, _too_few(closed, coverage))
    return (*found, *_fallen_back(closed, calibration), *_held(trials, coverage))


def _left_out(closed: Closed) -> Iterator[Problem]:
    """Tell of rows that have no ratio: what never came about, and what was forecast as nothing."""
    never = closed.realised == 0
    if never.any():
        yield problem("calibration_never_realised", rows=int(never.sum()), all_rows=len(closed))
    unforeseen = (closed.forecast == 0) & ~never
    if unforeseen.any():
        yield problem("calibration_unforeseen", rows=int(unforeseen.sum()))


def _too_few(closed: Closed, coverage: float) -> Problem:
    projects = len(set(closed.project[~np.isnan(errors_of(closed).amount)]))
    needed = fewest_projects(coverage)
    if projects >= needed:
        owners = len(set(closed.owner))
        return problem("calibration_few_owners", owners=owners, needed=FEWEST_PROJECTS)
    return problem(
        "calibration_too_few", projects=projects, needed=needed, coverage=f"{coverage:.0%}"
    )


def _fallen_back(closed: Closed, calibration: Calibration) -> Iterator[Problem]:
    """Tell which groups rest on wider ones, for want of projects or to keep a secret."""
    groups = groups_of(closed)
    kinds = int(np.count_nonzero(groups.level == KIND))
    told = [group for group in calibration.groups if group.structure_type]
    if pooled := kinds - len(told):
        yield problem("calibration_pooled", groups=pooled, fewest=FEWEST_PROJECTS)
    borrowed = [group for group in told if group.interval_of != LEVEL_NAMES[KIND]]
    if borrowed:
        names = ", ".join(f"{group.structure_type} / {group.phase}" for group in borrowed[:5])
        names += ", …" if len(borrowed) > 5 else ""
        needed = needed_projects(calibration.coverage)
        yield problem("calibration_borrowed", needed=needed, names=names)
    if calibration.groups[0].start is None or calibration.groups[0].end is None:
        yield problem("calibration_months_too_few", needed=needed_projects(calibration.coverage))


def _held(trials: Sequence[Trial], coverage: float) -> Iterator[Problem]:
    """Tell when projects held out were not foretold better, or not covered as claimed."""
    for trial in trials:
        if trial.structure_type or trial.phase or trial.reliability or trial.quantity != "amount":
            continue
        if trial.after.error > trial.before.error:
            yield problem("calibration_no_better")
        chance = CHANCE * sqrt(coverage * (1 - coverage) / trial.projects)
        if trial.after.covered < coverage - chance:
            yield problem(
                "calibration_misses", share=f"{trial.after.covered:.0%}", coverage=f"{coverage:.0%}"
            )
