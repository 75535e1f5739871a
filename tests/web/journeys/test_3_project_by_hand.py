# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell a project by hand: its place on the map, a lot, an attachment, an early estimate."""

import pytest
from playwright.sync_api import Page

from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NAMES = {"name": "Kuusirannan esirakentaminen", "first": "2027-02", "last": "2027-11"}


def fill_first_page(page: Page) -> None:
    page.get_by_label("Nimi", exact=True).fill(NAMES["name"])
    page.locator("#id_municipality").select_option("091")
    page.locator("#id_type").select_option("työmaa")
    page.locator("#id_phase").select_option("esirakentaminen")
    page.locator("#id_first_month").fill(NAMES["first"])
    page.locator("#id_last_month").fill(NAMES["last"])


def test_a_project_is_told_with_its_place_lots_attachment_and_estimate(world, new_page, check_page):
    page = new_page("coordinator")
    page.goto("/projects/")
    check_page(page)
    page.get_by_role("link", name="Lisää hanke").click()
    fill_first_page(page)
    page.get_by_role("button", name="Tallenna").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("#id_first_month").input_value() == NAMES["first"]
    check_page(page)
    put_on_map(page)
    page.get_by_role("button", name="Tallenna").click()
    page.get_by_role("heading", name=NAMES["name"]).wait_for()
    check_page(page)
    add_lot(page, check_page)
    attach(page, check_page)
    estimate(page, check_page)
    project = Project.objects.get(name=NAMES["name"])
    assert project.site.crs == "EPSG:4326"
    assert project.owner_id == world.organisations["helsinki"].pk


def put_on_map(page: Page) -> None:
    """By keyboard: the button takes the middle of the map; then by a click on it."""
    first = page.locator(".map").first
    first.locator("canvas").wait_for()
    page.get_by_role("button", name="Aseta kartan keskelle").first.press("Enter")
    by_keyboard = page.locator("#id_x").input_value()
    assert by_keyboard
    first.click(position={"x": 200, "y": 120})
    assert page.locator("#id_x").input_value() != by_keyboard


def add_lot(page: Page, check_page) -> None:
    page.get_by_role("link", name="Lisää erä").click()
    page.get_by_label("Ylijäämä (kaivettava)").check()
    page.locator("#id_material").select_option("savi")
    page.locator("#id_amount").fill("1 250,5")
    check_page(page)
    page.get_by_role("button", name="Tallenna").click()
    page.get_by_text("Erä on lisätty.").wait_for()
    lot = Lot.objects.get(amount=1250.5)
    assert (lot.first_month, lot.unit) == (NAMES["first"], "m3ktr")


def attach(page: Page, check_page) -> None:
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_text("Liitä tiedosto").click()
    page.get_by_label("Tiedosto").set_input_files(
        {"name": "pohjatutkimus.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Liitä", exact=True).click()
    page.get_by_role("link", name="pohjatutkimus.pdf").wait_for()
    check_page(page)
    page.get_by_role("link", name=NAMES["name"]).click()


def estimate(page: Page, check_page) -> None:
    page.get_by_role("link", name="Arvioi massat varhain").click()
    page.locator("#id_structure_type").select_option("street_new")
    page.locator("#id_ground_class").select_option("soft")
    page.locator("#id_area_m2").fill("2 000")
    page.get_by_role("button", name="Arvioi").click()
    page.get_by_role("heading", name="Arvion tulos").wait_for()
    check_page(page)
    page.get_by_role("button", name="Lisää valitut eriksi").click()
    page.get_by_text("erää on lisätty.").wait_for()
    assert Lot.objects.filter(rests_on__startswith="Varhainen arvio").count() > 1


def test_two_people_meet_over_one_project(world, new_page, check_page, watch):
    watch.expect("409")
    project = world.projects["helsinki-partners"]
    pages = [new_page(role) for role in ("coordinator", "planner")]
    for page in pages:
        page.goto(f"/projects/{project.pk}/edit")
        page.locator("#id_phase").select_option("rakentaminen")
        page.locator("#id_first_month").fill("2026-03")
    pages[0].get_by_label("Nimi", exact=True).fill("Ensimmäisen nimi")
    pages[0].get_by_role("button", name="Tallenna").click()
    pages[0].get_by_role("heading", name="Ensimmäisen nimi").wait_for()
    pages[1].get_by_label("Nimi", exact=True).fill("Toisen nimi")
    pages[1].get_by_role("button", name="Tallenna").click()
    pages[1].get_by_role("cell", name="Ensimmäisen nimi").wait_for()
    check_page(pages[1])
    assert pages[1].get_by_label("Nimi", exact=True).input_value() == "Toisen nimi"
    pages[1].get_by_role("button", name="Tallenna").click()
    pages[1].get_by_role("heading", name="Toisen nimi").wait_for()


def test_lists_and_maps_stand_in_nobodys_way(world, new_page, check_page):  # noqa: ARG001
    page = new_page("company")
    for address in ("/lots/", "/lots/map", "/projects/map", "/places/facilities", "/places/sites"):
        page.goto(address)
        check_page(page)
