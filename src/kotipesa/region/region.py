# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a whole region as one frozen value; a scenario is an edit of it."""

from dataclasses import dataclass, fields
from dataclasses import replace as _replace
from typing import Any

from kotipesa.errors import Problem
from kotipesa.lots import Lots
from kotipesa.periods import Horizon
from kotipesa.region.tables import (
    Different,
    Distances,
    Facilities,
    Locks,
    Projects,
    Settings,
    Sites,
)
from kotipesa.roads import RoadLinks
from kotipesa.vocab import Materials


@dataclass(frozen=True, eq=False, slots=True)
class Region:
    """Everything a plan stands on.

    roads: None without a road graph; notes: what was missing or odd but did not stop the reading;
    sha256: fingerprint of the input as read.
    """

    lots: Lots
    sites: Sites
    projects: Projects
    facilities: Facilities
    distances: Distances
    roads: RoadLinks | None
    materials: Materials
    locks: Locks
    different: Different
    settings: Settings
    notes: tuple[Problem, ...] = ()
    sha256: str = ""

    @property
    def horizon(self) -> Horizon:
        """The months that are planned."""
        return Horizon(self.settings.start, self.settings.months)

    def replace(self, **changes: Any) -> "Region":
        """Edit a copy: tables by name, or single settings by theirs."""
        names = {f.name for f in fields(Settings)}
        settings = {k: v for k, v in changes.items() if k in names}
        tables = {k: v for k, v in changes.items() if k not in names}
        if settings:
            tables["settings"] = _replace(self.settings, **settings)
        return _replace(self, **tables)
