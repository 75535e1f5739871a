# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the pages of projects, and fill in their forms."""

import json

import pytest
from django.urls import reverse

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.models import DisclosureLine
from kotipesa_web.projects.commands import edit_project
from kotipesa_web.projects.models import Project

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Kuusiranta",
    "municipality": "091",
    "type": "työmaa",
    "phase": "asemakaavoitus",
    "first_month": "2027-02",
    "last_month": "11/2027",
    "x": "24.94",
    "y": "60.17",
    "crs": "EPSG:4326",
    "outline": "",
    "probability": "0,8",
    "shift_earlier": "0",
    "shift_later": "3",
    "state": "announced",
    "responsible": "",
    "contact_email": "a@example.fi",
    "sensitivity": "partners",
    "publicity_ground": "incomplete",
    "retain_until": "2030-12-31",
}


@pytest.fixture
def client(client_of):
    return client_of("coordinator")


@pytest.mark.parametrize("name", ["list", "map", "places", "add"])
def test_pages_open(client, name):
    assert client.get(reverse(f"projects:{name}")).status_code == 200


def test_a_project_is_added_with_its_site_by_one_form(client):
    answer = client.post(reverse("projects:add"), FORM)
    project = Project.objects.get(name="Kuusiranta")
    assert answer.url == reverse("projects:project", args=[project.pk])
    assert (project.last_month, project.probability, project.shift_later) == ("2027-11", 0.8, 3)
    assert (project.site.name, project.site.type) == ("Kuusiranta", "työmaa")
    assert project.site.sensitivity == "partners"
    page = client.get(answer.url)
    assert "Kuusiranta" in page.content.decode()
    edited = {**FORM, "last_month": "2027-12", "version": project.version}
    assert client.post(reverse("projects:edit", args=[project.pk]), edited).status_code == 302
    page = client.get(reverse("projects:history", args=[project.pk]))
    newest, *_older = page.context["table"].rows
    told = [newest[key] for key in ("field", "before", "after")]
    assert told == ["Työ päättyy", "marraskuu 2027", "joulukuu 2027"]


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client):
    wrong = {**FORM, "first_month": "2028-01", "probability": "2"}
    answer = client.post(reverse("projects:add"), wrong)
    form = answer.context["form"]
    assert [*form.errors] == ["probability"]
    answer = client.post(reverse("projects:add"), {**wrong, "probability": "1"})
    assert [*answer.context["form"].errors] == ["first_month"]
    assert answer.context["form"]["contact_email"].value() == "a@example.fi"
    assert not Project.objects.filter(name="Kuusiranta").exists()


def test_editing_keeps_the_place_and_a_second_person_meets_both_versions(client, world):
    project = world.projects["helsinki-partners"]
    address = reverse("projects:edit", args=[project.pk])
    initial = client.get(address).context["form"].initial
    told = {**FORM, "x": initial["x"], "y": initial["y"], "crs": initial["crs"], "version": 1}
    assert client.post(address, told).status_code == 302
    answer = client.post(address, {**told, "name": "Toinen nimi"})
    assert answer.status_code == 409
    compared = [(one.present, one.typed) for one in answer.context["form"].compared]
    assert compared == [("Kuusiranta", "Toinen nimi")]
    again = answer.context["form"]["version"].value()
    assert (
        client.post(address, {**told, "name": "Toinen nimi", "version": again}).status_code == 302
    )
    project.refresh_from_db()
    assert (project.name, project.version) == ("Toinen nimi", 3)


def test_a_project_is_confirmed_and_withdrawn_by_buttons(client, world):
    project = world.projects["helsinki-sealed"]
    client.post(reverse("projects:confirm", args=[project.pk]))
    project.refresh_from_db()
    assert project.last_confirmed is not None
    client.post(
        reverse("projects:withdraw", args=[project.pk]), {"version": project.version, "reason": "x"}
    )
    assert client.get(reverse("projects:project", args=[project.pk])).status_code == 404


def test_alternatives_are_set_by_their_form(client, world):
    first, other = (world.projects[code] for code in ("helsinki-public", "helsinki-sealed"))
    address = reverse("projects:alternatives", args=[first.pk])
    told = {"version": 1, "own": "0,6", f"other_{other.pk}": "0,4"}
    assert client.post(address, {**told, "own": "0,9"}).context["form"].errors
    assert client.post(address, told).status_code == 302
    other.refresh_from_db()
    assert (other.alternative_of_id, other.probability) == (first.pk, 0.4)


def test_filters_never_match_what_the_viewer_does_not_see(client_of, world):
    client = client_of("company")

    def names(**asked: str) -> set[int]:
        table = client.get(reverse("projects:list"), asked).context["table"]
        return {int(row["name"].href.rsplit("/", 1)[1]) for row in table.rows}

    coarse, clear = (world.projects[f"helsinki-{grade}"].pk for grade in ("partners", "public"))
    for project in world.projects.values():
        project.first_quarter, project.last_quarter = "2026-01", "2026-09"
        project.save()
    assert {coarse, clear} <= names()
    assert names(q="helsinki") == {clear}
    assert coarse not in names(owner=str(world.organisations["helsinki"].pk))
    assert {coarse, clear} & names(after="2026-09") == {coarse}
    assert {coarse, clear} & names(before="2026-02") == {coarse}


def test_a_list_leaves_as_a_file_with_a_line_of_whose_rows_left(client_of, world):
    answer = client_of("company").get(reverse("projects:file"), {"format": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("id;name;")
    assert "Hanke helsinki-partners" not in text
    lines = DisclosureLine.objects.filter(owner=world.organisations["helsinki"])
    assert sorted(lines.values_list("channel", "what", "projection", "rows")) == [
        ("export", "projects.csv", "generalised", 1),
        ("export", "projects.csv", "partners", 1),
    ]


def test_the_map_shows_others_roughly(client_of):
    answer = client_of("company").get(reverse("projects:places"), {"bbox": "23,59,27,61"})
    told = json.loads(answer.content)["features"]
    assert len(told) == 9
    assert "Hanke vantaa-partners" not in {one["properties"]["label"] for one in told}
    far = client_of("company").get(reverse("projects:places"), {"bbox": "20,65,21,66"})
    assert json.loads(far.content)["features"] == []


def test_the_history_of_a_row_names_places_and_people_and_no_numbers_or_codes(world, client_of):
    viewer, project = world.viewer("coordinator"), world.projects["helsinki-public"]
    colleague, sealed = world.people["planner"], world.projects["louhe-sealed"].site
    other = world.projects["helsinki-partners"].site
    values = {"site_id": other.pk, "responsible_id": colleague.pk, "state": "under_way"}
    edit_project(viewer=viewer, pk=project.pk, version=1, values=values)
    record(viewer, action="edit_project", row=project, before={"site_id": sealed.pk}, after=values)
    page = client_of("coordinator").get(reverse("projects:history", args=[project.pk]))
    told = page.content.decode()
    assert all(text in told for text in (other.name, colleague.name, "Käynnissä"))
    assert sealed.name not in told
    assert "Ei enää näkyvissä" in told
    assert [text for text in ("under_way", "site_id", f">{other.pk}<") if text in told] == []
