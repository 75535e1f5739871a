# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the people of an organisation: invitations, roles, units, hand-over."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from kotipesa_web.accounts import commands, handing_over, queries
from kotipesa_web.accounts.asking import Contact
from kotipesa_web.accounts.models import Membership, Unit, User
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Conflict, Hidden, Refused
from kotipesa_web.projects.models import Project
from web.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def helsinki(world):
    return world.organisations["helsinki"]


@pytest.fixture
def keeper(world):
    return world.viewer("coordinator")


@pytest.fixture
def planner(world):
    return Membership.objects.get(user=world.people["planner"])


def test_a_colleague_is_invited_by_mail_and_comes_once(
    helsinki, keeper, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        commands.invite(
            viewer=keeper, organisation=helsinki, email="Uusi@Hel.example", role="planner"
        )
    (sent,) = mail.outbox
    assert sent.to == ["uusi@hel.example"]
    address = re.search(r"(/members/invitations/\S+)", sent.body)[1]
    client = Client(headers={"accept-language": "fi"})
    told = {"name": "Uusi Henkilö", "password": "kissa", "again": "koira"}
    page = client.post(address, told).content.decode()
    assert "Salasanat eivät ole samat." in page
    told |= {"password": f"{PASSWORD} hyvin", "again": f"{PASSWORD} hyvin"}
    assert client.post(address, told).headers["Location"] == "/members/own/"
    assert client.get("/members/own/", follow=True).status_code == 200
    assert Client().get(address).status_code == 410
    (line,) = AuditLine.objects.filter(action="accept_invitation")
    assert (line.actor.name, line.owner) == ("Uusi Henkilö", helsinki)


def test_one_who_has_an_account_signs_in_to_come_and_nobody_else_comes_for_them(
    world, keeper, helsinki, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        commands.invite(
            viewer=keeper, organisation=helsinki, email="company@example.fi", role="planner"
        )
    address = re.search(r"(/members/invitations/\S+)", mail.outbox[0].body)[1]
    stranger, friend = Client(), Client()
    stranger.force_login(world.people["planner"])
    told = {"name": "x", "password": "neljä sanaa riittää hyvin"}
    stranger.post(address, told)
    assert queries.people_of(helsinki).count() == 2
    friend.force_login(world.people["company"])
    friend.post(address)
    assert queries.people_of(helsinki).count() == 3
    page = friend.get("/members/me/").content.decode()
    assert {"Sora Oy" in page, "Helsingin kaupunki" in page} == {True}
    friend.post("/members/me/acting/", {"organisation": world.organisations["sora"].pk})
    assert "Sora Oy" in friend.get("/members/own/", follow=True).content.decode()


def test_a_company_invites_into_its_own_house_and_roles_alone(world, helsinki):
    viewer, home = world.viewer("company"), world.organisations["sora"]
    told = {"viewer": viewer, "email": "x@example.fi"}
    with pytest.raises(Refused):
        commands.invite(organisation=helsinki, role="planner", **told)
    with pytest.raises(ValidationError):
        commands.invite(organisation=home, role="planner", **told)
    with pytest.raises(ValidationError):
        commands.invite(
            viewer=viewer, organisation=home, role="company", email="company@example.fi"
        )


def test_only_an_administrator_makes_administrators(world):
    office = world.organisations["liitto"]
    told = {"organisation": office, "email": "x@example.fi", "role": "admin"}
    with pytest.raises(Refused):
        commands.invite(viewer=world.viewer("regional"), **told)
    assert commands.invite(viewer=world.viewer("admin"), **told).role == "admin"
    admin = Membership.objects.get(role="admin")
    with pytest.raises(Refused):
        commands.end_role(viewer=world.viewer("regional"), pk=admin.pk)


def test_a_member_is_added_by_those_who_keep_the_organisation(world, keeper, helsinki):
    contact = Contact("uusi@example.fi", "Uusi", PASSWORD)
    told = {"organisation": helsinki, "contact": contact, "role": "planner"}
    with pytest.raises(Refused):
        commands.add_member(viewer=world.viewer("company"), **told)
    assert commands.add_member(viewer=keeper, **told).user.name == "Uusi"
    with pytest.raises(ValidationError):
        commands.add_member(viewer=keeper, **told)


def test_a_role_is_changed_and_a_stale_change_shows_the_other(world, keeper, planner):
    told = {"viewer": keeper, "pk": planner.pk, "role": "coordinator"}
    commands.change_role(version=1, valid_to=timezone.localdate() + timedelta(30), **told)
    assert world.viewer("planner").role == "coordinator"
    with pytest.raises(Conflict):
        commands.change_role(version=1, **told)
    with pytest.raises(Hidden):
        commands.change_role(version=2, **told | {"viewer": world.viewer("company")})


def test_a_role_taken_back_is_gone_at_the_next_request_of_an_open_session(keeper, planner):
    client = Client()
    client.force_login(planner.user)
    assert client.get("/members/own/", follow=True).status_code == 200
    commands.end_role(viewer=keeper, pk=planner.pk)
    assert client.get("/members/own/").status_code == 403
    assert client.get("/members/me/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    with pytest.raises(Hidden):
        commands.end_role(viewer=keeper, pk=planner.pk)


def test_the_last_who_manages_stays_until_there_is_another(world, keeper, planner):
    own = Membership.objects.get(user=world.people["coordinator"])
    with pytest.raises(ValidationError):
        commands.end_role(viewer=keeper, pk=own.pk)
    with pytest.raises(ValidationError):
        commands.change_role(viewer=keeper, pk=own.pk, version=1, role="planner")
    commands.change_role(viewer=keeper, pk=planner.pk, version=1, role="coordinator")
    commands.end_role(viewer=keeper, pk=own.pk)
    assert world.viewer("coordinator").role == "public"


def test_units_have_a_responsible_person_and_another_as_deputy(world, keeper, helsinki):
    one, other = world.people["coordinator"], world.people["planner"]
    told = {"name": "Kadut", "kind": "streets", "responsible": one}
    with pytest.raises(ValidationError):
        commands.add_unit(viewer=keeper, organisation=helsinki, deputy=one, **told)
    stranger = world.people["company"]
    with pytest.raises(ValidationError):
        commands.add_unit(viewer=keeper, organisation=helsinki, deputy=stranger, **told)
    with pytest.raises(Refused):
        commands.add_unit(viewer=world.viewer("company"), organisation=helsinki, **told)
    unit = commands.add_unit(viewer=keeper, organisation=helsinki, deputy=other, **told)
    told["name"] = "Kadut ja puistot"
    commands.change_unit(viewer=keeper, pk=unit.pk, version=1, **told)
    with pytest.raises(Conflict):
        commands.change_unit(viewer=keeper, pk=unit.pk, version=1, **told)
    with pytest.raises(Hidden):
        commands.remove_unit(viewer=world.viewer("company"), pk=unit.pk)
    commands.remove_unit(viewer=keeper, pk=unit.pk)
    assert not Unit.objects.exists()


def test_what_a_leaving_person_answers_for_goes_to_the_deputy_in_one(
    world, keeper, helsinki, planner
):
    deputy = world.people["coordinator"]
    commands.add_unit(
        viewer=keeper,
        organisation=helsinki,
        name="Kaavoitus",
        kind="zoning",
        responsible=planner.user,
        deputy=deputy,
    )
    project = world.projects["helsinki-sealed"]
    Project.objects.filter(pk=project.pk).update(responsible=planner.user)
    assert [count for _, count in queries.charges_of(planner)] == [1, 1]
    counts = commands.hand_over(viewer=keeper, pk=planner.pk)
    assert {name: counts[name] for name in ("unit", "project")} == {"unit": 1, "project": 1}
    project.refresh_from_db()
    unit = Unit.objects.get()
    assert (project.responsible, unit.responsible, unit.deputy) == (deputy, deputy, None)
    assert world.viewer("planner").role == "public"
    lines = AuditLine.objects.filter(action="hand_over").order_by("pk")
    assert [line.kind for line in lines] == ["project", "membership"]


def test_a_hand_over_needs_a_receiver_of_the_house_and_undoes_itself_whole(world, keeper, planner):
    with pytest.raises(ValidationError):
        commands.hand_over(viewer=keeper, pk=planner.pk)
    with pytest.raises(ValidationError):
        commands.hand_over(viewer=keeper, pk=planner.pk, to=world.people["company"].pk)
    own = Membership.objects.get(user=world.people["coordinator"])
    unit = Unit.objects.create(
        organisation=own.organisation, name="Kadut", responsible=own.user, deputy=planner.user
    )
    with pytest.raises(ValidationError):  # a planner cannot manage the organisation
        commands.hand_over(viewer=keeper, pk=own.pk)
    unit.refresh_from_db()
    assert unit.responsible == own.user
    assert world.viewer("coordinator").role == "coordinator"


def test_every_app_that_keeps_responsible_people_hands_them_over():
    assert "project" in {charge.kind for charge in handing_over.charges()}


def test_mails_come_in_the_language_of_the_one_who_reads_them(
    world, keeper, helsinki, django_capture_on_commit_callbacks
):
    User.objects.filter(email="company@example.fi").update(language="sv")
    with django_capture_on_commit_callbacks(execute=True):
        commands.invite(
            viewer=keeper, organisation=helsinki, email="company@example.fi", role="planner"
        )
    assert mail.outbox[0].subject == "Kotipesä: en inbjudan från Helsingin kaupunki"
    assert world.region.pk


def test_the_pages_ask_the_database_little_however_many_people_there_are(
    world, helsinki, client_of, django_assert_max_num_queries
):
    for number in range(30):
        user = User.objects.create_user(f"h{number}@example.fi", name=f"Henkilö {number}")
        Membership.objects.create(user=user, organisation=helsinki, role="planner")
        Unit.objects.create(organisation=helsinki, name=f"Yksikkö {number}", responsible=user)
    clients = {role: client_of(role) for role in ("regional", "coordinator")}
    with django_assert_max_num_queries(12):
        clients["regional"].get("/members/")
    with django_assert_max_num_queries(12):
        page = clients["coordinator"].get(f"/members/{helsinki.pk}/").content.decode()
    assert "Henkilö 29" in page
    assert world.region.pk
