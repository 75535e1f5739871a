# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a plan of the small world, as its regional coordinator would."""

from collections.abc import Mapping
from typing import Any

from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.models import Lot
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


def with_one_taker(world: World, taker: str) -> None:
    """Leave one have of Sora, and one need of somebody else that takes it."""
    kept = ("l-have-sora-public", f"l-need-{taker}")
    Lot.objects.exclude(code__in=kept).update(state=LotState.CLOSED)
    assert set(kept) <= set(world.lots)
