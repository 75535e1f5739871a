# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the main journeys by the keyboard alone, from one's own page on."""

import pytest

from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.models import Enquiry
from kotipesa_web.projects.models import Project
from web.intake_files import LOTS, PROJECTS, SITES
from web.journeys.keys import Keys

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys_of(new_page):
    """Give the keys of somebody who has opened their own page."""

    def opened(role: Role) -> Keys:
        page = new_page(role)
        page.goto("/my/")
        return Keys(page)

    return opened


def test_files_are_brought_mended_accepted_and_undone_by_keyboard(keys_of):
    keys = keys_of(Role.COORDINATOR)
    tables = {"sites": SITES, "projects": PROJECTS, "lots": LOTS.replace("1200", "paljon")}
    files = [
        {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in tables.items()
    ]
    keys.open("Tuonnit", "Tuonnit")
    keys.open("Tuo tiedostoja", "Tuo tiedostoja")
    keys.give("Tiedostot", *files)
    keys.enter("Lue tiedostot")
    keys.page.get_by_role("heading", name="Mitä tiedostot tuovat").wait_for()
    keys.to("Määrä, rivi 2")
    keys.press("Control+a")
    keys.page.keyboard.type("1 500,5")
    keys.press("Enter")
    keys.page.get_by_text("Rivi 2 on tarkistettu uudelleen.").wait_for()
    keys.enter("Hyväksy tuonti")
    keys.page.get_by_text("Rivit ovat rekisterissä.").wait_for()
    told = Lot.objects.filter(code__startswith="e-").order_by("code").values_list("amount")
    assert [*told] == [(1500.5,), (800.0,)]
    keys.enter("Kumoa tuonti")
    keys.page.get_by_text("rekisteri on kuten ennen tuontia").wait_for()
    assert not Lot.objects.filter(code__startswith="e-").exists()


def test_a_project_is_told_with_its_place_and_a_lot_by_keyboard(keys_of):
    keys = keys_of(Role.COORDINATOR)
    keys.open("Hankkeet", "Hankkeet")
    keys.open("Lisää hanke", "Lisää hanke")
    keys.write("Nimi", "Kuusirannan esirakentaminen")
    keys.write("Kunta", "Helsinki")
    keys.write("Kohdetyyppi", "Ty")
    keys.write("Vaihe", "Esirakentaminen")
    keys.write("Työ alkaa", "2", "2027")
    keys.write("Työ päättyy", "11", "2027")
    keys.to("Paikka kartalla")
    keys.press("ArrowRight", "ArrowDown")
    keys.enter("Aseta kartan keskelle")
    keys.open("Tallenna", "Kuusirannan esirakentaminen")
    keys.open("Lisää erä", "Lisää erä")
    keys.to("Ylijäämä")
    keys.press("Space")
    keys.write("Materiaali", "Savi")
    keys.write("Määrä", "1 250,5")
    keys.enter("Tallenna")
    keys.page.get_by_text("Erä on lisätty.").wait_for()
    project = Project.objects.get(name="Kuusirannan esirakentaminen")
    assert (project.municipality, project.site.crs) == ("091", "EPSG:4326")
    lots = Lot.objects.filter(project=project)
    assert [*lots.values_list("direction", "amount")] == [("have", 1250.5)]


def test_a_match_is_found_and_asked_after_by_keyboard(world, keys_of):
    keys = keys_of(Role.COMPANY)
    own = world.lots["l-need-sora-sealed"]
    keys.open("Ylijäämät ja tarpeet", "Ylijäämät ja tarpeet")
    keys.open(own.name, own.name)
    keys.open("Ehdokkaat", f"Ehdokkaat erälle {own.name}")
    keys.enter("Kerro uusista")
    keys.page.get_by_text("Saat tiedon uusista ehdokkaista").wait_for()
    keys.open("Tiedustele", "Tiedustele")
    keys.write("Viesti", "Onko louhe vielä vapaana?")
    keys.enter("Lähetä")
    keys.page.get_by_text("Tiedustelusi on matkalla omistajalle.").wait_for()
    assert Enquiry.objects.count() == 1


def test_a_plan_is_run_and_looked_into_by_keyboard(keys_of):
    keys = keys_of(Role.REGIONAL)
    keys.open("Suunnitelmat", "Suunnitelmat")
    keys.open("Uusi suunnitelma", "Uusi suunnitelma")
    keys.write("Nimi", "Kevät 2027")
    keys.write("Hiilen hinta", "100")
    keys.enter("Tee suunnitelma")
    keys.page.get_by_text("odottaa vuoroaan").wait_for()
    assert do_one("journey")
    keys.page.wait_for_url("**/plans/*/")
    keys.write("Kuukausi", "toukokuu")
    assert keys.page.locator(":focus").input_value() == "2026-05"
    keys.open("Siirrot", "Siirrot")
    keys.open("Miksi näin", "Miksi tämä siirto")


def test_a_company_reads_who_handled_its_rows_and_takes_them_along_by_keyboard(keys_of):
    keys = keys_of(Role.COMPANY)
    keys.enter("Henkilö company")
    keys.open("Omat tietomme", "Omat tietomme")
    keys.to("Ota kaikki mukaan")
    with keys.page.expect_download() as waited:
        keys.press("Enter")
    assert waited.value.suggested_filename.endswith(".zip")
