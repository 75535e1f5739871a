# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Each party sees its own moves; of others only what the permission map allows, in every file."""

import csv
import io
import re

import pytest

from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.core.permissions import Role
from kotipesa_web.core.permissions.decisions import SENSITIVITIES, cell
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.lots.models import Lot
from kotipesa_web.plans.contents import contents_of
from kotipesa_web.plans.engine import Part, publish
from kotipesa_web.plans.moves import my_moves, rough_moves
from kotipesa_web.plans.secrecy import eyes_of
from web.plans import planned, with_one_taker

pytestmark = pytest.mark.django_db

LEVELS = ("-", "generalised", "public", "partners", "full")
PARTIES = (Role.COMPANY, Role.PLANNER, Role.COORDINATOR, Role.REGIONAL)
PAGES = ("", "basis/", "moves/", "moves.geojson", "flows.geojson", "stores/", "compare/")
FILES = ("moves.csv", "report.html")


@pytest.mark.parametrize("role", PARTIES)
@pytest.mark.parametrize("sensitivity", SENSITIVITIES)
def test_the_other_end_of_a_move_is_never_seen_better_than_the_lot_itself(role, sensitivity):
    move = cell(role, "see_plan_moves", own=False, sensitivity=sensitivity)
    lot = cell(role, "see_lot", own=False, sensitivity=sensitivity)
    at_best = "generalised" if lot == "-" else lot
    assert LEVELS.index(move) <= max(LEVELS.index(at_best), LEVELS.index("partners"))
    assert (move == "generalised") == (at_best == "generalised")


def test_a_company_sees_its_moves_to_a_sealed_need_by_the_area_alone(world):
    with_one_taker(world, "louhe-sealed")
    plan = planned(world)
    (move,) = my_moves(eyes_of(world.viewer(Role.COMPANY), plan), contents_of(plan))
    assert move.start == "Erä have p-sora-public"
    assert move.finish == "Tarve, Helsinki, ruutu 392/6678"
    assert (move.tonnes, move.eur, move.kgco2e) == (3_000.0, None, None)
    taker = world.lots["l-need-louhe-sealed"]
    assert move.finish_m == (taker.site.grid_x_m, taker.site.grid_y_m)


def test_a_company_sees_its_moves_to_a_public_need_exactly(world):
    with_one_taker(world, "louhe-public")
    plan = planned(world)
    (move,) = my_moves(eyes_of(world.viewer(Role.COMPANY), plan), contents_of(plan))
    assert move.finish == "Erä need p-louhe-public"
    assert move.eur == contents_of(plan).moves[0].eur


def test_what_is_sealed_after_the_plan_is_hidden_in_it_too(world):
    with_one_taker(world, "louhe-public")
    plan = planned(world)
    Lot.objects.filter(code="l-need-louhe-public").update(sensitivity=Sensitivity.SEALED)
    (move,) = my_moves(eyes_of(world.viewer(Role.COMPANY), plan), contents_of(plan))
    assert move.finish == "Tarve, Helsinki, ruutu 392/6678"


def test_the_coordinator_sees_moves_of_what_is_sealed_by_areas_quarter_and_band(world):
    with_one_taker(world, "louhe-sealed")
    plan = planned(world)
    (rough,) = rough_moves(eyes_of(world.viewer(Role.REGIONAL), plan), contents_of(plan))
    assert (rough.finish, rough.band) == ("Tarve, Helsinki, ruutu 392/6678", "2000-10000")
    assert (rough.first_month, rough.last_month) == ("2026-04", "2026-06")


@pytest.mark.parametrize("role", [Role.COMPANY, Role.REGIONAL, Role.AUTHORITY, Role.RESEARCHER])
def test_no_page_and_no_file_names_a_sealed_row_of_others(world, client_of, role):
    plan = planned(world)
    own = world.viewer(role).organisation_id
    secret = [
        lot
        for lot in world.lots.values()
        if lot.sensitivity == Sensitivity.SEALED and lot.owner_id != own
    ]
    client = client_of(role)
    addresses = [f"/plans/{plan.pk}/{page}" for page in PAGES]
    addresses += [f"/plans/{plan.pk}/download/{form}/" for form in FILES]
    told = "".join(client.get(address).content.decode() for address in addresses)
    assert [lot.code for lot in secret if lot.code in told or lot.name in told] == []


def test_a_move_of_others_that_is_sealed_cannot_be_opened(world, client_of):
    with_one_taker(world, "louhe-sealed")
    plan = planned(world)
    statuses = {
        role: client_of(role).get(f"/plans/{plan.pk}/moves/1/").status_code for role in PARTIES
    }
    assert statuses == {
        Role.COMPANY: 200,
        Role.PLANNER: 404,
        Role.COORDINATOR: 404,
        Role.REGIONAL: 404,
    }


def test_a_download_is_written_down_for_each_owner_of_what_left(world, client_of):
    plan = planned(world)
    client_of(Role.REGIONAL).get(f"/plans/{plan.pk}/download/moves.csv/")
    lines = DisclosureLine.objects.filter(channel="file")
    told = {(line.owner.code, line.projection, line.rows) for line in lines}
    owners = {"Helsingin kaupunki", "Vantaan kaupunki", "Sora Oy", "Louhe Oy"}
    assert told == {(owner, "partners", 4) for owner in owners}


def test_what_a_company_fetches_is_the_same_whatever_others_seal_but_for_the_regions_sums(
    world, client_of
):
    """Declared exceptions: sums of the region that pass disclosure control, and fingerprints."""
    client = client_of(Role.COMPANY)
    seen = []
    for sealed_t in (4_200.0, 4_900.0):
        lots = Lot.objects.filter(owner__code="Louhe Oy", sensitivity=Sensitivity.SEALED)
        lots.update(amount=sealed_t, tonnes=sealed_t)
        plan = planned(world)
        pages = {page: client.get(f"/plans/{plan.pk}/{page}") for page in PAGES[1:6]}
        pages["moves.csv"] = client.get(f"/plans/{plan.pk}/download/moves.csv/")
        del pages["basis/"], pages["flows.geojson"]
        seen.append({page: _plain(answer.content, plan.pk) for page, answer in pages.items()})
    assert seen[0] == seen[1]


def _plain(content: bytes, pk: int) -> str:
    """Leave out the number of the plan and the token of the form."""
    text = re.sub(r'value="\w{64}"|nonce="[^"]+"', "", content.decode())
    return text.replace(f"/plans/{pk}/", "/plans/N/")


def test_figures_of_fewer_than_three_owners_are_withheld_with_all_that_would_tell_them():
    parts = [
        Part((place,), owner, 100.0, is_protected=True)
        for place, owners in {"a": [1], "b": [2, 3, 4], "c": [5, 6, 7, 8]}.items()
        for owner in owners
    ]
    told = publish(parts)
    assert told[("a",)] is None
    assert list(told.values()).count(None) == 2
    assert told[(None,)] == 800.0


def test_a_csv_of_moves_has_what_the_page_has(world, client_of):
    plan = planned(world)
    file = client_of(Role.COMPANY).get(f"/plans/{plan.pk}/download/moves.csv/").content
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert {(row["start"], row["tonnes"]) for row in rows} == {
        ("Erä have p-sora-public", "3000.0"),
        ("Erä have p-sora-partners", "3100.0"),
        ("Erä have p-sora-sealed", "3200.0"),
    }
