# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a plan of the small world, as its regional coordinator would."""

from collections.abc import Mapping
from typing import Any

from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.plans.commands import run_plan
from kotipesa_web.plans.models import Plan
from web.world import World


def planned(world: World, parameters: Mapping[str, Any] | None = None) -> Plan:
    """Ask for a plan, let a worker make it, and give it."""
    job = run_plan(viewer=world.viewer(Role.REGIONAL), name="Kevät", parameters=parameters or {})
    assert do_one("test")
    job.refresh_from_db()
    assert job.state == "done", job.problems
    return Plan.objects.get(pk=job.result["plan"])
