# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Switch a stream off: its rows are not shown, taken in or planned, and its pages are gone."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kotipesa_web.administration.commands import switch_stream
from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import endpoints, stream_of
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.intake.commands import upload
from kotipesa_web.lots.commands import edit_lot
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import visible_to
from kotipesa_web.lots.snapshot import region_texts
from web.intake_files import LOTS, PROJECTS, SITES, given
from web.matrix.walking import address_with

pytestmark = pytest.mark.django_db
OF_SOIL = ("matches:enquiries", "plans:list", "balances:balance")


def switch(world, stream, *, is_on):
    switch_stream(viewer=world.viewer("admin"), stream=stream, is_on=is_on)
    world.region.refresh_from_db()


def test_rows_of_a_stream_that_is_off_are_neither_shown_nor_planned(world, client_of):
    parts = world.lots["l-have-sora-public"]
    Lot.objects.filter(pk=parts.pk).update(kind="parts")
    page = reverse("lots:lot", args=[parts.pk])
    for on in (False, True):
        switch(world, "parts", is_on=on)
        assert visible_to(world.viewer("company")).filter(pk=parts.pk).exists() is on
        assert visible_to(PUBLIC).filter(pk=parts.pk).exists() is on
        assert client_of("company").get(page).status_code == (200 if on else 404)
        planned = csv.DictReader(io.StringIO(region_texts(world.region)["lots"]))
        assert ("l-have-sora-public" in {row["id"] for row in planned}) is on


def test_rows_of_a_stream_that_is_off_are_not_taken_in(world):
    lots = LOTS.replace("project,name", "project,kind").replace(",h-1,Louhe", ",h-1,parts")
    lots = lots.replace(",h-1,Penger", ",h-1,soil")
    files = given(sites=SITES, projects=PROJECTS, lots=lots)
    batch = upload(viewer=world.viewer("coordinator"), files=files)
    told = {row.code: [p["code"] for p in row.problems] for row in batch.rows.filter(table="lots")}
    assert told == {"e-1": ["stream_off"], "e-2": []}
    viewer, lot = world.viewer("company"), world.lots["l-have-sora-public"]
    with pytest.raises(ValidationError, match="virta"):
        edit_lot(viewer=viewer, pk=lot.pk, version=1, values={"kind": "food"})


def test_pages_of_a_stream_that_is_off_are_not_there_nor_in_the_navigation(world, client_of):
    client = client_of("regional")
    addresses = [reverse(name) for name in OF_SOIL]
    assert {client.get(address).status_code for address in addresses} == {200}
    switch(world, "soil", is_on=False)
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.get(reverse("lots:list")).status_code == 404
    page = client.get(reverse("projects:list"))
    assert page.status_code == 200
    menu = page.content.decode()
    assert [a for a in (*addresses, reverse("lots:list")) if f'href="{a}"' in menu] == []
    switch(world, "food", is_on=True)
    assert client.get(reverse("lots:list")).status_code == 200


def test_pages_of_a_stream_that_is_off_are_there_for_nobody(world, client_of):
    switch(world, "soil", is_on=False)
    bound = [row for row in endpoints().values() if stream_of(row["name"])]
    lists = [row["name"] for row in bound if row["method"] == "GET" and row["object"] == "-"]
    told = {
        (role, name): client_of(role).get(address_with(name, None)).status_code
        for role in Role
        for name in lists
    }
    assert {asked: status for asked, status in told.items() if status != 404} == {}
    assert {"balances:balance", "lots:list", "api:lots"} <= {*lists}
