# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a company see its own data, who handled it, and what left the system."""

import pytest

from kotipesa_web.matches.commands import send_enquiry

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_company_sees_who_handled_its_data_and_takes_it_along(world, new_page, check_page):
    send_enquiry(
        viewer=world.viewer("coordinator"),
        about_pk=world.lots["l-have-sora-public"].pk,
        text="Onko vielä vapaana?",
    )
    page = new_page("company")
    page.goto("/my/")
    page.get_by_text("Henkilö company").click()
    page.get_by_role("link", name="Omat tietomme").click()
    page.get_by_role("heading", name="Kuka on käsitellyt tietojamme").wait_for()
    row = page.locator("#readings tr", has_text="Helsingin kaupunki")
    assert row.get_by_text("Tiedusteli sitä").is_visible()
    assert page.get_by_text("Riveistänne ei ole viety mitään ulos.").is_visible()
    check_page(page)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Ota kaikki mukaan").click()
    assert waited.value.suggested_filename.endswith(".zip")
