# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make a plan of the small world, as its regional coordinator would."""

from collections.abc import Mapping
from typing import Any

from kotipesa_web.core.jobs.run import JobRun
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.models import Lot
from kotipesa_web.plans.commands import run_plan, save_plan
from kotipesa_web.plans.contents import parsed
from kotipesa_web.plans.engine import Computed, compute
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.published import publish_contents
from kotipesa_web.plans.tasks import Progress
from kotipesa_web.plans.trustee import Reading, read_as_trustee
from web.world import World

_MADE: dict[tuple[int, str], tuple[Reading, Computed]] = {}


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


def plan_of_all(world: World) -> Plan:
    """Keep a plan of the whole world; it is computed once for all who ask."""
    return _kept(world, "all")


def plan_of_one(world: World, lot: Lot) -> Plan:
    """Keep a plan whose one move is within the project of a lot."""
    Lot.objects.exclude(project_id=lot.project_id).update(state=LotState.CLOSED)
    return _kept(world, f"{lot.owner.code} {lot.sensitivity}")


def _kept(world: World, name: str) -> Plan:
    viewer = world.viewer(Role.REGIONAL)
    key = world.region.pk, name  # the plan of another world would name rows that are gone
    if key not in _MADE:
        reading = read_as_trustee(viewer, world.region, name)
        run = JobRun(0, {}, viewer)
        _MADE[key] = reading, compute(reading.snapshot.content, {}, Progress(run, None))
    reading, computed = _MADE[key]
    asked = {"region": world.region.pk, "name": name, "parameters": {}}
    told = publish_contents(parsed(computed.outputs, reading.ends))
    return save_plan(viewer=viewer, asked=asked, reading=reading, computed=computed, told=told)
