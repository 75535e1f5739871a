# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold jobs to their word: asked in a transaction, done once, ended with a result or a reason."""

import os
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from kotipesa.errors import InputError, Where, problem
from kotipesa_web.accounts.models import Organisation, User
from kotipesa_web.core.errors import Conflict, Hidden, Refused
from kotipesa_web.core.jobs import cancel, enqueue, job, job_for, jobs_for, leases
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.problems import as_rows, from_rows
from kotipesa_web.core.jobs.run import LeaseLost
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.models import AuditLine
from kotipesa_web.core.permissions import Role
from kotipesa_web.core.viewer import PUBLIC, Viewer
from kotipesa_web.places.models import Region

pytestmark = pytest.mark.django_db

LOADED = "import sys, django; django.setup(); print({'numba', 'polars'} & {*sys.modules})"
ROW = problem("path_not_found", Where(file="lots.csv", row=3), path="x")

REFUSALS = {
    "job_overtaken": Conflict(None, {}),
    "job_refused": Refused(),
    "job_refused_value": ValidationError("Liian suuri."),
}


@job("tests.add")
def add(run):
    run.progress(0.5, "Adding")
    return {"sum": run.params["a"] + run.params["b"], "by": run.viewer.name}


@job("tests.save")
def save(run):
    return lambda: {"region": Region.objects.create(code=run.params["code"]).code}


@job("tests.save_and_break")
def save_and_break(run):
    def saving():
        Region.objects.create(code=run.params["code"])
        raise InputError([ROW])

    return saving


@job("tests.break")
def break_down(_run):
    raise ZeroDivisionError


@job("tests.refuse")
def refuse(run):
    raise REFUSALS[run.params["why"]]


@job("tests.give_up")
def give_up(run):
    cancel(viewer=run.viewer, pk=run.job_id)
    return lambda: {"region": Region.objects.create(code="never").code}


@job("tests.language")
def language(_run):
    return {"language": translation.get_language()}


@job("tests.overslept")
def overslept(run):
    Job.objects.filter(pk=run.job_id).update(token=uuid4())
    return lambda: {"region": Region.objects.create(code="never").code}


@pytest.fixture
def people():
    region = Region.objects.create(code="r")
    house = [
        Organisation.objects.create(region=region, name=n, code=n, business_id=n) for n in "ab"
    ]
    users = [User.objects.create(email=f"{n}@x.fi", name=n) for n in "abc"]
    where = [house[0], house[0], house[1]]
    return [
        Viewer(Role.PLANNER, user.pk, place.pk, None, region.pk, user.name, "sv")
        for user, place in zip(users, where, strict=True)
    ]


def ended(kind, params, viewer=PUBLIC):
    asked = enqueue(kind, params, viewer)
    assert do_one("here:1")
    asked.refresh_from_db()
    assert (asked.lease_until, asked.token) == (None, None) or asked.state == JobState.RUNNING
    return asked


def test_a_job_is_done_and_keeps_its_result(people):
    found = ended("tests.add", {"a": 1, "b": 2}, people[0])
    assert (found.state, found.progress, found.attempts) == (JobState.DONE, 1.0, 1)
    assert found.result == {"sum": 3, "by": "a"}
    assert (found.asked_by_id, found.owner_id) == (people[0].user_id, people[0].organisation_id)
    assert found.queued_at <= found.started_at <= found.finished_at
    assert not do_one("here:1")


def test_a_job_of_a_kind_nobody_does_is_refused_at_once():
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        enqueue("tests.unknown", {}, PUBLIC)
    assert Job.objects.count() == 0


def test_a_job_asked_in_a_transaction_that_fails_was_never_asked():
    with transaction.atomic():
        enqueue("tests.add", {"a": 1, "b": 2}, PUBLIC)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_asking_and_cancelling_leave_audit_lines(people):
    asked = enqueue("tests.add", {"a": 1, "b": 2}, people[0])
    cancel(viewer=people[1], pk=asked.pk)
    lines = AuditLine.objects.order_by("pk").values_list("action", "actor_id", "row_id", "note")
    assert list(lines) == [
        ("ask_job", people[0].user_id, asked.pk, "tests.add"),
        ("cancel_job", people[1].user_id, asked.pk, "tests.add"),
    ]


def test_the_oldest_job_comes_first():
    first, second = (enqueue("tests.add", {"a": a, "b": 0}, PUBLIC) for a in (1, 2))
    assert [leases.claim("here:1").pk, leases.claim("here:2").pk] == [first.pk, second.pk]
    assert leases.claim("here:3") is None


def test_what_a_job_saves_stands_with_its_end():
    assert ended("tests.save", {"code": "new"}).result == {"region": "new"}
    assert Region.objects.filter(code="new").exists()


