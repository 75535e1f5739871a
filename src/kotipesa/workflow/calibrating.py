# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Learn from closed projects, try what was learnt, and write it for the next estimates."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kotipesa.errors import Problem, UsageError, problem, sound
from kotipesa.lots.estimate.calibration import (
    COVERAGES,
    USUAL_COVERAGE,
    Calibration,
    Trial,
    calibrate,
    calibration_text,
    read_closed,
    tell,
    try_out,
)
from kotipesa.report.whole_file import whole_file


@dataclass(frozen=True, eq=False, slots=True)
class Calibrated:
    """What was learnt, None with too few projects; how it did; what there is to say."""

    calibration: Calibration | None
    trials: tuple[Trial, ...]
    notes: tuple[Problem, ...]


def calibrate_from(
    path: Path, *, out: Path | None = None, coverage: float = USUAL_COVERAGE
) -> Calibrated:
    """Calibrate by a table of closed projects, and write the calibration where asked.

    Raises UsageError for a coverage out of bounds, and InputError with every problem of the table.
    """
    low, high = COVERAGES
    if not low <= coverage <= high:
        raise UsageError([problem("calibration_coverage", low=low, high=high)])
    closed, found = read_closed(path)
    closed = sound(closed, found)
    calibration = calibrate(closed, sha256(path.read_bytes()).hexdigest(), coverage)
    trials = try_out(closed, coverage)
    notes = (*found, *tell(closed, calibration, trials, coverage))
    if out is None:
        return Calibrated(calibration, trials, notes)
    if calibration is None:
        return Calibrated(None, trials, (*notes, problem("calibration_not_written", path=out)))
    with whole_file(out) as unfinished:
        unfinished.write_text(calibration_text(calibration), encoding="utf-8")
    return Calibrated(calibration, trials, notes)
