# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell each person each new thing in exactly one digest, however often and far it runs."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from kotipesa_web.core.errors import Refused
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.matches import digests, noticing, watching
from kotipesa_web.matches.candidates import candidates
from kotipesa_web.matches.models import Digest, Notice
from kotipesa_web.matches.queries import new_candidates

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


class CutError(Exception):
    """The worker was killed."""


def never():
    """Go on."""


@pytest.fixture
def watched(world):
    """Watch a need of the company's while one lot that would fit is hidden."""
    company, own = world.viewer("company"), world.lots["l-need-sora-sealed"]
    late = world.lots["l-have-vantaa-public"]
    late.sensitivity = "sealed"
    late.save()
    found = candidates(company, own.pk)
    watching.watch(viewer=company, lot_pk=own.pk, found=found)
    late.sensitivity = "public"
    late.save()
    return company, own, late


def run(today, between=never):
    noticing.notice_all(today, between)
    digests.gather(today, between)
    digests.send_all(between)


def test_a_new_candidate_is_told_once_by_page_and_by_mail(watched):
    company, own, late = watched
    for today in (TODAY, TODAY, TODAY + DAY):
        run(today)
    assert [one.candidate_id for one in new_candidates(company)] == [late.pk]
    assert [one.to for one in mail.outbox] == [["company@example.fi"]]
    assert f"/matches/lots/{own.pk}/" in mail.outbox[0].body
    assert watching.mark_seen(viewer=company, lot_pk=own.pk) == 1
    assert not new_candidates(company).exists()


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("steps", range(6))
def test_a_run_cut_short_anywhere_loses_and_doubles_nothing(steps):
    left = [steps]

    def between():
        left[0] -= 1
        if left[0] < 0:
            raise CutError

    try:
        run(TODAY, between)
    except CutError:
        run(TODAY)
    run(TODAY + DAY)
    assert Notice.objects.count() == 1
    assert [one.notices.count() for one in Digest.objects.filter(notices__isnull=False)] == [1]
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == len(mail.outbox) == 1


def test_who_answers_for_a_stale_forecast_is_reminded_once_a_quarter(world):
    project = world.projects["helsinki-partners"]
    project.responsible, project.last_confirmed = world.people["coordinator"], date(2025, 1, 1)
    project.save()
    for today in (TODAY, TODAY + DAY, TODAY + 40 * DAY):
        run(today)
    assert [one.to for one in mail.outbox] == [["coordinator@example.fi"]] * 2
    assert project.name in mail.outbox[0].body


def test_what_was_sealed_meanwhile_is_not_told(watched):
    _company, _own, late = watched
    noticing.notice_all(TODAY, never)
    late.sensitivity = "sealed"
    late.save()
    digests.gather(TODAY, never)
    assert digests.send_all(never) == 0
    assert mail.outbox == []


@pytest.mark.usefixtures("watched")
def test_the_timer_asks_for_one_job_and_a_worker_does_it():
    call_command("remind")
    call_command("remind")
    assert do_one("test")
    job = Job.objects.get(kind="matches.alerts")
    assert (job.state, job.result) == ("done", {"made": 1, "sent": 1})


def test_only_an_administrator_sets_when_forecasts_are_stale(world):
    watching.set_reminding(viewer=world.viewer("admin"), stale_after_months=12, near_months=0)
    with pytest.raises(Refused):
        watching.set_reminding(viewer=world.viewer("regional"), stale_after_months=1, near_months=0)


def test_a_watch_is_taken_once_and_given_up(watched):
    company, own, _late = watched
    found = candidates(company, own.pk)
    again = watching.watch(viewer=company, lot_pk=own.pk, found=found)
    assert again.since <= timezone.now()
    watching.unwatch(viewer=company, lot_pk=own.pk)
    run(TODAY)
    assert mail.outbox == []
