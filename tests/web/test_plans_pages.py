# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Every page of a plan opens for whom it should, and asks the database a few times only."""

import pytest

from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.permissions import Role
from web.plans import planned

pytestmark = pytest.mark.django_db

PAGES = ("", "basis/", "flows.geojson", "moves/", "moves.geojson", "stores/", "compare/")
FILES = ("moves.csv", "plan.xlsx", "plan.gpkg", "report.html")
READERS = (Role.AUTHORITY, Role.RESEARCHER)
PARTIES = (Role.COMPANY, Role.PLANNER, Role.COORDINATOR, Role.REGIONAL)
OF_PARTIES = ("moves/", "moves.geojson", "stores/")


@pytest.mark.parametrize("role", [*READERS, *PARTIES])
def test_pages_open_for_members_and_those_of_moves_for_parties(world, client_of, role):
    plan = planned(world)
    client = client_of(role)
    found = {page: client.get(f"/plans/{plan.pk}/{page}").status_code for page in PAGES}
    wanted = {page: 403 if page in OF_PARTIES and role in READERS else 200 for page in PAGES}
    assert found == wanted


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_a_few_times(
    world, client_of, page, django_assert_max_num_queries
):
    plan = planned(world)
    client = client_of(Role.REGIONAL)
    with django_assert_max_num_queries(12):
        assert client.get(f"/plans/{plan.pk}/{page}").status_code == 200


def test_the_list_asks_the_database_as_often_however_many_plans_there_are(
    world, client_of, django_assert_max_num_queries
):
    for _number in range(3):
        planned(world)
    client = client_of(Role.COMPANY)
    with django_assert_max_num_queries(12):
        answer = client.get("/plans/")
    assert answer.content.decode().count(">Kevät</a>") == 3


def test_a_plan_that_is_alone_is_compared_with_nothing_and_says_so(world, client_of):
    page = f"/plans/{planned(world).pk}/compare/"
    alone = client_of(Role.PLANNER).get(page).content.decode()
    planned(world)
    beside = client_of(Role.PLANNER).get(page).content.decode()
    assert ["Toista suunnitelmaa" in text for text in (alone, beside)] == [True, False]
    assert ['name="other"' in text for text in (alone, beside)] == [False, True]


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("role", [Role.COMPANY, Role.REGIONAL, Role.AUTHORITY])
def test_files_are_given(world, client_of, role, form):
    plan = planned(world)
    answer = client_of(role).get(f"/plans/{plan.pk}/download/{form}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{plan.pk}-{form}"'
    assert len(answer.content) > 40


def test_the_regional_coordinator_asks_for_a_plan_on_the_page(client_of):
    client = client_of(Role.REGIONAL)
    assert client.get("/plans/new/").status_code == 200
    answer = client.post("/plans/new/", {"name": "Syksy", "carbon_eur_per_t": "120,5"})
    job = Job.objects.get(kind="plans.compute")
    assert answer.url == f"/jobs/{job.pk}"
    assert job.params["parameters"] == {"carbon_eur_per_t": 120.5}
    assert job.params["name"] == "Syksy"
