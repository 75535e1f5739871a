# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plans are computed once by a job, kept for good, and computed again to the same bytes."""

import threading

import pytest
from django.core.exceptions import ValidationError

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.jobs.models import JobState
from kotipesa_web.core.jobs.problems import from_rows
from kotipesa_web.core.jobs.run import Cancelled, JobRun
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.lots.engine import snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.plans.commands import recompute, run_plan
from kotipesa_web.plans.contents import contents_of
from kotipesa_web.plans.models import Plan, PlanContent
from kotipesa_web.plans.tasks import PLANNED, READ, Progress
from kotipesa_web.plans.trustee import READ_FOR_PLAN
from web.plans import planned

pytestmark = pytest.mark.django_db


def test_a_job_makes_one_plan_that_keeps_what_it_was_made_of(world):
    plan = planned(world)
    assert (plan.name, plan.status, plan.region) == ("Kevät", "optimal", world.region)
    assert plan.owner == world.organisations["liitto"]
    assert plan.gap <= 1e-6
    assert plan.max_residual_t < 0.01
    assert (plan.members, plan.known_share) == (4, 1.0)
    assert plan.alone_eur >= plan.objective_eur
    assert plan.greedy_eur >= plan.objective_eur
    content = PlanContent.objects.get(plan=plan)
    assert bytes(content.snapshot) == snapshot(world.region).content


def test_what_is_agreed_already_is_not_planned_again(world):
    lot = world.lots["l-have-sora-public"]
    Lot.objects.filter(pk=lot.pk).update(state="agreed")
    contents = contents_of(planned(world))
    assert lot.pk not in {end.pk for (role, _), end in contents.ends.items() if role == "lot"}
    assert len(contents.ends) == len(world.lots) + len(world.facilities) - 1


def test_whoever_may_not_run_plans_is_refused(world):
    for role in Role:
        if role != Role.REGIONAL:
            with pytest.raises(Refused):
                run_plan(viewer=world.viewer(role), name="Kevät", parameters={})


def test_a_plan_without_a_name_is_not_asked_for(world):
    with pytest.raises(ValidationError):
        run_plan(viewer=world.viewer(Role.REGIONAL), name="  ", parameters={})


def test_every_sealed_row_of_others_that_was_read_leaves_one_line(world):
    planned(world)
    read = AuditLine.objects.filter(action=READ_FOR_PLAN)
    sealed = {
        (kind, row.pk)
        for kind, rows in (("lot", world.lots), ("facility", world.facilities))
        for row in rows.values()
        if row.sensitivity == Sensitivity.SEALED
    }
    told = set(read.filter(kind__in=["lot", "facility"]).values_list("kind", "row_id"))
    assert told == sealed
    assert set(read.values_list("visibility", flat=True)) == {"sealed"}


def test_a_plan_is_never_changed_or_removed(world):
    plan = planned(world)
    for attempt in (plan.save, plan.delete, Plan.objects.all().delete):
        with pytest.raises(TypeError):
            attempt()
    with pytest.raises(TypeError):
        Plan.objects.update(name="Syksy")


def test_a_plan_computed_again_has_the_same_bytes_whatever_the_rows_are_by_now(world):
    plan = planned(world)
    Lot.objects.update(amount=1.0)
    job = recompute(viewer=world.viewer(Role.REGIONAL), pk=plan.pk)
    assert do_one("test")
    job.refresh_from_db()
    assert job.result["is_same"] is True
    assert job.result["sha256"] == plan.output_sha256


def test_a_plan_nobody_wants_any_more_is_not_kept(world):
    job = run_plan(viewer=world.viewer(Role.REGIONAL), name="Kevät", parameters={})
    stopping = threading.Event()
    stopping.set()
    assert do_one("test", stopping)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        lambda watch: watch.stage("plan"),
        lambda watch: watch.round(3, 120.0, 100.0),
        lambda watch: watch.owner(2, 5),
    ],
)
def test_a_cancelled_plan_ends_at_its_next_round(world, step):
    run = JobRun(1, {}, world.viewer(Role.REGIONAL))
    watch = Progress(run, None)
    step(watch)
    run.is_cancelled = True
    with pytest.raises(Cancelled):
        step(watch)


def test_progress_goes_by_how_near_the_best_plan_is(world):
    run = JobRun(1, {}, world.viewer(Role.REGIONAL))
    watch = Progress(run, 1e-4)
    shares = []
    for cost_eur in (float("inf"), 200.0, 101.0, 100.01, 100.0):
        watch.round(1, cost_eur, 100.0)
        shares.append(run.share)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (READ, PLANNED)


def test_parameters_stand_for_the_settings_of_the_region(world):
    dear = planned(world, parameters={"carbon_eur_per_t": 200.0, "months": 12})
    usual = planned(world)
    assert (dear.months, usual.months) == (12, 24)
    assert dear.parameters == {"carbon_eur_per_t": 200.0, "months": 12}
    assert dear.input_sha256 == usual.input_sha256
    assert dear.output_sha256 != usual.output_sha256


def test_bad_rows_end_the_job_with_their_number_alone_for_they_may_be_sealed(world):
    Lot.objects.update(material="kuumurske")
    job = run_plan(viewer=world.viewer(Role.REGIONAL), name="Kevät", parameters={})
    do_one("test")
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    told = [(found.code, dict(found.params)) for found in from_rows(job.problems)]
    assert told == [("plan_rows_unsound", {"count": str(len(world.lots))})]
