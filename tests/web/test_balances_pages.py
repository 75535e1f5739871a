# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Every page of balances opens for whom it should, and asks the database a few times only."""

import pytest

from kotipesa_web.core.permissions import Role
from kotipesa_web.places.regions import give_table
from kotipesa_web.ui.models import SavedSearch
from web.balances import balanced

pytestmark = pytest.mark.django_db

PAGES = ("", "map.geojson", "lots/", "ours/", "area/", "versions/", "annex/", "download")
READERS = (
    Role.COMPANY,
    Role.PLANNER,
    Role.COORDINATOR,
    Role.REGIONAL,
    Role.AUTHORITY,
    Role.RESEARCHER,
)


@pytest.mark.parametrize("role", READERS)
def test_pages_open_for_members_and_readers(world, client_of, role):
    balanced(world)
    client = client_of(role)
    found = {page: client.get(f"/balance/{page}").status_code for page in PAGES}
    assert found == dict.fromkeys(PAGES, 200)


QUERIES = 12


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_a_few_times_only(
    world, client_of, page, django_assert_max_num_queries
):
    balanced(world)
    client = client_of(Role.COORDINATOR)
    client.get(f"/balance/{page}")
    with django_assert_max_num_queries(QUERIES):
        client.get(f"/balance/{page}")


def test_municipalities_are_coloured_where_the_region_has_their_outlines(world, client_of):
    wkt = "POLYGON ((385000 6672000, 386000 6672000, 386000 6673000, 385000 6672000))"
    give_table(region=world.region, name="outlines", text=f'municipality,geometry\n091,"{wkt}"\n')
    balanced(world)
    told = client_of(Role.REGIONAL).get("/balance/map.geojson").json()["features"]
    helsinki = [one for one in told if one["properties"]["label"].startswith("Helsinki")]
    assert [one["geometry"]["type"] for one in helsinki] == ["Polygon", "Point"]
    assert helsinki[0]["properties"] == helsinki[1]["properties"]
    assert len(helsinki[0]["geometry"]["coordinates"][0]) == 4


def test_before_the_first_balance_pages_say_that_it_is_being_computed(client_of):
    client = client_of(Role.COMPANY)
    for page in ("", "lots/", "ours/"):
        answer = client.get(f"/balance/{page}")
        assert "Ensimmäistä tasetta lasketaan" in answer.content.decode()
    assert client.get("/balance/download").url == "/balance/"


def test_what_is_newer_than_the_balance_is_said(world, client_of):
    balanced(world)
    lot = world.lots["l-have-helsinki-public"]
    lot.tonnes = lot.amount = 5.0
    lot.save()
    body = client_of(Role.COMPANY).get("/balance/").content.decode()
    assert "uudempaa lasketaan" in body


def test_a_search_is_saved_and_dropped_on_the_page(world, client_of):
    balanced(world)
    client = client_of(Role.PLANNER)
    told = {"page": "balances:balance", "query": "material=kalliomurske", "name": "Murske"}
    answer = client.post("/searches/save", told)
    assert answer.url == "/balance/?material=kalliomurske"
    search = SavedSearch.objects.get()
    assert "Murske" in client.get("/balance/").content.decode()
    assert client.post(f"/searches/{search.pk}/drop").url == "/balance/"
    assert not SavedSearch.objects.exists()


def test_wrong_words_in_the_query_are_passed_over(world, client_of):
    balanced(world)
    client = client_of(Role.COMPANY)
    query = "?municipality=xxx&material=<b>&first=huono&last=2026-13&page=-1&outline=1 2"
    found = {page: client.get(f"/balance/{page}{query}").status_code for page in PAGES}
    assert found == dict.fromkeys(PAGES, 200)