def test_a_job_that_fails_while_saving_saves_nothing_and_says_why():
    found = ended("tests.save_and_break", {"code": "new"})
    assert (found.state, from_rows(found.problems)) == (JobState.FAILED, [ROW])
    assert not Region.objects.filter(code="new").exists()


def test_a_job_that_breaks_tells_its_number_and_nothing_of_the_inside():
    found = ended("tests.break", {})
    assert found.state == JobState.FAILED
    assert from_rows(found.problems) == [problem("job_broke", number=found.pk)]


@pytest.mark.parametrize("why", REFUSALS)
def test_a_job_that_was_refused_says_why(why):
    found = ended("tests.refuse", {"why": why})
    assert (found.state, [p["code"] for p in found.problems]) == (JobState.FAILED, [why])


def test_a_waiting_job_is_cancelled_at_once(people):
    asked = enqueue("tests.add", {"a": 1, "b": 2}, people[0])
    assert cancel(viewer=people[0], pk=asked.pk).state == JobState.CANCELLED
    assert not do_one("here:1")


def test_a_job_cancelled_before_its_end_saves_nothing(people):
    assert ended("tests.give_up", {}, people[0]).state == JobState.CANCELLED
    assert not Region.objects.filter(code="never").exists()


def test_a_job_that_has_ended_stays_as_it_ended(people):
    found = ended("tests.add", {"a": 1, "b": 2}, people[0])
    assert cancel(viewer=people[0], pk=found.pk).state == JobState.DONE


def test_jobs_are_followed_by_their_asker_and_the_organisation_alone(people):
    asked = enqueue("tests.add", {"a": 1, "b": 2}, people[0])
    assert [list(jobs_for(v)) for v in (*people, PUBLIC)] == [[asked], [asked], [], []]
    with pytest.raises(Hidden):
        job_for(people[2], asked.pk)
    with pytest.raises(Hidden):
        cancel(viewer=people[2], pk=asked.pk)


def test_a_job_speaks_the_language_of_its_asker(people):
    with translation.override("en"):
        assert ended("tests.language", {}, people[0]).result == {"language": "sv"}


def test_a_worker_that_lost_its_lease_cannot_save():
    found = ended("tests.overslept", {})
    assert (found.state, found.result) == (JobState.RUNNING, {})
    assert not Region.objects.filter(code="never").exists()


def lapse(found):
    Job.objects.filter(pk=found.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_an_abandoned_job_is_picked_up_once_and_then_given_up():
    enqueue("tests.add", {"a": 1, "b": 2}, PUBLIC)
    first = leases.claim("dead:1")
    assert leases.claim("here:2") is None
    lapse(first)
    second = leases.claim("dead:2")
    assert (second.pk, second.attempts) == (first.pk, 2)
    with pytest.raises(LeaseLost):
        leases.finish(first, {})
    lapse(second)
    assert leases.claim("here:3") is None
    second.refresh_from_db()
    assert second.state == JobState.FAILED
    assert second.problems == as_rows([problem("job_given_up", attempts=2)])


def test_an_abandoned_job_whose_asker_gave_up_is_cancelled(people):
    enqueue("tests.add", {"a": 1, "b": 2}, people[0])
    taken = leases.claim("dead:1")
    cancel(viewer=people[0], pk=taken.pk)
    lapse(taken)
    assert leases.claim("here:2") is None
    taken.refresh_from_db()
    assert taken.state == JobState.CANCELLED


def test_a_beat_keeps_the_lease_and_tells_of_cancelling(people):
    asked = enqueue("tests.add", {"a": 1, "b": 2}, people[0])
    assert leases.renew(asked, share=0.1, message="") is None
    taken = leases.claim("here:1")
    assert leases.renew(taken, share=0.25, message="Adding") is False
    cancel(viewer=people[0], pk=asked.pk)
    assert leases.renew(taken, share=0.5, message="Adding") is True
    before = taken.lease_until
    taken.refresh_from_db()
    assert (taken.progress, taken.message) == (0.5, "Adding")
    assert taken.lease_until > before


def test_what_computes_is_not_loaded_before_a_job_wants_it():
    around = {**os.environ, "DJANGO_SETTINGS_MODULE": "kotipesa_web.settings"}
    told = subprocess.run(
        [sys.executable, "-c", LOADED], env=around, capture_output=True, check=True
    )
    assert told.stdout == b"set()\n"


@pytest.mark.parametrize("kind", ["plans.fly", "ui.fly", "fly"])
def test_what_no_app_can_do_is_not_taken_on(kind):
    with pytest.raises(LookupError, match=kind):
        enqueue(kind, {}, PUBLIC)
