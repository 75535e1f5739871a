# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show jobs: how far they are, what came of them, and a button to cancel."""

import pytest
from django.urls import reverse

from kotipesa.errors import problem
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.jobs.problems import as_rows

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def asked(world):
    viewer = world.viewer("planner")
    return Job.objects.create(
        kind="tests.add", asked_by_id=viewer.user_id, owner_id=viewer.organisation_id
    )


@pytest.fixture
def planner(client_of):
    return client_of("planner")


def now(asked, **values):
    Job.objects.filter(pk=asked.pk).update(**values)


def test_a_program_reads_a_job_as_json(asked, planner):
    now(asked, state="running", progress=0.25, message="Adding")
    told = planner.get(reverse("job", args=[asked.pk]), headers={"Accept": "application/json"})
    assert told.json() == {
        "id": asked.pk,
        "kind": "tests.add",
        "state": "running",
        "progress": 0.25,
        "message": "Adding",
        "result": {},
        "problems": [],
    }


def test_a_running_job_shows_its_bar_and_asks_again_in_a_second(asked, planner):
    now(asked, state="running", progress=0.25)
    page = planner.get(reverse("job", args=[asked.pk])).content.decode()
    assert 'max="100" value="25"' in page
    assert 'hx-trigger="every 1s"' in page
    assert reverse("job_cancel", args=[asked.pk]) in page


def test_only_news_is_said_aloud(asked, planner):
    now(asked, state="running", message="Adding")
    address = reverse("job", args=[asked.pk])
    first = planner.get(address, {"heard": "queued"}, headers=HTMX).content.decode()
    again = planner.get(address, {"heard": "running Adding"}, headers=HTMX).content.decode()
    assert ("hx-swap-oob" in first, "hx-swap-oob" in again) == (True, False)


def test_a_job_that_is_done_opens_its_result(asked, planner):
    now(asked, state="done", result={"url": "/plans/3"})
    answer = planner.get(reverse("job", args=[asked.pk]), headers=HTMX)
    assert answer["HX-Redirect"] == "/plans/3"
    assert "every 1s" not in answer.content.decode()


def test_a_failed_job_tells_its_problems(asked, planner):
    now(asked, state="failed", problems=as_rows([problem("job_broke", number=7)]))
    page = planner.get(reverse("job", args=[asked.pk])).content.decode()
    assert "Tehtävä 7 päättyi ohjelman virheeseen." in page


def test_a_job_is_cancelled_by_its_button(asked, planner):
    answer = planner.post(reverse("job_cancel", args=[asked.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("job", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "cancelled"


def test_a_job_of_others_is_not_there(asked, client_of):
    company = client_of("company")
    assert company.get(reverse("job", args=[asked.pk])).status_code == 404
    assert company.post(reverse("job_cancel", args=[asked.pk])).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "queued"
