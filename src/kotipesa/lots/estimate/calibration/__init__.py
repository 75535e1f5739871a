# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Learn from closed projects how far early estimates are off, and correct new ones by it."""

from kotipesa.lots.estimate.calibration.applying import calibrated
from kotipesa.lots.estimate.calibration.calibration import (
    COVERAGES,
    USUAL_COVERAGE,
    Calibration,
    GroupTeaching,
    Shift,
    calibrate,
)
from kotipesa.lots.estimate.calibration.closed import Closed, closed_columns, read_closed
from kotipesa.lots.estimate.calibration.file import calibration_text, read_calibration
from kotipesa.lots.estimate.calibration.telling import tell
from kotipesa.lots.estimate.calibration.trial import Score, Trial, try_out

__all__ = [
    "COVERAGES",
    "USUAL_COVERAGE",
    "Calibration",
    "Closed",
    "GroupTeaching",
    "Score",
    "Shift",
    "Trial",
    "calibrate",
    "calibrated",
    "calibration_text",
    "closed_columns",
    "read_calibration",
    "read_closed",
    "tell",
    "try_out",
]
