# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin the day on one's own page, and the visit on the front page."""

from datetime import date

import pytest

from kotipesa_web.forum.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("world")
def test_a_visitor_reads_what_kotipesa_is(page, check_page):
    page.goto("/")
    page.get_by_role("heading", name="Massat löytävät paikkansa läheltä").wait_for()
    check_page(page)


def test_my_page_leads_to_what_is_late(world, new_page, check_page):
    helsinki = world.organisations["helsinki"]
    Task.objects.create(
        region=world.region,
        title="Tuo kevään hankkeet",
        assigned_to=helsinki,
        due=date(2026, 1, 1),
    )
    page = new_page("coordinator")
    page.goto("/")
    page.get_by_role("heading", name="Oma sivu").wait_for()
    check_page(page)
    page.get_by_role("link", name="Tuo kevään hankkeet").click()
    page.get_by_role("button", name="Merkitse tehdyksi: Tuo kevään hankkeet").click()
    page.goto("/my/")
    assert not page.get_by_text("Tuo kevään hankkeet").is_visible()
