# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Play a region's scenarios, and keep what comes of each as it comes."""

from pathlib import Path

from kotipesa.region import Region
from kotipesa.report.scenarios_files import KEPT_FILE, write_scenarios
from kotipesa.scenarios import Asked, Heard, Scenarios, Sweep, play
from kotipesa.workflow.stages import in_stages
from kotipesa.workflow.watcher import NOBODY, Watcher


def play_region(
    path: Path,
    asked: Asked,
    out: Path,
    sweep: Sweep,
    *,
    watcher: Watcher = NOBODY,
    heard: Heard = lambda *_: None,
) -> Scenarios:
    """Read a region, play its scenarios, and write what came of them.

    What was played before in the same directory, of the same region and wishes, is not played
    again; so whoever was interrupted asks once more. Raises InputError for bad data,
    InfeasibleError where the region itself has no plan.
    """

    def played(region: Region) -> Scenarios:
        return play(region, asked, sweep, out / KEPT_FILE, progress=watcher.round, heard=heard)

    return in_stages(path, watcher, "scenarios", played, lambda found: write_scenarios(found, out))
