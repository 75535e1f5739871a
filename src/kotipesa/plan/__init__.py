# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan who hauls what where and when, exactly, with a proof of how good the plan is."""

import sys
from types import ModuleType
from typing import Any

from kotipesa.plan.plan import Plan, make_plan
from kotipesa.plan.replan.changes import Changes
from kotipesa.region import Region

__all__ = ["Changes", "Plan", "make_plan"]


class _Room(ModuleType):
    """Let the room be called by what it does: ``kotipesa.plan(region)``."""

    def __call__(self, region: Region, **options: Any) -> Plan:
        """Plan a region; see ``make_plan``."""
        return make_plan(region, **options)


sys.modules[__name__].__class__ = _Room
