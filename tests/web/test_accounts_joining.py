# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join the region: the wish, the answer, the terms, the invitation, and the way out."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kotipesa_web.accounts import commands, queries
from kotipesa_web.accounts.asking import Contact, NewOrganisation
from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import Invitation, Membership, Organisation, Terms, User
from kotipesa_web.accounts.rules import business_id, check_digit
from kotipesa_web.accounts.terms import blocks, current_terms, must_accept, shipped_texts
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Conflict, Hidden, Refused

pytestmark = pytest.mark.django_db
KAIVU = NewOrganisation("Kaivu Oy", "company", "1572860-0")
CONTACT = Contact("kaisa@kaivu.example", "Kaisa Kaivaja")
PASSWORD = "neljä sanaa riittää hyvin"  # noqa: S105 - of imagined people


def ask(world, new=KAIVU, contact=CONTACT):
    return commands.ask_to_join(
        region_id=world.region.pk, new=new, contact=contact, terms=current_terms()
    )


def token_in(message):
    return re.search(r"/invitations/([\w-]+)/", message.body)[1]


@given(st.integers(0, 9_999_999))
def test_a_business_id_is_read_when_its_check_digit_is_right_and_never_with_another(number):
    digits = f"{number:07d}"
    right = check_digit(digits)
    for digit in range(10):
        text = f"{digits}-{digit}"
        if digit == right:
            assert business_id(f" {text} ") == text
        else:
            with pytest.raises(ValidationError):
                business_id(text)


