# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the pages of imports: uploading, mending in place, accepting, forms to fill in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotipesa_web.core.errors import Refused
from kotipesa_web.intake.commands import accept, correct, set_mapping, set_table, upload
from kotipesa_web.intake.models import Batch, KeptMapping
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project
from web.intake_files import LOTS, PROJECTS, SITES, changed, given, whole
from web.world import World

pytestmark = pytest.mark.django_db

OWN = (
    "Kohde;Maalaji;Määrä (t);Alkaa;Loppuu;Suunta;Itä;Pohjoinen;Projekti\n"
    "A1;kalliomurske;1200;3/2026;5/2026;ylijäämä;385000;6672000;Puistotie\n"
    "A2;hiekka;400;4/2026;6/2026;tarve;385100;6672100;Puistotie\n"
)
OWN_PROJECTS = (
    "Hankenro;Hanke;Kunta;Vaihe;Varmuus;Vaihtoehto\n"
    "7;Puistokatu;Helsinki;rakenteilla;80 %;8\n"
    "8;Raittikatu;Helsinki;rakenteilla;20 %;\n"
)
OWN_SITES = "Kohde;Tyyppi;Itä;Pohjoinen\nTorppa;puisto;385000;6672000\nMäki;koulu;385100;6672100\n"
SELECTED = r'<select name="([^"]+)"(?:(?!</select>).)*?<option value="([^"]*)" selected'


def faulty() -> list[tuple[str, list[bytes]]]:
    return given(sites=SITES, projects=PROJECTS, lots=changed(LOTS, "e-1", amount="paljon"))


def page_of(client, batch: Batch, query: str = "") -> str:
    return client.get(reverse("intake:batch", args=[batch.pk]) + query).content.decode()


def test_files_are_uploaded_and_looked_at(client_of):
    client = client_of("coordinator")
    files = [SimpleUploadedFile(name, content[0]) for name, content in faulty()]
    answer = client.post(reverse("intake:new"), {"upload": files, "sensitivity": "sealed"})
    batch = Batch.objects.get()
    assert answer.headers["Location"] == reverse("intake:batch", args=[batch.pk])
    shown = page_of(client, batch, "?table=lots&shown=errors")
    assert 'value="paljon"' in shown
    assert 'aria-invalid="true"' in shown
    assert "e-2" not in shown


def test_new_rows_are_sealed_unless_somebody_says_otherwise(client_of):
    shown = client_of("coordinator").get(reverse("intake:new")).content.decode()
    assert '<option value="sealed" selected>' in shown


def test_a_file_that_is_no_table_is_refused_by_the_form(client_of):
    files = [SimpleUploadedFile("x.csv", b"\x00\x01\x02")]
    form = {"upload": files, "sensitivity": "sealed"}
    answer = client_of("coordinator").post(reverse("intake:new"), form)
    assert answer.status_code == 200
    assert "x.csv" in answer.content.decode()
    assert Batch.objects.count() == 0


