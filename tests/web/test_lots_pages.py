# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the pages of lots, and fill in their forms."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.on_map import lots_map
from kotipesa_web.lots.queries import visible_to
from kotipesa_web.places.geojson import box_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
FORM = {
    "direction": "have",
    "material": "savi",
    "amount": "1 250,5",
    "unit": "m3ktr",
    "first_month": "2026-05",
    "last_month": "2026-07",
    "fitness": "unknown",
    "contamination": "clean",
    "sulphide": "no",
    "state": "open",
    "sensitivity": "partners",
}


@pytest.fixture
def client(client_of):
    return client_of("coordinator")


@pytest.mark.parametrize("name", ["list", "map", "places", "add"])
def test_pages_open(client, name):
    assert client.get(reverse(f"lots:{name}")).status_code == 200


def test_a_lot_is_added_to_a_project_and_stands_on_its_page(client, world):
    project = world.projects["helsinki-partners"]
    address = f"{reverse('lots:add')}?project={project.pk}"
    assert client.get(address).context["form"]["first_month"].value() == "2026-03"
    answer = client.post(address, {**FORM, "project": project.name})
    assert answer.url == reverse("projects:project", args=[project.pk])
    lot = Lot.objects.get(amount=1250.5)
    assert (lot.site_id, lot.project_id, lot.version) == (project.site_id, project.pk, 1)
    assert "Savi" in client.get(answer.url).content.decode()


def test_what_is_wrong_stands_beside_its_field(client, world):
    project = world.projects["helsinki-partners"].code
    for wrong, field in (
        ({"amount": "0"}, "amount"),
        ({"last_month": "2026-01"}, "first_month"),
        ({"amount_low": "2000"}, "amount_low"),
        ({"project": ""}, "site"),
        ({"project": "no such project"}, "project"),
        ({"amount": "1.250"}, "amount"),
    ):
        answer = client.post(reverse("lots:add"), {**FORM, "project": project, **wrong})
        assert [*answer.context["form"].errors] == [field], wrong


def test_a_lot_is_edited_and_its_forecasts_are_drawn(client, world):
    lot = world.lots["l-have-helsinki-partners"]
    address = reverse("lots:edit", args=[lot.pk])
    told = {**FORM, "project": lot.project.name, "version": 1, "unit": "t", "amount": "5000"}
    assert client.post(address, told).status_code == 302
    assert client.post(address, told).status_code == 409
    page = client.get(reverse("lots:history", args=[lot.pk]))
    rows = page.context["chart"].table.rows
    assert [(row["tonnes"], row["first_month"]) for row in rows] == [
        (1100.0, "2026-04"),
        (5000.0, "2026-05"),
    ]


def test_a_file_is_attached_refused_and_taken_off_by_forms(client, world):
    pk = world.lots["l-have-helsinki-sealed"].pk
    address = reverse("lots:attach", args=[pk])
    bad = SimpleUploadedFile("a.exe", b"MZ\x90\x00" + b"\x00" * 60)
    answer = client.post(address, {"kind": "ground", "file": bad})
    assert [*answer.context["form"].errors] == ["file"]
    good = SimpleUploadedFile("kairaus.pdf", PDF)
    assert client.post(address, {"kind": "ground", "file": good}).status_code == 302
    page = client.get(reverse("lots:lot", args=[pk]))
    (attachment,) = page.context["attachments"]
    assert attachment.title == "kairaus.pdf"
    client.post(reverse("lots:detach", args=[attachment.pk]))
    assert not client.get(reverse("lots:lot", args=[pk])).context["attachments"]


