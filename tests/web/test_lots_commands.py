# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw lots, and attach files to them, as the people of the world."""

import pytest
from django.core.exceptions import ValidationError

from kotipesa.errors import InputError
from kotipesa_web.core.audit.queries import lines_of
from kotipesa_web.core.errors import Conflict, Hidden, Refused
from kotipesa_web.lots.attaching import attach, attachments_of, detach
from kotipesa_web.lots.commands import add_lot, edit_lot, withdraw_lot
from kotipesa_web.lots.queries import get_for
from kotipesa_web.places.models import GivenTable

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def coordinator(world):
    return world.viewer("coordinator")


@pytest.fixture
def values(world):
    return {
        "project_id": world.projects["helsinki-partners"].pk,
        "direction": "have",
        "material": "savi",
        "amount": 1000.0,
        "amount_low": 800.0,
        "amount_high": 1500.0,
        "unit": "m3ktr",
        "first_month": "2026-05",
        "last_month": "2026-07",
        "sensitivity": "partners",
    }


def test_a_lot_lies_on_its_projects_site_and_is_weighed_by_the_engine(world, coordinator, values):
    lot = add_lot(viewer=coordinator, values=values)
    project = world.projects["helsinki-partners"]
    assert (lot.site_id, lot.municipality) == (project.site_id, "091")
    assert lot.tonnes_low < lot.tonnes < lot.tonnes_high
    assert (lot.first_quarter, lot.last_quarter, lot.band) == ("2026-04", "2026-09", "500-2000")
    line = lines_of(coordinator, kind="lot", row_id=lot.pk).get()
    assert line.after["tonnes"] == lot.tonnes


@pytest.mark.parametrize(
    ("wrong", "code", "column"),
    [
        ({"amount": -5.0}, "not_positive", "amount"),
        ({"last_month": "2026-04"}, "month_backwards", "from"),
        ({"material": "zzz"}, "unknown_material", "material"),
        ({"amount_low": 1200.0}, "estimate_upside_down", "amount_low"),
        ({"note": "=cmd()"}, "formula_cell", "note"),
    ],
)
def test_a_lot_is_refused_as_in_a_file(coordinator, values, wrong, code, column):
    with pytest.raises(InputError) as refused:
        add_lot(viewer=coordinator, values={**values, **wrong})
    assert [(one.code, one.where.column) for one in refused.value.problems] == [(code, column)]


def test_the_regions_own_materials_are_known_and_weighed(world, coordinator, values):
    table = b"code,group,t_per_m3ktr,itd_per_ktr,rtr_per_ktr\nkuona x,uusiomateriaalit,2,1,1\n"
    GivenTable.objects.create(region=world.region, name="materials", content=table)
    lot = add_lot(viewer=coordinator, values={**values, "material": "kuona x"})
    assert lot.tonnes == 2000


def test_an_amount_edited_is_weighed_again_and_a_stale_version_is_a_conflict(world, coordinator):
    pk = world.lots["l-have-helsinki-public"].pk
    lot = edit_lot(viewer=coordinator, pk=pk, version=1, values={"amount": 60_000.0})
    assert (lot.version, lot.tonnes, lot.band) == (2, 60_000, "50000-")
    line = lines_of(coordinator, kind="lot", row_id=pk).get()
    assert line.before == {"amount": 1000, "tonnes": 1000}
    with pytest.raises(Conflict):
        edit_lot(viewer=coordinator, pk=pk, version=1, values={"amount": 5.0})


def test_nobody_edits_the_lot_of_another(world, coordinator):
    for code, refusal in (("l-have-vantaa-public", Refused), ("l-have-vantaa-sealed", Hidden)):
        with pytest.raises(refusal):
            edit_lot(viewer=coordinator, pk=world.lots[code].pk, version=1, values={"amount": 5.0})


def test_a_lot_is_not_put_on_a_hidden_site_or_into_anothers_project(world, coordinator, values):
    hidden = world.projects["vantaa-sealed"]
    with pytest.raises(Hidden):
        add_lot(viewer=coordinator, values={**values, "site_id": hidden.site_id})
    anothers = world.projects["vantaa-public"].pk
    with pytest.raises(Refused):
        add_lot(viewer=coordinator, values={**values, "project_id": anothers})


def test_a_withdrawn_lot_is_seen_no_more(world, coordinator):
    pk = world.lots["l-need-helsinki-sealed"].pk
    withdraw_lot(viewer=coordinator, pk=pk, version=1, reason="myyty")
    with pytest.raises(Hidden):
        get_for(coordinator, pk)
    assert lines_of(coordinator, kind="lot", row_id=pk).get().note == "myyty"


def test_only_those_who_edit_withdraw_a_lot(world):
    pk = world.lots["l-have-helsinki-public"].pk
    with pytest.raises(Refused):
        withdraw_lot(viewer=world.viewer("authority"), pk=pk, version=1)


def test_an_attachment_is_as_secret_as_its_lot_and_is_taken_off_again(world, coordinator):
    lot = world.lots["l-have-helsinki-sealed"]
    told = {"viewer": coordinator, "lot_pk": lot.pk, "chunks": [PDF], "kind": "ground"}
    attachment = attach(**told, name="pohjatutkimus.pdf", title="Kairaus")
    assert (attachment.sensitivity, attachment.stored.sensitivity) == ("sealed", "sealed")
    assert [*attachments_of(coordinator, lot.pk)] == [attachment]
    assert [*attachments_of(world.viewer("regional"), lot.pk)] == []
    detach(viewer=coordinator, pk=attachment.pk)
    assert [*attachments_of(coordinator, lot.pk)] == []


def test_a_file_of_no_known_kind_is_not_attached(world, coordinator):
    pk = world.lots["l-have-helsinki-sealed"].pk
    told = {"viewer": coordinator, "lot_pk": pk, "kind": "ground", "name": "a.exe"}
    with pytest.raises(InputError):
        attach(**told, chunks=[b"MZ\x90\x00" + b"\x00" * 60])
    with pytest.raises(ValidationError):
        attach(**{**told, "kind": "zzz", "name": "a.pdf"}, chunks=[PDF])


def test_nobody_takes_off_the_attachment_of_another(world, coordinator):
    lot = world.lots["l-have-helsinki-public"]
    told = {"viewer": coordinator, "lot_pk": lot.pk, "chunks": [PDF], "kind": "ground"}
    attachment = attach(**told, name="a.pdf")
    with pytest.raises(Refused):
        detach(viewer=world.viewer("company"), pk=attachment.pk)
