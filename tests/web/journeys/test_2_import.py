# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring an Excel in: see its faults, mend one in place, leave one out, accept, undo."""

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from kotipesa_web.intake.commands import accept, upload
from kotipesa_web.lots.models import Lot
from web.intake_files import PROJECTS, SITES

pytestmark = pytest.mark.django_db(transaction=True)

LOTS = (
    "id,direction,material,amount,unit,site,from,to,project,name\n"
    "e-1,have,kalliomurske,paljon,t,t-1,2026-03,2026-05,h-1,Louhe\n"
    "e-2,need,kalliomurske,800,m3rtr,t-1,2026-04,2026-06,h-1,Penger\n"
    "e-3,need,hiekka,500,t,olematon,2026-04,2026-06,h-1,Kentta\n"
)


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook with two faults in it."""
    book = Workbook()
    book.remove(book.active)
    for name, text in (("sites", SITES), ("projects", PROJECTS), ("lots", LOTS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    path = tmp_path / "massat.xlsx"
    book.save(path)
    return path


def test_an_excel_is_looked_at_mended_accepted_and_undone(world, new_page, check_page, workbook):
    page = new_page("coordinator")
    page.goto("/imports/")
    page.get_by_role("link", name="Tuo tiedostoja").click()
    check_page(page)
    page.get_by_label("Tiedostot").set_input_files(workbook)
    page.get_by_role("button", name="Lue tiedostot").click()
    page.get_by_role("heading", name="Mitä tiedostot tuovat").wait_for()
    assert page.get_by_text("2 rivissä on virheitä").is_visible()
    check_page(page)
    amount = page.get_by_label("Määrä, rivi 2")
    assert amount.input_value() == "paljon"
    amount.fill("1 500,5")
    amount.press("Enter")
    page.get_by_text("Rivi 2 on tarkistettu uudelleen.").wait_for()
    assert page.locator("#cell-2-amount").inner_text().strip() == "1500.5"
    page.get_by_text("1 rivissä on virheitä").wait_for()
    page.get_by_role("button", name="Jätä virheelliset rivit pois").click()
    assert not Lot.objects.filter(code="e-1").exists()
    page.get_by_role("button", name="Hyväksy tuonti").click()
    page.get_by_text("Rivit ovat rekisterissä.").wait_for()
    told = Lot.objects.filter(code__startswith="e-").order_by("code")
    assert [(lot.code, lot.amount, lot.owner_id) for lot in told] == [
        ("e-1", 1500.5, world.organisations["helsinki"].pk),
        ("e-2", 800.0, world.organisations["helsinki"].pk),
    ]
    check_page(page)
    page.get_by_role("button", name="Kumoa tuonti").click()
    page.get_by_text("rekisteri on kuten ennen tuontia").wait_for()
    assert not Lot.objects.filter(code__startswith="e-").exists()


def test_what_is_typed_into_other_rows_stays_while_a_row_is_checked(new_page, check_page, workbook):
    page = new_page("coordinator")
    page.goto("/imports/new/")
    page.get_by_label("Tiedostot").set_input_files(workbook)
    page.get_by_role("button", name="Lue tiedostot").click()
    site, amount = page.get_by_label("Paikka, rivi 4"), page.get_by_label("Määrä, rivi 2")
    site.fill("t-1")
    page.get_by_role("link", name="Muokkaa rivi 3").click()
    expect(page.locator("[autofocus]")).to_be_focused()  # first: what is typed goes where it is
    page.get_by_label("Nimi, rivi 3").fill("Penkere")
    amount.fill("1 500,5")
    amount.press("Enter")
    page.get_by_text("Rivi 2 on tarkistettu uudelleen.").wait_for()
    page.get_by_text("1 rivissä on virheitä").wait_for()
    assert page.locator("#counts a.faulty").inner_text() == "1"
    assert (site.input_value(), page.get_by_label("Nimi, rivi 3").input_value()) == (
        "t-1",
        "Penkere",
    )
    check_page(page)
    for row in (4, 3):
        page.get_by_role("button", name=f"Tarkista rivi {row}").click()
        page.get_by_text(f"Rivi {row} on tarkistettu uudelleen.").wait_for()
    page.get_by_role("button", name="Hyväksy tuonti").click()
    page.get_by_text("Rivit ovat rekisterissä.").wait_for()
    told = Lot.objects.filter(code__startswith="e-").order_by("code")
    assert [(lot.amount, lot.site.code, lot.name) for lot in told] == [
        (1500.5, "t-1", "Louhe"),
        (800.0, "t-1", "Penkere"),
        (500.0, "t-1", "Kentta"),
    ]


def test_no_fault_is_out_of_sight_on_a_phone(new_page, workbook):
    page = new_page("coordinator")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/imports/new/")
    page.get_by_label("Tiedostot").set_input_files(workbook)
    page.get_by_role("button", name="Lue tiedostot").click()
    page.get_by_label("Määrä, rivi 2").wait_for()
    page.wait_for_load_state()  # a box is where the page's last style sheet puts it
    for label in ("Määrä, rivi 2", "Paikka, rivi 4"):
        box = page.get_by_label(label).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_nobody_leaves_a_page_with_unchecked_cells_unasked(new_page, workbook):
    page = new_page("coordinator")
    page.goto("/imports/new/")
    page.get_by_label("Tiedostot").set_input_files(workbook)
    page.get_by_role("button", name="Lue tiedostot").click()
    page.get_by_label("Määrä, rivi 2").fill("900")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Tuonnit").first.click()
    assert page.get_by_label("Määrä, rivi 2").input_value() == "900"
    assert asked == ["beforeunload"]


def test_what_changed_is_shown_before_and_after(world, new_page, check_page, tmp_path):
    viewer = world.viewer("coordinator")
    lots = LOTS.replace("paljon", "900").replace("olematon", "t-1")
    files = [("sites.csv", SITES), ("projects.csv", PROJECTS), ("lots.csv", lots)]
    given = [(name, [text.encode()]) for name, text in files]
    batch = upload(viewer=viewer, files=given)
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    path = tmp_path / "lots.csv"
    path.write_text(lots.replace("900", "1100"), encoding="utf-8")
    page = new_page("coordinator")
    page.goto("/imports/new/")
    page.get_by_label("Tiedostot").set_input_files(path)
    page.get_by_role("button", name="Lue tiedostot").click()
    page.locator("#counts").get_by_role("link", name="1", exact=True).click()
    assert page.locator("#cell-2-amount del").inner_text().endswith("900")
    assert page.locator("#cell-2-amount ins").inner_text().endswith("1100")
    check_page(page)