def test_an_early_estimate_is_shown_and_taken_as_lots(client, world):
    project = world.projects["helsinki-partners"]
    address = reverse("lots:estimate", args=[project.pk])
    told = {"structure_type": "street_new", "ground_class": "soft", "area_m2": "2000"}
    told |= {"phase": "asemakaavoitus", "reliability": "C"}
    assert [*client.post(address, {**told, "area_m2": ""}).context["form"].errors] == ["area_m2"]
    assert [*client.post(address, {**told, "phase": "oma"}).context["form"].errors] == ["phase"]
    found = client.post(address, told).context["found"]
    assert found.basis == "area"
    assert all(lot.amount_low < lot.amount < lot.amount_high for lot in found.lots)
    nothing = client.post(address, {**told, "do": "accept"})
    assert nothing.context["form"].non_field_errors()
    key = found.lots[0].key
    assert client.post(address, {**told, "do": "accept", "chosen": [key]}).status_code == 302
    lot = Lot.objects.get(rests_on__contains="m3ktr/m2")
    assert (lot.amount, lot.project_id) == (found.lots[0].amount, project.pk)


def test_the_list_sums_what_is_known_exactly_alone(client_of, world):
    context = client_of("company").get(reverse("lots:list"), {"direction": "have"}).context
    own = [lot.tonnes for code, lot in world.lots.items() if "have-sora" in code]
    public = [lot.tonnes for code, lot in world.lots.items() if code.endswith("public")]
    shown = sum(own) + sum(t for t in public[::2]) - own[0]
    assert context["total"]["count"] == 9
    assert context["total"]["roughly"] == 3
    assert context["total"]["have_t"] == shown


def test_sorting_by_amount_puts_bands_by_their_low_end(client_of):
    rows = client_of("company").get(reverse("lots:list"), {"sort": "-tonnes"}).context["table"].rows
    known = [
        row["tonnes"].mid if row["tonnes"].mid is not None else row["tonnes"].low for row in rows
    ]
    assert known == sorted(known, reverse=True)


def test_a_coarse_lot_is_found_by_no_exact_month(client_of, world):
    client = client_of("company")
    coarse = world.lots["l-need-helsinki-partners"]

    def found(**asked: str) -> bool:
        rows = client.get(reverse("lots:list"), asked).context["table"].rows
        return any(row["name"].href.endswith(f"/{coarse.pk}") for row in rows)

    assert found(before="2026-04")
    assert found(after="2026-09")
    assert not found(before="2026-03")
    assert not found(q="helsinki-partners")


def test_many_lots_are_counted_by_cells(world):
    viewer = world.viewer("company")
    cells = lots_map(viewer, visible_to(viewer), None, most=3)["features"]
    counted = sum(int(one["properties"]["label"].split()[0]) for one in cells)
    assert counted == visible_to(viewer).count()


def test_a_cell_counts_the_same_in_whatever_box_shows_it(world):
    viewer = world.viewer("company")
    everywhere = lots_map(viewer, visible_to(viewer), None, most=0)["features"]
    east, north = everywhere[0]["geometry"]["coordinates"]
    box = box_of(f"{east - 0.07},{north - 0.03},{east + 0.07},{north + 0.03}")
    around = lots_map(viewer, visible_to(viewer), box, most=0)["features"]
    assert [one for one in around if one not in everywhere] == []
    assert everywhere[0] in around
    assert len(around) < len(everywhere)


def test_lots_of_a_place_are_one_mark_a_direction(client):
    answer = client.get(reverse("lots:places"), {"bbox": "23,59,27,61"})
    told = json.loads(answer.content)["features"]
    assert {one["properties"]["kind"] for one in told} == {"have", "need"}
    assert len(told) == 18


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson"])
def test_the_list_leaves_as_it_is_seen(client_of, form):
    answer = client_of("company").get(reverse("lots:file"), {"format": form})
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = answer.content.decode()
    assert "2000-10000" in text
    assert "Erä have p-vantaa-partners" not in text
    assert "Erä have p-sora-sealed" in text


@pytest.mark.parametrize("name", ["lots:list", "lots:places", "projects:list", "projects:places"])
def test_lists_and_maps_ask_the_database_little(client, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse(name))


def test_the_public_sees_public_lots_alone_and_amounts_as_bands(client_of):
    table = client_of("public").get(reverse("lots:list")).context["table"]
    assert len(table.rows) == 8
    assert {row["tonnes"].mid for row in table.rows} == {None}
