# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ids are each organisation's own: nobody learns from an id what another has."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from kotipesa_web.balances.trustee import make, take
from kotipesa_web.core.ids import told_apart
from kotipesa_web.intake.commands import accept, find_alike, upload
from kotipesa_web.intake.taking_out import own_tables
from kotipesa_web.lots.commands import add_lot, edit_lot
from kotipesa_web.lots.engine import read_snapshot, snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.snapshot import region_texts
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.plans.contents import contents_of
from kotipesa_web.plans.moves import my_moves
from kotipesa_web.plans.secrecy import eyes_of
from kotipesa_web.projects.models import Project
from web.intake_files import LOTS, PROJECTS, SITES, given, whole
from web.plans import planned, with_one_taker
from web.world import World

pytestmark = pytest.mark.django_db
SEALED = "louhe-sealed"


def let_in(viewer, files):
    batch = upload(viewer=viewer, files=files, sensitivity="partners")
    return accept(viewer=viewer, pk=batch.pk, version=batch.version)


def with_ids_of_a_hidden_row(text: str, **ids: str) -> str:
    for ours, theirs in ids.items():
        text = text.replace(ours.replace("_", "-"), theirs)
    return text


def test_an_import_with_the_ids_of_hidden_rows_comes_in_as_any_other(world: World):
    ids = {"t_1": f"s-{SEALED}", "h_1": f"p-{SEALED}", "e_1": f"l-have-{SEALED}"}
    tables = {"sites": SITES, "projects": PROJECTS, "lots": LOTS}
    files = given(**{n: with_ids_of_a_hidden_row(text, **ids) for n, text in tables.items()})
    viewer = world.viewer("coordinator")
    batch = upload(viewer=viewer, files=files)
    assert [row.problems for row in batch.rows.all()] == [[], [], [], []]
    assert {row.does for row in batch.rows.all()} == {"new"}
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    lot = Lot.objects.get(code=f"l-have-{SEALED}", owner=viewer.organisation_id)
    assert (lot.site.owner_id, lot.project.owner_id) == (viewer.organisation_id,) * 2
    assert Lot.objects.filter(code=f"l-have-{SEALED}").count() == 2


def test_a_row_added_by_hand_may_have_the_id_of_a_hidden_one_but_not_of_ones_own(world: World):
    viewer = world.viewer("company")
    values = {
        "direction": "have",
        "material": "kalliomurske",
        "amount": 5.0,
        "unit": "t",
        "first_month": "2026-03",
        "last_month": "2026-04",
        "site_id": world.projects["sora-public"].site_id,
    }
    lot = add_lot(viewer=viewer, values={**values, "code": f"l-have-{SEALED}"})
    assert lot.code == f"l-have-{SEALED}"
    with pytest.raises(ValidationError, match="tunnus"):
        add_lot(viewer=viewer, values={**values, "code": "l-have-sora-public"})
    with pytest.raises(ValidationError, match="tunnus"):
        edit_lot(viewer=viewer, pk=lot.pk, version=1, values={"code": "l-have-sora-public"})


def same_ids(world: World) -> None:
    """Let what a company has sealed have the ids of a city's older public rows."""
    hidden = {"owner": world.organisations["louhe"], "sensitivity": "sealed"}
    for model, letter in ((Project, "p"), (Site, "s"), (Facility, "f")):
        model.objects.filter(**hidden).update(code=f"{letter}-sora-public")
    for lot in Lot.objects.filter(**hidden):
        Lot.objects.filter(pk=lot.pk).update(code=f"l-{lot.direction}-sora-public")


