# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find who could use a lot, ask its owner, and read the answer."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_company_finds_a_city_and_the_city_answers(world, new_page, check_page):
    own = world.lots["l-need-sora-sealed"]
    page = new_page("company")
    page.goto(reverse("lots:lot", args=[own.pk]))
    page.get_by_role("link", name="Ehdokkaat").click()
    page.get_by_role("heading", name=f"Ehdokkaat erälle {own.name}").wait_for()
    check_page(page)
    page.get_by_role("button", name="Kerro uusista").click()
    page.get_by_text("Saat tiedon uusista ehdokkaista").wait_for()
    page.locator("tr", has_text="Näkyy karkeasti").get_by_role(
        "link", name="Tiedustele"
    ).first.click()
    page.get_by_label("Viesti").fill("Onko louhe vielä vapaana?")
    check_page(page)
    page.get_by_role("button", name="Lähetä").click()
    page.get_by_text("Tiedustelusi on matkalla omistajalle.").wait_for()
    assert not page.get_by_text("Helsingin kaupunki").is_visible()
    check_page(page)


def test_the_owner_answers_from_their_own_page(world, new_page, check_page):
    about = world.lots["l-have-helsinki-partners"]
    asking = new_page("company")
    asking.goto(f"/matches/lots/{about.pk}/ask/")
    asking.get_by_label("Viesti").fill("Onko louhe vielä vapaana?")
    asking.get_by_role("button", name="Lähetä").click()
    asking.get_by_text("Tiedustelusi on matkalla omistajalle.").wait_for()
    page = new_page("coordinator")
    page.goto("/my/")
    page.get_by_role("link", name="Kalliomurske").first.click()
    page.get_by_label("Viesti").fill("On, toukokuusta alkaen.")
    page.get_by_role("button", name="Lähetä").click()
    page.get_by_text("Viestisi on lähetetty.").wait_for()
    check_page(page)
    asking.reload()
    assert asking.get_by_text("On, toukokuusta alkaen.").is_visible()
    assert asking.get_by_text("Helsingin kaupunki").first.is_visible()
