# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check the pages every service has: language, statement, feedback, refusals."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from kotipesa.errors import InputError, Where, problem
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.errors import Conflict, Refused
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.ui import commands, queries
from kotipesa_web.ui.models import Feedback
from kotipesa_web.ui.navigation import navigation
from kotipesa_web.ui.problems import told
from kotipesa_web.ui.refusals import Refusals

pytestmark = pytest.mark.django_db
PAGES = (
    "/guide/",
    "/guide/plan/",
    "/accessibility",
    "/about",
    "/feedback",
    "/ui/components",
    "/account/login/",
)
ASKED = {
    "subject": "idea",
    "text": "Kartta isommaksi",
    "email": "maija@example.fi",
    "page": "/lots/",
}


def heading(response: HttpResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), flags=re.DOTALL)
    return found[1].strip() if found else ""


def refusals(path: str = "/lots/1/edit") -> tuple[Refusals, object]:
    request = RequestFactory().get(path)
    request.viewer = PUBLIC
    return Refusals(lambda _request: HttpResponseNotAllowed(["POST"])), request


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_page_says_its_language_and_keeps_the_policy(client, path, language):
    response = client.get(path, headers={"accept-language": language})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.findall(r"<[^>]*\s(?:style|on\w+)=", page) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", page) if "nonce=" not in tag] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "Saavutettavuusseloste"),
        ("sv", "Tillgänglighetsutlåtande"),
        ("en", "Accessibility statement"),
    ],
)
def test_the_statement_is_in_three_languages(client, language, expected):
    assert heading(client.get("/accessibility", headers={"accept-language": language})) == expected


def test_a_chosen_language_stays_and_is_remembered_for_mails(world, client_of):
    client = client_of(Role.PLANNER)
    answer = client.post("/language", {"language": "sv", "next": "/about"})
    person = world.people[Role.PLANNER]
    person.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], person.language) == (
        302,
        "/about",
        "sv",
    )
    assert heading(client.get("/about")) == "Om Kotipesä"
    assert AuditLine.objects.filter(action="choose_language", actor=person).count() == 1


def test_a_language_nobody_speaks_here_changes_nothing(world, client_of):
    client_of(Role.PLANNER).post("/language", {"language": "xx", "next": "/about"})
    world.people[Role.PLANNER].refresh_from_db()
    assert world.people[Role.PLANNER].language == "fi"


def test_feedback_is_kept_told_to_administrators_and_written_down(
    client, settings, django_capture_on_commit_callbacks
):
    settings.ADMINS = [("Ylläpito", "admin@example.fi")]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/feedback", ASKED, follow=True)
    kept = Feedback.objects.get()
    assert {name: getattr(kept, name) for name in ASKED} == ASKED
    assert "Kiitos. Palautteesi on vastaanotettu." in answer.content.decode()
    assert [letter.to for letter in mail.outbox] == [["admin@example.fi"]]
    assert ASKED["text"] not in mail.outbox[0].body
    assert AuditLine.objects.get().action == "send_feedback"


def test_feedback_without_words_is_refused_and_keeps_what_was_typed(client):
    page = client.post("/feedback", {**ASKED, "text": ""}).content.decode()
    assert '<a href="#id_text">Viestisi: Tämä kenttä vaaditaan.</a>' in page
    assert ASKED["email"] in page
    assert not Feedback.objects.exists()


def test_administrators_read_feedback_and_mark_it_answered(world, client_of):
    commands.send_feedback(PUBLIC, subject="fault", text="Ei toimi")
    administrator = client_of(Role.ADMIN)
    assert "Ei toimi" in administrator.get("/feedback/received").content.decode()
    administrator.post(f"/feedback/received/{Feedback.objects.get().pk}/answered")
    assert Feedback.objects.get().answered_at is not None
    assert [one.text for one in queries.feedback_for(world.viewer("admin"))] == ["Ei toimi"]


def test_others_do_not_read_feedback(world):
    viewer = world.viewer("company")
    feedback = commands.send_feedback(PUBLIC, subject="fault", text="Ei toimi")
    with pytest.raises(Refused):
        queries.feedback_for(viewer)
    with pytest.raises(Refused):
        commands.mark_answered(viewer, pk=feedback.pk)


def test_an_address_that_is_not_there_has_its_page(client):
    response = client.get("/nonesuch", headers={"accept-language": "fi"})
    assert (response.status_code, heading(response)) == (404, "Sellaista sivua ei ole")


@pytest.mark.parametrize("code", [400, 403, "403_csrf", 404, 405, 413, 429, 500])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_error_page_stands_without_a_request(code, language):
    with translation.override(language):
        assert f'<html lang="{language}">' in render_to_string(f"{code}.html")


def test_a_conflict_shows_both_versions(world):
    project = next(iter(world.projects.values()))
    middleware, request = refusals()
    typed = {"name": "Uusi nimi", "phase": project.phase}
    page = middleware.process_exception(request, Conflict(project, typed))
    assert page.status_code == 409
    assert "<ins>Uusi nimi</ins>" in page.content.decode()
    assert f"<td>{project.name}</td>" in page.content.decode()


def test_problems_in_what_was_sent_are_listed_with_place_and_cure():
    middleware, request = refusals()
    found = problem("open_unknown_facility", Where("lots.csv", "", 14, "site", "X"), id="<X>")
    with translation.override("fi"):
        page = middleware.process_exception(request, InputError([found]))
    assert page.status_code == 400
    assert "lots.csv, rivi 14, sarake site" in page.content.decode()
    assert "Laitosta &lt;X&gt; ei ole alueella." in page.content.decode()


def test_programs_are_left_to_the_api():
    middleware, request = refusals("/api/lots")
    assert middleware.process_exception(request, Conflict(None, {})) is None
    assert middleware(request).content == b""


def test_a_refusal_without_words_gets_its_page():
    middleware, request = refusals()
    with translation.override("fi"):
        assert heading(middleware(request)) == "Tätä ei voi tehdä tässä"


def test_a_door_is_shown_to_those_who_may_open_it(world):
    titles = {
        role: {str(entry.title) for entry in navigation(world.viewer(role), "/")} for role in Role
    }
    assert titles[Role.PUBLIC] <= titles[Role.REGIONAL]


def test_a_code_in_a_problem_is_told_by_its_word():
    found = [
        problem("stream_off", kind="parts"),
        problem("unreadable_file", reason="Permission denied"),
    ]
    assert {one.sentence for one in told(found)} == {
        "Lajin Rakennusosat virta ei ole käytössä tällä alueella.",
        "Tiedostoa ei voi lukea: Permission denied",
    }