def test_the_engine_is_told_rows_of_one_id_apart_and_names_the_older_as_it_is(world: World):
    before = region_texts(world.region)
    same_ids(world)
    after = region_texts(world.region)
    for table in ("lots", "projects", "sites", "facilities"):
        rows = [*csv.DictReader(io.StringIO(after[table]))]
        assert len({row["id"] for row in rows}) == len(rows)
        assert after[table].count("Louhe Oy/") >= 1
    (lot,) = (
        row
        for row in csv.DictReader(io.StringIO(after["lots"]))
        if row["id"] == "Louhe Oy/l-have-sora-public"
    )
    assert (lot["site"], lot["project"]) == ("Louhe Oy/s-sora-public", "Louhe Oy/p-sora-public")
    whose = [line for line in before["lots"].splitlines() if ",Sora Oy," in line]
    assert whose == [line for line in after["lots"].splitlines() if ",Sora Oy," in line]
    read_snapshot(snapshot(world.region).content)


def test_a_name_that_tells_apart_is_never_one_that_somebody_has(world: World):
    same_ids(world)
    Lot.objects.filter(code="l-have-vantaa-public").update(code="Louhe Oy/l-have-sora-public")
    names = told_apart(Lot.objects.filter(region=world.region))
    assert sorted(names.values()) == [
        "Louhe Oy/l-have-sora-public+",
        "Louhe Oy/l-need-sora-public",
    ]


def test_plans_and_balances_are_the_same_whatever_ids_hidden_rows_have(world: World):
    with_one_taker(world, SEALED)
    viewer = world.viewer("company")

    def seen() -> list[object]:
        plan = planned(world)
        moves = my_moves(eyes_of(viewer, plan), contents_of(plan))
        made = make(take(viewer, world.region), world.region)
        return [(move.start, move.finish, move.tonnes) for move in moves] + [
            sorted(zip(made.reading.lots.pk.tolist(), made.reading.lots.mid_t, strict=True))
        ]

    before = seen()
    same_ids(world)
    assert seen() == before


def test_ones_own_rows_go_out_and_come_back_by_their_own_ids(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    theirs = world.projects["vantaa-public"].site
    Site.objects.filter(pk=theirs.pk).update(code="t-1")
    Lot.objects.filter(code="e-2").update(site=theirs)
    tables = own_tables(viewer)
    named = {row["id"]: row["site"] for row in tables["lots"] if row["id"].startswith("e-")}
    assert named == {"e-1": "t-1", "e-2": "Vantaan kaupunki/t-1"}
    ids = [row["id"] for row in tables["sites"]]
    assert len(set(ids)) == len(ids)
    files = {name: _csv(rows) for name, rows in tables.items()}
    batch = upload(viewer=viewer, files=given(**files))
    assert {row.does for row in batch.rows.all()} == {"same"}
    assert [row.problems for row in batch.rows.all() if row.has_errors] == []


def test_a_reference_that_stands_is_left_where_it_leads(world: World):
    viewer = world.viewer("coordinator")
    let_in(viewer, whole())
    theirs = world.projects["louhe-public"].site
    Lot.objects.filter(code="e-2").update(site=theirs)
    Site.objects.filter(pk=world.projects["vantaa-public"].site_id).update(code=theirs.code)
    lots = LOTS.replace(",800,", ",900,").replace("m3rtr,t-1", f"m3rtr,{theirs.code}")
    batch = let_in(viewer, given(lots=lots, projects=PROJECTS))
    assert batch.rows.get(code="e-2").before == {"amount": "800"}
    lot = Lot.objects.get(code="e-2")
    assert (lot.site_id, lot.amount) == (theirs.pk, 900)


def test_a_project_of_another_with_the_same_id_may_be_the_same_project(world: World):
    theirs = world.projects["vantaa-public"]
    Project.objects.filter(pk=theirs.pk).update(code="h-1", name="Puistotie", municipality="091")
    Site.objects.filter(pk=theirs.site_id).update(x_m=385_000, y_m=6_672_000)
    viewer = world.viewer("coordinator")
    batch = upload(viewer=viewer, files=whole())
    (pair,) = find_alike(viewer=viewer, pk=batch.pk).alike
    told = pair["project"], pair["other"], pair["other_pk"], pair["other_owner"]
    assert told == ("h-1", "h-1", theirs.pk, "Vantaan kaupunki")


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names or ["id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
