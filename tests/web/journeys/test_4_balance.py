# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""A mass coordinator reads balances: filters, opens, draws, saves and takes them along."""

import pytest

from kotipesa_web.core.permissions import Role
from web.balances import balanced

pytestmark = pytest.mark.django_db(transaction=True)

AROUND = "24.6 60.1\n25.3 60.1\n25.3 60.4\n24.6 60.4"


@pytest.fixture
def reader(world, new_page):
    """Open the balance as a municipal mass coordinator."""
    balanced(world)
    page = new_page(Role.COORDINATOR)
    page.goto("/balance/")
    return page


def test_a_balance_is_filtered_and_its_figure_opened_to_lots_and_factors(reader, check_page):
    check_page(reader)
    reader.locator("#id_material").select_option("kalliomurske")
    reader.locator("#id_municipality").select_option("092")
    reader.get_by_role("button", name="Näytä", exact=True).press("Enter")
    reader.locator(".chart-canvas svg").first.wait_for()
    assert "municipality=092" in reader.url
    check_page(reader)
    reader.locator(".figure-link a").first.click()
    assert reader.get_by_role("heading", level=1).inner_text() == "Mihin luku perustuu"
    lots = reader.locator("#lots tbody tr")
    assert lots.count() == 2
    assert reader.locator("#factors tbody tr").count() == 1
    check_page(reader)


def test_an_area_is_drawn_by_keyboard_and_balanced(reader, check_page):
    reader.get_by_role("link", name="Piirretty alue").press("Enter")
    reader.get_by_role("button", name="Lisää kulma kartan keskelle").press("Enter")
    corners = reader.get_by_label("Alueen kulmat")
    assert len(corners.input_value().splitlines()) == 1
    corners.fill(AROUND)
    reader.get_by_role("button", name="Näytä", exact=True).press("Enter")
    reader.get_by_text("Alueella on 18 erää").wait_for()
    check_page(reader)


def test_a_search_is_saved_opened_and_dropped(reader):
    reader.goto("/balance/?material=kalliomurske")
    reader.get_by_text("Tallennetut haut").click()
    reader.get_by_label("Haun nimi").fill("Murske")
    reader.get_by_role("button", name="Tallenna nämä suodattimet").press("Enter")
    reader.get_by_text("Haku tallennettiin.").wait_for()
    reader.goto("/balance/")
    reader.get_by_text("Tallennetut haut").click()
    reader.get_by_role("link", name="Murske", exact=True).click()
    assert reader.url.endswith("material=kalliomurske")
    reader.get_by_text("Tallennetut haut").click()
    reader.get_by_role("button", name="Poista Murske").press("Enter")
    reader.get_by_text("Haku poistettiin.").wait_for()


def test_a_table_leaves_as_a_workbook(reader):
    with reader.expect_download() as waiting:
        reader.locator("#materials-block").get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_versions_ours_and_the_annex_bar_nobody(reader, check_page):
    for address in ("/balance/versions/", "/balance/ours/", "/balance/annex/"):
        reader.goto(address)
        check_page(reader)