def test_one_who_asks_waits_and_those_who_decide_get_a_mail(
    world, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask(world)
    assert list(queries.asked_to_join(world.viewer("regional"))) == [asked]
    assert list(queries.asked_to_join(world.viewer("coordinator"))) == []
    to = [(sent.to[0], "Kaivu Oy" in sent.body) for sent in mail.outbox]
    assert to == [
        ("kaisa@kaivu.example", True),
        ("regional@example.fi", True),
        ("admin@example.fi", True),
    ]
    assert viewer_of(User.objects.get(email=CONTACT.email)).role == "public"


def test_an_organisation_that_is_there_does_not_ask_again(world):
    with pytest.raises(ValidationError, match="jo mukana"):
        ask(world, NewOrganisation("Toinen nimi", "company", "1234567-1"))
    with pytest.raises(ValidationError, match="jo mukana"):
        ask(world, NewOrganisation("Sora Oy", "company", "1572860-0"))


def test_the_contact_of_an_accepted_organisation_sets_a_password_by_the_link(
    world, django_capture_on_commit_callbacks
):
    asked = ask(world)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        commands.decide_on_joining(viewer=world.viewer("regional"), pk=asked.pk, is_accepted=True)
    (sent,) = mail.outbox
    membership = commands.accept_invitation(
        token=token_in(sent), signed_in=None, contact=Contact("", "Kaisa Kaivaja", PASSWORD)
    )
    assert (membership.role, membership.user.check_password(PASSWORD)) == ("company", True)
    assert viewer_of(membership.user).organisation_id == asked.pk
    with pytest.raises(Hidden):
        commands.accept_invitation(token=token_in(sent), signed_in=None, contact=CONTACT)


@pytest.mark.parametrize(
    ("kind", "days"), [("research", 731), ("authority", 731), ("company", None)]
)
def test_the_contact_of_a_reading_organisation_reads_for_two_years(world, kind, days):
    asked = ask(world, NewOrganisation("Uusi", kind, "1572860-0"))
    joined = commands.decide_on_joining(
        viewer=world.viewer("regional"), pk=asked.pk, is_accepted=True
    )
    end = timezone.localdate() + timedelta(days) if days else None
    assert joined.memberships.get().valid_to == end


def test_only_those_who_may_answer_and_only_once(world):
    asked = ask(world)
    with pytest.raises(Refused):
        commands.decide_on_joining(viewer=world.viewer("company"), pk=asked.pk, is_accepted=True)
    commands.decide_on_joining(viewer=world.viewer("regional"), pk=asked.pk, is_accepted=False)
    with pytest.raises(ValidationError):
        commands.decide_on_joining(viewer=world.viewer("regional"), pk=asked.pk, is_accepted=True)
    assert ask(world).pk == asked.pk  # one that was refused may ask again


def test_the_page_keeps_what_was_typed_when_the_check_digit_is_wrong(world):
    told = {
        "region": world.region.pk,
        "kind": "company",
        "name": "Kaivu Oy",
        "number": "1572860-1",
        "contact_name": "Kaisa",
        "contact_email": "kaisa@kaivu.example",
    }
    client = Client(headers={"accept-language": "fi"})
    page = client.post("/members/join/", told).content.decode()
    assert "1572860-1" in page
    assert "tarkistusnumero" in page
    assert not Organisation.objects.filter(name="Kaivu Oy").exists()
    gone = client.post("/members/join/", told | {"number": "1572860-0"})
    assert gone.headers["Location"] == "/members/join/received/"


def test_a_municipality_tells_which_one_it_is(world):
    told = {"region": world.region.pk, "kind": "municipality", "name": "Porvoo"}
    page = Client(headers={"accept-language": "fi"}).post("/members/join/", told).content.decode()
    assert "Valitse kunta." in page


def test_new_terms_stop_writing_but_not_reading_until_they_are_accepted(world, client_of):
    commands.publish_terms(viewer=world.viewer("admin"), version="2", texts=shipped_texts())
    client = client_of("coordinator")
    assert must_accept(world.viewer("coordinator"))
    assert client.get("/members/own/", follow=True).status_code == 200
    address = f"/members/{world.organisations['helsinki'].pk}/units/new/"
    told = client.post(address, {"name": "Kadut", "kind": "streets"})
    assert (told.status_code, told.headers["Location"]) == (302, "/members/terms/")
    assert "Hyväksymme ehdot" in client.get("/members/terms/").content.decode()
    client.post("/members/terms/accept/", {"version": "2"})
    assert not must_accept(world.viewer("planner"))
    told = client.post(address, {"name": "Kadut", "kind": "streets"})
    assert told.headers["Location"] == f"/members/{world.organisations['helsinki'].pk}/"


def test_a_planner_binds_nobody_and_old_terms_are_not_accepted(world):
    commands.publish_terms(viewer=world.viewer("admin"), version="2", texts=shipped_texts())
    with pytest.raises(Refused):
        commands.accept_terms(viewer=world.viewer("planner"), version="2")
    with pytest.raises(ValidationError):
        commands.accept_terms(viewer=world.viewer("coordinator"), version="1")
    with pytest.raises(Refused):
        commands.publish_terms(viewer=world.viewer("company"), version="3", texts=shipped_texts())
    with pytest.raises(ValidationError):
        commands.publish_terms(viewer=world.viewer("admin"), version="3", texts={"fi": "x"})


def test_shipped_terms_are_told_alike_in_three_languages():
    laid = {name: [b.kind for b in blocks(text)] for name, text in shipped_texts().items()}
    assert laid["fi"] == laid["sv"] == laid["en"]


def test_an_organisation_leaves_and_every_right_ends_while_rows_stay(world):
    home = world.organisations["sora"]
    viewer = world.viewer("company")
    commands.invite(viewer=viewer, organisation=home, email="x@sora.example", role="company")
    with pytest.raises(Conflict):
        commands.leave_region(viewer=viewer, pk=home.pk, version=7)
    commands.leave_region(viewer=viewer, pk=home.pk, version=1)
    home.refresh_from_db()
    assert home.state == MembershipState.LEFT
    assert viewer_of(world.people["company"]).role == "public"
    assert not queries.open_invitations().exists()
    assert world.projects["sora-sealed"].owner_id == home.pk
    assert AuditLine.objects.filter(action="leave_region", owner=home).count() == 1


def test_the_coordinating_office_does_not_leave(world):
    office = world.organisations["liitto"]
    with pytest.raises(ValidationError):
        commands.leave_region(viewer=world.viewer("regional"), pk=office.pk, version=1)
    with pytest.raises(Hidden):
        commands.leave_region(viewer=world.viewer("company"), pk=office.pk, version=1)


FOUND = {
    "code": "uusi",
    "fi": "Uusimaa",
    "sv": "Nyland",
    "en": "Uusimaa",
    "municipalities": "Helsinki, 092",
    "start": "2027-01",
    "office": "Toimisto",
    "number": "2345678-0",
    "email": "aino@example.fi",
    "name": "Aino",
}


def test_a_region_is_founded_once_and_its_administrator_comes_by_the_printed_link(db, capsys):  # noqa: ARG001
    words = [f"--{name}={value}" for name, value in FOUND.items()]
    call_command("found", *words)
    token = re.search(r"/invitations/([\w-]+)/", capsys.readouterr().out)[1]
    keeper = commands.accept_invitation(
        token=token, signed_in=None, contact=Contact("", "Aino Ylläpito", PASSWORD)
    )
    assert keeper.role == "admin"
    assert keeper.organisation.region.municipalities == ["091", "092"]
    assert Terms.objects.get().version == "1"
    assert not must_accept(viewer_of(keeper.user))
    with pytest.raises(CommandError, match="founded already"):
        call_command("found", *words)


def test_terms_are_published_from_a_folder_by_an_administrator_alone(world, tmp_path):
    with pytest.raises(CommandError, match=r"fi\.md"):
        call_command("publish_terms", "2", str(tmp_path), by="admin@example.fi")
    for name, text in shipped_texts().items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="not an administrator"):
        call_command("publish_terms", "2", str(tmp_path), by="company@example.fi")
    call_command("publish_terms", "2", str(tmp_path), by="admin@example.fi")
    assert current_terms().version == "2"
    assert world.region.pk


