# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the pages of sites and facilities, and fill in their forms."""

import json

import pytest
from django.urls import reverse

from kotipesa_web.places.models import Facility, Site
from web.filling import untouched

pytestmark = pytest.mark.django_db
SITE = {
    "name": "Uusi kenttä",
    "municipality": "091",
    "type": "välivarasto",
    "x": "24,94",
    "y": "60.17",
    "crs": "EPSG:4326",
    "outline": "",
    "sensitivity": "partners",
    "publicity_ground": "",
    "retain_until": "",
}


@pytest.mark.parametrize(
    "name", ["sites", "facilities", "facility_places", "add_site", "add_facility"]
)
def test_pages_open(client_of, name):
    assert client_of("coordinator").get(reverse(f"places:{name}")).status_code == 200


def test_a_site_is_added_by_its_form_and_shown(client_of):
    client = client_of("coordinator")
    answer = client.post(reverse("places:add_site"), SITE, follow=True)
    site = Site.objects.get(name="Uusi kenttä")
    assert answer.request["PATH_INFO"] == reverse("places:site", args=[site.pk])
    assert (site.given_x, site.given_y, site.crs) == (24.94, 60.17, "EPSG:4326")


def test_an_outline_alone_is_a_place(client_of):
    corners = "24.94 60.17\n24.95 60.17\n24.95 60.18"
    client_of("coordinator").post(
        reverse("places:add_site"), {**SITE, "x": "", "y": "", "outline": corners}
    )
    site = Site.objects.get(name="Uusi kenttä")
    assert site.low_x_m < site.x_m < site.high_x_m


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [("385000", 385_000.0, "385000"), ("385 000,5", 385_000.5, "385000,5")],
)
def test_coordinates_are_typed_and_shown_as_people_write_them(client_of, typed, kept, shown):
    client = client_of("coordinator")
    told = {**SITE, "x": typed, "y": "6 675 000", "crs": "EPSG:3067"}
    client.post(reverse("places:add_site"), told)
    site = Site.objects.get(name="Uusi kenttä")
    form = client.get(reverse("places:edit_site", args=[site.pk])).context["form"]
    assert (site.given_x, form["x"].value(), form["y"].value()) == (kept, shown, "6675000")


def test_an_outline_stays_to_the_last_digit_while_its_point_moves(client_of):
    client = client_of("coordinator")
    corners = "24,94 60,17\n24,95 60,17\n24,95 60,18"
    client.post(reverse("places:add_site"), {**SITE, "outline": corners})
    site = Site.objects.get(name="Uusi kenttä")
    outline, edit = bytes(site.outline_wkb), reverse("places:edit_site", args=[site.pk])
    told = dict(untouched(client.get(edit).content.decode()))
    client.post(edit, {**told, "x": "24,945"})
    site.refresh_from_db()
    assert (site.given_x, bytes(site.outline_wkb)) == (24.945, outline)
    client.post(edit, {**told, "version": site.version, "outline": ""})
    site.refresh_from_db()
    assert (site.outline_wkb, site.low_x_m) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"x": "", "y": ""}, "x"),
        ({"x": "1", "y": "2"}, "x"),
        ({"outline": "24.94 60.17\nx"}, "outline"),
        ({"outline": "24.94 60.17\n24.95 60.17"}, "outline"),
        ({"name": "=1+1"}, "name"),
    ],
)
def test_what_is_wrong_with_a_site_stands_beside_its_field(client_of, wrong, field):
    answer = client_of("coordinator").post(reverse("places:add_site"), {**SITE, **wrong})
    form = answer.context["form"]
    assert [*form.errors] == [field]
    assert form["municipality"].value() == "091"


def test_a_facility_is_added_edited_and_withdrawn_by_its_pages(client_of, world):
    client = client_of("coordinator")
    site = world.projects["helsinki-public"].site
    told = {"name": "Asema", "role": "store", "site": f"{site.name} ({site.code})"}
    told |= {"eur_per_t": "1,5", "kgco2e_per_t": "0", "yield_share": "1", "sensitivity": "partners"}
    client.post(reverse("places:add_facility"), told)
    facility = Facility.objects.get(name="Asema")
    assert facility.eur_per_t == 1.5
    edit = reverse("places:edit_facility", args=[facility.pk])
    assert client.get(edit).context["form"]["eur_per_t"].value() == "1,5"
    client.post(edit, {**told, "version": 1, "capacity_t": "5000"})
    facility.refresh_from_db()
    assert facility.capacity_t == 5000
    client.post(reverse("places:withdraw_facility", args=[facility.pk]), {"version": 2})
    assert client.get(reverse("places:facility", args=[facility.pk])).status_code == 404


def test_facilities_of_others_are_marked_in_the_middle_of_their_cells(client_of, world):
    answer = client_of("company").get(reverse("places:facility_places"))
    told = json.loads(answer.content)["features"]
    places = {feature["properties"]["href"]: feature["geometry"]["coordinates"] for feature in told}
    hidden = world.facilities["helsinki-partners"]
    twin = world.facilities["helsinki-public"]
    assert places[f"/places/facilities/{hidden.pk}"] != places[f"/places/facilities/{twin.pk}"]
    labels = {feature["properties"]["label"] for feature in told}
    assert "Varasto helsinki-partners" not in labels


def test_the_tiles_of_the_survey_are_off_without_a_key(client_of):
    assert (
        client_of("coordinator").get(reverse("places:map_tile", args=[3, 1, 1])).status_code == 204
    )
