# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Offer features as OGC API Features has them, each as the caller may see it."""

import pytest

from kotipesa_web.core.disclosures.models import DisclosureLine

pytestmark = pytest.mark.django_db


def asked(client, address, **told):
    return client.get(f"/ogc/{address}", told).json()


def test_the_landing_page_links_to_everything_with_absolute_addresses(client_of):
    links = asked(client_of("public"), "")["links"]
    assert {link["rel"] for link in links} == {"self", "conformance", "data", "service-desc"}
    assert all(link["href"].startswith("http://testserver/") for link in links)


def test_the_public_sees_public_lots_alone_without_their_amounts(world, client_of):
    told = asked(client_of("public"), "collections/lots/items")
    assert told["numberMatched"] == 8
    assert {feature["properties"]["shown"] for feature in told["features"]} == {"public"}
    assert {feature["properties"].get("amount") for feature in told["features"]} == {None}
    assert world.lots


def test_pages_follow_each_other_until_all_have_come_once(client_of):
    client = client_of("coordinator")
    seen, address = [], "/ogc/collections/lots/items?limit=5"
    while address:
        page = client.get(address).json()
        seen += [feature["id"] for feature in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert (len(seen), len(set(seen))) == (18, 18)


def test_a_box_finds_rows_by_the_place_the_caller_sees(world, client_of):
    exact = asked(client_of("coordinator"), "collections/lots/items", bbox="24.9,60.18,24.97,60.22")
    assert exact["numberMatched"] >= 2
    lot = world.lots["l-have-vantaa-partners"]
    client = client_of("company")
    feature = asked(client, f"collections/lots/items/{lot.pk}")
    x, y = feature["geometry"]["coordinates"]
    around = f"{x - 0.001},{y - 0.001},{x + 0.001},{y + 0.001}"
    ids = {one["id"] for one in asked(client, "collections/lots/items", bbox=around)["features"]}
    assert lot.pk in ids
    assert feature["properties"]["shown"] == "generalised"


@pytest.mark.parametrize("told", [{"bbox": "1,2,3"}, {"limit": "many"}, {"colour": "red"}])
def test_a_wrong_parameter_is_refused_with_the_reason(client_of, told):
    answer = client_of("public").get("/ogc/collections/lots/items", told)
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameterValue")


def test_what_left_is_written_down_by_owner(world, client_of):
    asked(client_of("company"), "collections/lots/items")
    lines = DisclosureLine.objects.values_list("owner__name", "projection", "rows")
    assert sorted(lines) == [
        ("Helsingin kaupunki", "generalised", 2),
        ("Helsingin kaupunki", "partners", 2),
        ("Louhe Oy", "generalised", 2),
        ("Louhe Oy", "partners", 2),
        ("Vantaan kaupunki", "generalised", 2),
        ("Vantaan kaupunki", "partners", 2),
    ]
    assert world.region


def test_a_row_the_caller_may_not_see_is_not_there(world, client_of):
    sealed = world.lots["l-have-louhe-sealed"].pk
    answer = client_of("coordinator").get(f"/ogc/collections/lots/items/{sealed}")
    assert answer.status_code == 404
