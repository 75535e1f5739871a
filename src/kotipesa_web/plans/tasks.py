# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the long work of plans."""

import math
import time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from kotipesa.errors import KotipesaError
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.jobs import JobRun, Saving, job
from kotipesa_web.places.models import Region
from kotipesa_web.plans.commands import COMPUTE, RECOMPUTE, save_plan
from kotipesa_web.plans.contents import parsed
from kotipesa_web.plans.engine import compute
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.published import publish_contents
from kotipesa_web.plans.trustee import read_as_trustee, without_secrets

READ, PLANNED, COMPARED = 0.05, 0.70, 0.95
"""How far the work is when the region has been read, planned, and compared."""

STAGES = {
    "read": (0.0, gettext_noop("Reading the region")),
    "plan": (READ, gettext_noop("Planning")),
    "compare": (PLANNED, gettext_noop("Planning each organisation alone, to compare")),
    "write": (COMPARED, gettext_noop("Writing the plan")),
}
USUAL_GAP = 1e-6


class Progress:
    """Tell a job's run how far a plan is, and stop where it is no longer wanted."""

    def __init__(self, run: JobRun, gap: float | None) -> None:
        """Aim at a relative gap."""
        self.run = run
        self.goal = max(gap or USUAL_GAP, USUAL_GAP)
        self.began = time.monotonic()

    def stage(self, name: str) -> None:
        """Tell that a stage begins."""
        share, message = STAGES[name]
        self.run.progress(share, message)
        self.began = time.monotonic()

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Tell how near the best plan so far is to what any plan must cost; each tenth counts."""
        gap = (cost_eur - bound_eur) / max(1.0, abs(cost_eur)) if math.isfinite(cost_eur) else 1.0
        gap = min(max(gap, self.goal), 1.0) if math.isfinite(gap) else 1.0
        done = math.log(gap) / math.log(self.goal)
        told = {"round": number, "gap": f"{100 * gap:.2g}", "seconds": self._left(done)}
        message = _("Round %(round)s: at most %(gap)s %% from the best, about %(seconds)s s left")
        self.run.progress(READ + done * (PLANNED - READ), message % told)

    def owner(self, number: int, count: int) -> None:
        """Tell which organisation is planned alone."""
        share = PLANNED + (COMPARED - PLANNED) * number / count
        self.run.progress(share)

    def _left(self, done: float) -> int:
        spent = time.monotonic() - self.began
        return math.ceil(spent * (1 - done) / done) if done > 0 else math.ceil(spent)


@job(COMPUTE, gettext_lazy("Computing a plan"))
def compute_plan(run: JobRun) -> Saving:
    """Read the region, plan it, and keep the plan when the job ends."""
    asked = run.params
    run.progress(0.0, STAGES["read"][1])
    region = Region.objects.get(pk=asked["region"])
    reading = read_as_trustee(run.viewer, region, asked["name"])
    watch = Progress(run, asked["parameters"].get("gap"))
    try:
        computed = compute(reading.snapshot.content, asked["parameters"], watch)
    except KotipesaError as refused:
        raise KotipesaError(without_secrets(refused.problems, reading)) from None
    told = publish_contents(parsed(computed.outputs, reading.ends))

    def save() -> dict[str, object]:
        plan = save_plan(
            viewer=run.viewer, asked=asked, reading=reading, computed=computed, told=told
        )
        return {"plan": plan.pk, "url": reverse("plans:plan", args=[plan.pk])}

    return save


@job(RECOMPUTE, gettext_lazy("Computing a plan again"))
def recompute_plan(run: JobRun) -> Saving:
    """Compute a plan again from what it was made of, and say whether every byte is the same."""
    plan = Plan.objects.select_related("content").get(pk=run.params["plan"])
    watch = Progress(run, plan.parameters.get("gap"))
    computed = compute(bytes(plan.content.snapshot), plan.parameters, watch)
    is_same = computed.sha256 == plan.output_sha256

    def save() -> dict[str, object]:
        record(run.viewer, action="recompute_plan", row=plan, after={"is_same": is_same})
        url = reverse("plans:plan", args=[plan.pk])
        return {"plan": plan.pk, "is_same": is_same, "sha256": computed.sha256, "url": url}

    return save
