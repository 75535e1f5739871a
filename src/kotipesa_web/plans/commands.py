# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for plans, keep them, and ask for them to be computed again."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import Region
from kotipesa_web.plans.engine import Computed
from kotipesa_web.plans.models import Plan, PlanContent
from kotipesa_web.plans.published import Published
from kotipesa_web.plans.queries import plan_for
from kotipesa_web.plans.trustee import Reading

COMPUTE, RECOMPUTE = "plans.compute", "plans.recompute"
SUMS = (
    *("status", "objective_eur", "lower_bound_eur", "gap", "max_residual_t", "haul_eur", "litres"),
    *("kgco2e", "tonne_km", "virgin_t", "moves", "start", "months"),
    *("engine_version", "vocab_version", "solver_version"),
)


@command
def run_plan(*, viewer: Viewer, name: str, parameters: Mapping[str, Any]) -> Job:
    """Ask for a plan of the viewer's region; a worker makes it.

    Parameters: gap, time_limit_s, carbon_eur_per_t, unmet_eur_per_t, months, open_ids; what is
    left out is as the region's settings say. Raises ValidationError for a plan without a name.
    """
    require(viewer, "run_plan")
    if not name.strip():
        raise ValidationError({"name": _("Give the plan a name, by which others find it.")})
    asked = {"name": name.strip()[:200], "parameters": dict(parameters)}
    return enqueue(COMPUTE, {"region": viewer.region_id, **asked}, viewer)


@command
def recompute(*, viewer: Viewer, pk: int) -> Job:
    """Ask for a plan to be computed again from what it was made of, and compared byte by byte."""
    require(viewer, "run_plan")
    plan = plan_for(viewer, pk)
    return enqueue(RECOMPUTE, {"plan": plan.pk}, viewer)


def save_plan(
    *,
    viewer: Viewer,
    asked: Mapping[str, Any],
    reading: Reading,
    computed: Computed,
    told: Published,
) -> Plan:
    """Keep a plan for good; called in the transaction that ends its job."""
    region = Region.objects.get(pk=asked["region"])
    plan = Plan.objects.create(
        region=region,
        owner_id=viewer.organisation_id or 0,
        made_by_id=viewer.user_id or 0,
        name=asked["name"],
        parameters=asked["parameters"],
        input_sha256=reading.snapshot.sha256,
        output_sha256=computed.sha256,
        seconds=computed.seconds,
        is_shown=told.is_shown,
        unmet_t=told.unmet_t,
        **_sums(computed.record),
    )
    PlanContent.objects.create(
        plan=plan,
        snapshot=reading.snapshot.content,
        outputs=computed.outputs,
        ends=reading.ends,
    )
    made = {"status": plan.status, "input_sha256": plan.input_sha256}
    record(viewer, action="run_plan", row=plan, after=made, note=plan.name)
    return plan


def _sums(told: Mapping[str, Any]) -> dict[str, Any]:
    """Take the figures of lists out of plan.json."""
    litres: Mapping[str, Any] = next((row for row in told["impact"] if row["id"] == "litres"), {})
    return {
        **{name: told[name] for name in SUMS},
        "litres_low": litres.get("low"),
        "litres_high": litres.get("high"),
        "alone_eur": told["baselines"]["alone"],
        "greedy_eur": told["baselines"]["greedy"],
        "members": len(told["rests_on"]["members"]),
        "known_share": told["rests_on"]["known_share"],
    }
