# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Apply a calibration to estimates.

Amounts are multiplied by the factor of their kind of work, and their interval becomes the one that
closed projects showed around the estimate. Months stay as the list tells them: a lot's window says
when its mass may move, and widening it would let a plan choose any month of it as if that were
known. How far closed projects slipped is told in the lot's note instead.
"""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Texts, texts
from kotipesa.lots.estimate.calibration.calibration import Calibration, GroupTeaching, Shift
from kotipesa.lots.estimate.works import Estimates, Works


def calibrated(
    estimates: Estimates, works: Works, calibration: Calibration
) -> tuple[Estimates, Texts]:
    """Give the calibrated estimates, and of each work what its lots' note is to say of it."""
    kinds = list(zip(works.structure_type, works.phase, strict=True))
    taught = {kind: calibration.of(*kind) for kind in dict.fromkeys(kinds)}
    of_work = np.array([_ends(taught[kind]) for kind in kinds], dtype=np.float64).reshape(-1, 3)
    low, mid, high = of_work[estimates.work].T
    notes = {kind: _note(teaching, calibration) for kind, teaching in taught.items()}
    changed = replace(
        estimates,
        amount=estimates.amount * mid,
        amount_low=estimates.amount * low,
        amount_high=estimates.amount * high,
    )
    return changed, texts([notes[kind] for kind in kinds])


def _ends(teaching: GroupTeaching) -> tuple[float, float, float]:
    return teaching.factor.low, teaching.factor.mid, teaching.factor.high


def _note(teaching: GroupTeaching, calibration: Calibration) -> str:
    factor = teaching.factor
    kind = " ".join(filter(None, (teaching.structure_type, teaching.phase))) or "all"
    shifts = {"start": teaching.start, "end": teaching.end}
    slipped = [f"; {name} {_shift_text(shift)}" for name, shift in shifts.items() if shift]
    return (
        f"; calibrated {calibration.sha256[:8]} by {teaching.projects} closed projects ({kind}): "
        f"amount ×{factor.mid:g}, {calibration.coverage:.0%} of them "
        f"×{factor.low:g}…{factor.high:g}{''.join(slipped)}"
    )


def _shift_text(shift: Shift) -> str:
    return f"{shift.mid:+d} months ({shift.low:+d}…{shift.high:+d})"