def test_a_cell_is_mended_on_the_page(world: World, client_of):
    client = client_of("coordinator")
    batch = upload(viewer=world.viewer("coordinator"), files=faulty())
    row = batch.rows.get(code="e-1")
    address = reverse("intake:correct", args=[batch.pk])
    told = {"row": row.pk, "cell.amount": "1500", "columns": "id amount", "rows": row.pk}
    answer = client.post(address, told, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert shown.startswith(f'<tr id="row-{row.pk}">')
    assert re.findall(r'id="cell-\d+-(\w+)"', shown) == ["id", "amount"]
    row.refresh_from_db()
    assert (row.cells["amount"], row.has_errors) == ("1500", False)
    batch.refresh_from_db()
    assert "Hyväksy tuonti" in shown
    assert shown.count(f'name="version" value="{batch.version}"') == 2


def test_a_fault_of_a_column_that_is_not_shown_is_told_beside_the_row(world: World, client_of):
    batch = upload(viewer=world.viewer("coordinator"), files=faulty())
    told = {"row": batch.rows.get(code="e-1").pk, "cell.unit": "", "columns": "id"}
    address = reverse("intake:correct", args=[batch.pk])
    answer = client_of("coordinator").post(address, told, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert re.findall(r'class="fault">\s*(\w+):', shown) == ["Määrä", "Yksikkö"]


def test_a_row_is_opened_by_itself(world: World, client_of):
    batch = upload(viewer=world.viewer("coordinator"), files=whole())
    row = batch.rows.get(code="e-2")
    asked = {"edit": row.pk, "columns": "id amount"}
    address = reverse("intake:batch", args=[batch.pk])
    answer = client_of("coordinator").get(address, asked, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert shown.startswith(f'<tr id="row-{row.pk}">')
    assert re.findall(r'name="cell.(\w+)" value="([^"]*)"', shown) == [
        ("id", "e-2"),
        ("amount", "800"),
    ]


def test_a_batch_is_accepted_and_undone_on_its_page(world: World, client_of):
    client = client_of("coordinator")
    batch = upload(viewer=world.viewer("coordinator"), files=whole())
    client.post(reverse("intake:accept", args=[batch.pk]), {"version": batch.version})
    assert Lot.objects.filter(code="e-1").exists()
    client.post(reverse("intake:undo", args=[batch.pk]))
    assert not Lot.objects.filter(code="e-1").exists()


def test_a_batch_with_faults_stays_out_and_says_why(world: World, client_of):
    client = client_of("coordinator")
    batch = upload(viewer=world.viewer("coordinator"), files=faulty())
    address = reverse("intake:accept", args=[batch.pk])
    answer = client.post(address, {"version": batch.version})
    assert answer.status_code == 400
    assert "paljon" in answer.content.decode()
    assert not Lot.objects.filter(code="e-2").exists()


def test_a_page_of_a_batch_asks_the_database_little(
    world: World, client_of, django_assert_max_num_queries
):
    client = client_of("coordinator")
    batch = upload(viewer=world.viewer("coordinator"), files=whole())
    with django_assert_max_num_queries(12):
        page_of(client, batch)
    with django_assert_max_num_queries(12):
        client.get(reverse("intake:list"))


def test_the_workbook_with_own_rows_changes_nothing_when_it_comes_back(world: World, client_of):
    viewer = world.viewer("coordinator")
    batch = upload(viewer=viewer, files=whole())
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    book = client_of("coordinator").get(reverse("intake:own_form")).content
    again = upload(viewer=viewer, files=[("kotipesa.xlsx", [book])])
    told = {(row.table, row.code): (row.does, row.before, row.problems) for row in again.rows.all()}
    assert {key: one for key, one in told.items() if one != ("same", {}, [])} == {}
    assert ("lots", "e-1") in told


def test_the_empty_workbook_is_in_the_language_of_the_viewer(client_of):
    client = client_of("coordinator")
    answer = client.get(reverse("intake:empty_form"), headers={"Accept-Language": "sv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kotipesa.xlsx"'
    assert answer.content.startswith(b"PK")


def test_a_table_of_ones_own_is_read_by_a_mapping_that_is_remembered(world: World, client_of):
    viewer = world.viewer("coordinator")
    files = [("omat.csv", [OWN.encode()])]
    batch = upload(viewer=viewer, files=files)
    assert batch.state == "mapping"
    assert "Maalaji" in page_of(client_of("coordinator"), batch)
    answers = {place: "=EPSG:3067" for place, *_ in batch.proposal["lines"] if place == "sites.crs"}
    batch = set_mapping(viewer=viewer, pk=batch.pk, answers=answers, keep_as="Omat/massat")
    assert (batch.state, batch.problems) == ("checked", [])
    lots = [row.cells for row in batch.rows.filter(table="lots")]
    assert [(lot["direction"], lot["amount"], lot["from"], lot["to"]) for lot in lots] == [
        ("have", "1200", "2026-03", "2026-05"),
        ("need", "400", "2026-04", "2026-06"),
    ]
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    again = upload(viewer=viewer, files=[("toiset.csv", [OWN.encode()])])
    assert (again.state, again.source) == ("checked", "Omat-massat")
    assert {row.does for row in again.rows.all()} == {"same"}


def test_a_cell_of_ones_own_table_that_has_no_meaning_is_mended_in_place(world: World):
    viewer = world.viewer("coordinator")
    files = [("omat.csv", [OWN.replace("1200", "paljon").encode()])]
    batch = upload(viewer=viewer, files=files)
    batch = set_mapping(viewer=viewer, pk=batch.pk, answers={"sites.crs": "=EPSG:3067"})
    row = batch.rows.filter(table="lots").earliest("pk")
    told = [(one["code"], one["where"]["column"], one["where"]["value"]) for one in row.problems]
    assert (batch.state, told) == ("checked", [("bad_number", "amount", "paljon")])
    correct(viewer=viewer, pk=batch.pk, row_pk=row.pk, cells={"amount": "1300"})
    row.refresh_from_db()
    assert (row.cells["amount"], row.problems) == ("1300", [])


def test_a_list_of_projects_is_read_by_a_mapping_that_is_remembered(world: World, client_of):
    viewer, client = world.viewer("coordinator"), client_of("coordinator")
    batch = upload(viewer=viewer, files=[("hankkeet.csv", [OWN_PROJECTS.encode()])])
    assert (batch.state, batch.proposal["table"]) == ("mapping", "projects")
    assert '<option value="projects" selected>Hanke</option>' in page_of(client, batch)
    batch = set_mapping(viewer=viewer, pk=batch.pk, answers={}, keep_as="Hankkeet")
    told = {row.code: (row.cells, row.problems) for row in batch.rows.filter(table="projects")}
    assert told["7"][0] == {
        "id": "7",
        "name": "Puistokatu",
        "municipality": "091",
        "phase": "rakenteilla",
        "probability": "0.8",
        "alternative_of": "8",
    }
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    assert Project.objects.get(code="7").alternative_of.code == "8"
    changed = OWN_PROJECTS.replace("80 %", "60 %")
    again = upload(viewer=viewer, files=[("uudet.csv", [changed.encode()])])
    assert (again.state, again.source) == ("checked", "Hankkeet")
    assert {row.code: (row.does, row.before) for row in again.rows.all()} == {
        "7": ("changed", {"probability": "0.8"}),
        "8": ("same", {}),
    }


def test_what_rows_are_is_said_on_the_page(world: World, client_of):
    viewer, client = world.viewer("coordinator"), client_of("coordinator")
    batch = upload(viewer=viewer, files=[("paikat.csv", [OWN_SITES.encode()])])
    address = reverse("intake:rows_are", args=[batch.pk])
    assert client.post(address, {"table": "settings"}).status_code == 400
    for table in ("facilities", "sites"):
        assert client.post(address, {"table": table}).status_code == 302
        batch.refresh_from_db()
        assert batch.proposal["table"] == table
        assert f'<option value="{table}" selected>' in page_of(client, batch)
    batch = set_mapping(viewer=viewer, pk=batch.pk, answers={})
    assert [(row.table, row.code, row.has_errors) for row in batch.rows.all()] == [
        ("sites", "Torppa", False),
        ("sites", "Mäki", False),
    ]
    with pytest.raises(Refused):
        set_table(viewer=viewer, pk=batch.pk, table="lots")


def test_a_unit_that_nobody_knows_is_asked_for_on_the_page(world: World, client_of):
    viewer, client = world.viewer("coordinator"), client_of("coordinator")
    text = "Laitos;Tyyppi;Hinta;Itä;Pohjoinen\nMäki;outlet;5000;385000;6672000\n"
    batch = upload(viewer=viewer, files=[("laitokset.csv", [text.encode()])])
    shown = page_of(client, batch)
    assert 'name="facilities.eur_per_t@unit"' in shown
    said = {
        name: value for name, value in re.findall(SELECTED, shown, re.DOTALL) if "=" not in name
    }
    said |= {"facilities.eur_per_t@unit": "thousand EUR", "sites.crs": "*"}
    address = reverse("intake:columns", args=[batch.pk])
    assert client.post(address, {**said, "keep_as": ""}).status_code == 400
    told = {**said, "facilities.eur_per_t@unit": "EUR/t"}
    assert client.post(address, {**told, "keep_as": ""}).status_code == 302
    (row,) = batch.rows.filter(table="facilities")
    assert (row.cells["eur_per_t"], row.cells["site"], row.problems) == ("5000", "Mäki", [])


def test_what_was_proposed_is_told_in_the_language_of_the_reader(world: World, client_of):
    batch = upload(viewer=world.viewer("coordinator"), files=[("omat.csv", [OWN.encode()])])
    client, address = client_of("coordinator"), reverse("intake:batch", args=[batch.pk])
    for language, words in (
        ("fi", "Otsikko on sen tuttu nimi; 100 % arvoista voidaan lukea. Varmuus 1,00."),
        (
            "en",
            "The header is a usual name for it; 100 % of the values can be read. Certainty 1.00.",
        ),
    ):
        told = client.get(address, headers={"Accept-Language": language}).content.decode()
        assert words in told


def test_kept_mappings_are_listed_renamed_and_forgotten_by_their_own(world: World, client_of):
    viewer, client = world.viewer("coordinator"), client_of("coordinator")
    batch = upload(viewer=viewer, files=[("omat.csv", [OWN.encode()])])
    answers = {place: "=EPSG:3067" for place, *_ in batch.proposal["lines"] if place == "sites.crs"}
    set_mapping(viewer=viewer, pk=batch.pk, answers=answers, keep_as="Omat")
    kept = KeptMapping.objects.get()
    address = reverse("intake:mappings")
    assert 'value="Omat"' in client.get(address).content.decode()
    for name, told in (("", "Anna vastaavuudelle nimi"), ("Kadut", 'value="Kadut"')):
        renamed = reverse("intake:rename_mapping", args=[kept.pk])
        assert told in client.post(renamed, {"name": name}, follow=True).content.decode()
    dropped = reverse("intake:drop_mapping", args=[kept.pk])
    assert client_of("company").post(dropped).status_code == 404
    client.post(dropped)
    assert not KeptMapping.objects.exists()
