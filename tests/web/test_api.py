# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read and write rows by programs, through the doors people use."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kotipesa_web.accounts.commands import make_key
from kotipesa_web.api.service import api
from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.lots.models import Lot

pytestmark = pytest.mark.django_db
ALL = ("read:lots", "write:lots", "read:projects", "write:projects", "read:plans")
NEW = {
    "direction": "have",
    "material": "louhe",
    "amount": 1500,
    "unit": "t",
    "site": "s-sora-sealed",
    "from": "2026-09",
    "to": "2026-11",
}


@pytest.fixture
def program(world):
    """Give a program that acts with a key of a role."""

    def acting(role, *scopes):
        viewer = world.viewer(role)
        until = timezone.localdate() + timedelta(days=30)
        _key, text = make_key(viewer=viewer, name="x", scopes=scopes or ALL, expires_on=until)
        return Client(headers={"authorization": f"Bearer {text}"})

    return acting


def send(client, method, address, told):
    return client.generic(method, address, json.dumps(told), content_type="application/json")


def test_the_description_of_the_api_is_what_programs_were_promised(golden):
    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    golden("web/openapi.json", text + "\n")


def test_a_company_reads_its_own_rows_in_full_and_of_others_what_it_may(program):
    told = program("company").get("/api/lots").json()
    shown = [row["shown"] for row in told["items"]]
    assert (told["count"], shown.count("full"), shown.count("generalised")) == (18, 6, 6)
    assert all("note" not in row["cells"] for row in told["items"] if row["shown"] != "full")


def test_nobody_in_particular_reads_what_is_public(world):
    told = Client().get("/api/lots").json()
    assert {row["shown"] for row in told["items"]} == {"public"}
    assert world.lots


def test_a_row_is_added_changed_and_withdrawn_from_the_version_that_was_read(program):
    company = program("company")
    added = send(company, "POST", "/api/lots", NEW)
    assert added.status_code == 201
    row = added.json()
    address = f"/api/lots/{row['id']}"
    changed = send(company, "PATCH", address, {"amount": 1800, "version": row["version"]})
    assert changed.json()["cells"]["amount"] == 1800
    told = {"amount": 9, "to": "2026-11", "material": "moreeni", "site": "s-sora-public"}
    stale = send(company, "PATCH", address, {**told, "version": row["version"]})
    assert (stale.status_code, stale.headers["Content-Type"]) == (409, "application/problem+json")
    assert {one["field"]: one["detail"] for one in stale.json()["problems"]} == {
        "version": "2",
        "amount": "1800.0",
        "material": "louhe",
        "site": "s-sora-sealed",
    }
    gone = company.delete(f"{address}?version={changed.json()['version']}")
    assert (gone.status_code, company.get(address).status_code) == (204, 404)


def test_what_is_wrong_is_told_by_its_field_in_the_readers_language(program):
    company = program("company")
    told = send(company, "POST", "/api/lots", NEW | {"unit": "säkki"})
    fault = told.json()["problems"][0]
    assert (told.status_code, fault["field"]) == (422, "unit")
    unknown = send(company, "POST", "/api/lots", NEW | {"colour": "red"}).json()
    assert [one["code"] for one in unknown["problems"]] == ["extra_forbidden"]
    assert not Lot.objects.filter(material="louhe").exists()


def test_the_site_of_another_cannot_be_used(program):
    told = send(program("company"), "POST", "/api/lots", NEW | {"site": "s-vantaa-public"})
    assert [one["field"] for one in told.json()["problems"]] == ["site"]


def test_a_session_alone_never_writes_and_a_key_writes_what_its_scopes_say(client_of, program):
    by_session = send(client_of("company"), "POST", "/api/lots", NEW)
    by_reading_key = send(program("company", "read:lots"), "POST", "/api/lots", NEW)
    assert (by_session.status_code, by_reading_key.status_code) == (403, 403)


def test_a_key_nobody_gave_opens_nothing(world):
    client = Client(headers={"authorization": "Bearer kp_none"})
    assert (client.get("/api/lots").status_code, bool(world.lots)) == (401, True)


def test_what_a_program_reads_of_others_is_written_down(program):
    program("company").get("/api/lots")
    channels = set(DisclosureLine.objects.values_list("channel", "what"))
    assert channels == {("api", "lots")}


def test_a_program_learns_for_whom_it_acts(program):
    assert program("regional").get("/api/me").json()["role"] == "regional"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/nothing", 404),
        ("get", "/ogc/collections/nothing", 404),
        ("post", "/api/lots", 403),
    ],
)
def test_a_program_is_refused_by_a_problem_document_wherever_it_knocks(
    client, method, address, status
):
    answer = getattr(client, method)(address, {}, content_type="application/json")
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