def test_a_reader_is_invited_for_two_years_at_most_and_by_the_coordinator_alone(world):
    college = NewOrganisation("Korkeakoulu", "research", "1572860-0")
    today = timezone.localdate()
    told = {"new": college, "email": "tuuli@example.fi", "reader_until": today + timedelta(800)}
    with pytest.raises(ValidationError):
        commands.invite_reader(viewer=world.viewer("regional"), **told)
    told["reader_until"] = today + timedelta(365)
    with pytest.raises(Refused):
        commands.invite_reader(viewer=world.viewer("coordinator"), **told)
    sent = commands.invite_reader(viewer=world.viewer("regional"), **told)
    assert (sent.role, sent.organisation.state, sent.reader_until) == (
        "researcher",
        "member",
        told["reader_until"],
    )


def test_the_coordinator_takes_the_invitation_of_a_reader_back(world, client_of):
    college = NewOrganisation("Korkeakoulu", "research", "1572860-0")
    until = timezone.localdate() + timedelta(365)
    sent = commands.invite_reader(
        viewer=world.viewer("regional"), new=college, email="tuuli@k.example", reader_until=until
    )
    client = client_of("regional")
    assert "tuuli@k.example" in client.get("/my/").content.decode()
    with pytest.raises(Refused):
        commands.withdraw_reader_invitation(viewer=world.viewer("coordinator"), pk=sent.pk)
    assert client.post(f"/members/readers/{sent.pk}/withdraw/").status_code == 302
    assert list(queries.invited_readers_for(world.viewer("regional"))) == []
    with pytest.raises(Hidden):
        commands.withdraw_reader_invitation(viewer=world.viewer("regional"), pk=sent.pk)


def test_my_page_tells_of_an_invitation_to_another_organisation(world, client_of):
    home, person = world.organisations["vantaa"], world.people["planner"]
    commands.invite(
        viewer=world.viewer("admin"), organisation=home, email=person.email, role="planner"
    )
    page = client_of("planner").get("/my/").content.decode()
    assert "Liity organisaatioon Vantaan kaupunki" in page


def test_a_readers_time_runs_out_by_itself_and_is_ended_by_hand(world):
    reader = Membership.objects.get(role="authority")
    Membership.objects.filter(pk=reader.pk).update(valid_to=timezone.localdate() - timedelta(1))
    assert world.viewer("authority").role == "public"
    Membership.objects.filter(pk=reader.pk).update(valid_to=timezone.localdate())
    with pytest.raises(Refused):
        commands.end_reader(viewer=world.viewer("company"), pk=reader.pk)
    commands.end_reader(viewer=world.viewer("regional"), pk=reader.pk)
    assert world.viewer("authority").role == "public"


def test_an_invitation_that_is_too_old_or_withdrawn_opens_nothing(world):
    home = world.organisations["sora"]
    viewer = world.viewer("company")
    sent = commands.invite(viewer=viewer, organisation=home, email="x@s.example", role="company")
    assert Client().get("/members/invitations/arvaus/").status_code == 410
    Invitation.objects.filter(pk=sent.pk).update(expires_at=timezone.now())
    assert list(queries.invitations_of(home)) == []
    with pytest.raises(Hidden):
        commands.withdraw_invitation(viewer=viewer, pk=sent.pk)
