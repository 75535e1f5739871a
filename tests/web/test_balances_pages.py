# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Every page of balances opens for whom it should, and asks the database a few times only."""

import pytest

from kotipesa_web.core.permissions import Role
from web.balances import balanced

pytestmark = pytest.mark.django_db

PAGES = ("", "map.geojson", "lots/", "ours/", "area/", "versions/", "annex/", "download/csv")
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
