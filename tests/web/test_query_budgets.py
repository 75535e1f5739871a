# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold pages of many rows to a few queries, whatever their number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.intake.models import Batch
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.projects.models import Project

pytestmark = pytest.mark.django_db
MOST = 12
PAGES = (
    *("/lots/", "/lots/?sort=-tonnes&q=4", "/lots/places", "/lots/places?bbox=24,60,26,61"),
    *("/projects/", "/projects/places", "/projects/places?bbox=24,60,26,61"),
    *("/places/sites", "/places/facilities", "/places/facilities/places"),
    *("/imports/", "/plans/", "/members/", "/my/", "/api/lots?limit=50"),
)


@pytest.mark.parametrize("role", ["coordinator", "company"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_little_of_many_rows_as_of_few(client_of, world, page, role):
    client = client_of(role)
    add_rows(world, 30)
    few = queries_of(client, page)
    add_rows(world, 270)
    assert (queries_of(client, page), few <= MOST) == (few, True)


def queries_of(client, page: str) -> int:
    """Count the queries of a page that was opened once before."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def add_rows(world, count: int) -> None:
    """Add so many of each kind of row, of all owners and grades."""
    first = Site.objects.count()
    models = [*world.lots.values()]
    told = [(models[n % len(models)], f"copy-{n}") for n in range(first, first + count)]
    sites = Site.objects.bulk_create(copy_of(lot.site, code=code) for lot, code in told)
    places = [
        (lot, {"code": site.code, "site": site}) for (lot, _), site in zip(told, sites, strict=True)
    ]
    projects = Project.objects.bulk_create(copy_of(lot.project, **new) for lot, new in places)
    Lot.objects.bulk_create(
        copy_of(lot, project=project, **new)
        for (lot, new), project in zip(places, projects, strict=True)
    )
    facility = next(iter(world.facilities.values()))
    Facility.objects.bulk_create(copy_of(facility, **new) for _lot, new in places)
    city = world.organisations["helsinki"]
    Organisation.objects.bulk_create(
        copy_of(city, code=code, name=code, business_id=code[-9:]) for _lot, code in told
    )
    person = world.people[Role.COORDINATOR]
    owned = {name: getattr(models[0], name) for name in ("region_id", "owner_id", "sensitivity")}
    Batch.objects.bulk_create(
        Batch(uploaded_by=person, source=code, **owned) for _lot, code in told
    )
    if connection.vendor == "postgresql":  # does so by itself, but only some time after
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_of(row, **changes):
    """Give a new row like another, but for what is told."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and f.name not in changes]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **changes)
