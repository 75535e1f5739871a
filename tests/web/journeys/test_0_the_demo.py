# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Build a small demo as its command does, sign each of its people in, and look around."""

import pytest
from playwright.sync_api import Page

from kotipesa_web.core.permissions import Role
from kotipesa_web.demo.commands import build, make_plan
from kotipesa_web.demo.people import PASSWORD, Login

OWNERS = 6


@pytest.mark.django_db(transaction=True)
def test_each_login_of_the_demo_opens_every_door_of_its_role(new_page, check_page):
    people = build(owners=OWNERS, say=lambda _line: None)
    make_plan()
    assert {person.role for person in people} == {*Role} - {Role.PUBLIC}
    for person in people:
        page = new_page()
        sign_in(page, person)
        check_page(page)
        doors = page.locator(".nav-wide-list a").evaluate_all("all => all.map((one) => one.href)")
        told = {door: page.goto(door).status for door in doors}
        assert told == dict.fromkeys(doors, 200)
        if person.role == Role.COORDINATOR:
            see_figures(page)
            see_map(page)
            see_plan(page)


def sign_in(page: Page, person: Login) -> None:
    """Sign in as people do, by what the command prints."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu").click()
    page.get_by_text(person.name, exact=True).wait_for()


def see_figures(page: Page) -> None:
    """Find the balance of the region with its curve."""
    page.goto("/balance/")
    page.locator(".figure-value").first.wait_for()
    page.locator(".chart-canvas svg").first.wait_for()


def see_map(page: Page) -> None:
    """Find haves and needs on the map."""
    page.goto("/lots/map")
    page.locator(".map-legend").get_by_text("Tarve").wait_for()


def see_plan(page: Page) -> None:
    """Find the plan, and the moves of one's own on the map."""
    page.goto("/plans/")
    page.get_by_role("link", name="Esittelysuunnitelma").click()
    page.get_by_text("Todistetusti paras").wait_for()
    page.get_by_role("link", name="Siirrot", exact=True).click()
    page.locator(".map-legend").get_by_text("Siirto").wait_for()
