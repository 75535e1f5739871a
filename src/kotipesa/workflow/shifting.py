# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Weigh the moves of a region's projects, and write what they are worth."""

from pathlib import Path

from kotipesa.region import Region
from kotipesa.report.shift_files import write_shifts
from kotipesa.scenarios import Heard, Sweep
from kotipesa.shifts import Asked, Shifts, shift
from kotipesa.workflow.stages import in_stages
from kotipesa.workflow.watcher import NOBODY, Watcher


def shift_region(
    path: Path,
    asked: Asked,
    out: Path,
    sweep: Sweep,
    *,
    watcher: Watcher = NOBODY,
    heard: Heard = lambda *_: None,
) -> Shifts:
    """Read a region, weigh its moves, alternatives and targets, and write what they are worth.

    Raises InputError for bad data, InfeasibleError where the region itself has no plan.
    """

    def weighed(region: Region) -> Shifts:
        return shift(region, asked, sweep, progress=watcher.round, heard=heard)

    return in_stages(path, watcher, "shift", weighed, lambda found: write_shifts(found, out))
