# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the front page to everybody, my page and our data to members."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Hidden
from kotipesa_web.forum.models import Task
from kotipesa_web.home import retention
from kotipesa_web.home.doings import doings
from kotipesa_web.intake.models import Batch
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.commands import send_enquiry

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)
MEMBERS = ("company", "planner", "coordinator", "regional", "authority", "researcher", "admin")


@pytest.fixture
def confirmed(world):
    """Confirm every forecast today, and let nothing begin soon."""
    for project in world.projects.values():
        project.last_confirmed, project.first_month = timezone.localdate(), "2040-01"
        project.save()


def test_the_front_page_tells_anybody_what_kotipesa_is_and_how_many_joined(client_of):
    page = client_of("public").get("/").content.decode()
    assert "Massat löytävät paikkansa läheltä" in page
    assert "/account/login/" in page


@pytest.mark.parametrize("role", MEMBERS)
def test_a_person_who_signs_in_comes_to_their_own_page(client_of, role):
    answer = client_of(role).get("/")
    assert (answer.status_code, answer.url) == (302, "/my/")


@pytest.mark.usefixtures("confirmed")
def test_my_page_tells_what_waits_and_why_in_few_queries(
    client_of, world, django_assert_max_num_queries
):
    helsinki = world.organisations["helsinki"]
    project = world.projects["helsinki-partners"]
    project.last_confirmed = LONG_AGO
    project.save()
    Task.objects.create(
        region=world.region, title="Tuo hankkeet", assigned_to=helsinki, due=LONG_AGO
    )
    person = world.people["coordinator"]
    Batch.objects.create(
        region=world.region, owner=helsinki, uploaded_by=person, state="checked", source="kaavat"
    )
    send_enquiry(
        viewer=world.viewer("company"),
        about_pk=world.lots["l-have-helsinki-public"].pk,
        text="Onko vielä vapaana?",
    )
    found = doings(world.viewer("coordinator"))
    about = found[0].title
    assert [(one.mark, one.title) for one in found] == [
        ("attention", about),
        ("info", "kaavat"),
        ("attention", project.name),
        ("bad", "Tuo hankkeet"),
    ]
    client = client_of("coordinator")
    with django_assert_max_num_queries(12):
        page = client.get("/my/").content.decode()
    assert all(one.href in page for one in found)


@pytest.mark.usefixtures("confirmed")
def test_who_has_nothing_to_do_is_told_so(client_of):
    assert "Sinua ei odota tänään mikään." in client_of("planner").get("/my/").content.decode()


def test_an_organisation_sees_who_handled_its_rows_and_takes_all_of_it_along(client_of, world):
    send_enquiry(
        viewer=world.viewer("coordinator"),
        about_pk=world.lots["l-have-sora-public"].pk,
        text="Onko vielä vapaana?",
    )
    client = client_of("company")
    page = client.get("/our-data/").content.decode()
    assert "Helsingin kaupunki" in page
    answer = client.get("/our-data/kotipesa.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names, lots = archive.namelist(), archive.read("lots.csv").decode()
    assert sorted(names) == [
        *("different.csv", "facilities.csv", "handled.csv", "left.csv", "lots.csv"),
        *("projects.csv", "sites.csv"),
    ]
    assert ("l-have-sora-sealed" in lots, "louhe" in lots) == (True, False)
    assert AuditLine.objects.filter(action="take_along").count() == 1


def test_a_row_is_removed_by_its_owner_once_its_time_is_over(world):
    lot = world.lots["l-have-sora-sealed"]
    lot.retain_until = timezone.localdate() - timedelta(days=1)
    lot.save()
    company = world.viewer("company")
    assert [(row.kind, row.pk, row.is_over) for row in retention.ending(company)] == [
        ("lot", lot.pk, True)
    ]
    with pytest.raises(Hidden):
        retention.remove(viewer=world.viewer("coordinator"), kind="lot", pk=lot.pk)
    retention.remove(viewer=company, kind="lot", pk=lot.pk)
    assert not Lot.objects.filter(pk=lot.pk).exists()
    assert AuditLine.objects.get(action="remove_kept").row_code == lot.code


def test_a_row_that_is_still_kept_is_not_removed(world):
    lot = world.lots["l-have-sora-sealed"]
    with pytest.raises(ValidationError):
        retention.remove(viewer=world.viewer("company"), kind="lot", pk=lot.pk)
