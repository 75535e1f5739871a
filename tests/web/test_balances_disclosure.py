# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""What others fetch of balances tells on nobody: not at once, not by areas, not from day to day."""

import numpy as np
import pytest
from django.test import Client

from kotipesa.geo import to_wgs84
from kotipesa_web.balances.choices import Audience
from kotipesa_web.balances.queries import newest_for, version_for
from kotipesa_web.balances.rules import audience_of, may_tell_anew
from kotipesa_web.balances.sums import Asked, sheet_of, whole
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import Role
from kotipesa_web.lots.models import Lot
from web.balances import balanced

pytestmark = pytest.mark.django_db

EMPTY_AREA = (0, 0.0, 0.0)
OTHERS = (Role.PLANNER, Role.COORDINATOR, Role.REGIONAL, Role.AUTHORITY, Role.RESEARCHER)
FETCHED = (
    "",
    "?material=kalliomurske",
    "?municipality=091",
    "map.geojson",
    "lots/",
    "versions/",
    "download",
    "download?table=materials",
    "download?table=municipalities",
)


def _fetched(client: Client) -> dict[str, str]:
    return {page: _body(client, page) for page in FETCHED}


def _body(client: Client, page: str) -> str:
    text = client.get(f"/balance/{page}").content.decode()
    return "\n".join(
        line for line in text.splitlines() if "csrf" not in line and "nonce" not in line
    )


def _add_sealed(world, owner: str, amount_t: float) -> None:
    lot = world.lots[f"l-have-{owner}-sealed"]
    lot.pk, lot._state.adding, lot.code = None, True, f"uusi-{owner}"
    lot.amount = lot.tonnes = amount_t
    lot.save()


@pytest.mark.parametrize("role", OTHERS)
def test_a_sealed_lot_of_one_company_changes_nothing_others_fetch(world, client_of, role):
    balanced(world)
    before = _fetched(client_of(role))
    _add_sealed(world, "sora", 7_777.0)
    balanced(world, Role.COMPANY)
    assert _fetched(client_of(role)) == before


def test_sealed_lots_are_told_anew_when_three_owners_have_changed_theirs(world):
    first = whole(sheet_of(balanced(world)), Asked())
    for owner in ("sora", "louhe"):
        _add_sealed(world, owner, 1_000.0)
    assert whole(sheet_of(balanced(world)), Asked()) == first
    _add_sealed(world, "vantaa", 1_000.0)
    assert whole(sheet_of(balanced(world)), Asked()).have.mid == first.have.mid + 3_000.0


def test_a_lot_that_is_opened_is_counted_once(world):
    before = whole(sheet_of(balanced(world)), Asked())
    lot = world.lots["l-have-sora-sealed"]
    lot.sensitivity = "public"
    lot.save()
    assert whole(sheet_of(balanced(world)), Asked()).have.mid == pytest.approx(before.have.mid)


def test_open_lots_are_told_at_once_while_sealed_ones_wait(world):
    before = whole(sheet_of(balanced(world)), Asked())
    _add_sealed(world, "sora", 5_000.0)
    lot = world.lots["l-have-vantaa-partners"]
    lot.amount = lot.tonnes = lot.tonnes + 400.0
    lot.save()
    assert whole(sheet_of(balanced(world)), Asked()).have.mid == pytest.approx(
        before.have.mid + 400
    )


def test_changes_must_be_of_three_owners_and_even(world):  # noqa: ARG001 - only to be like others
    assert may_tell_anew([])
    assert not may_tell_anew([5.0, 5.0])
    assert not may_tell_anew([100.0, 1.0, 1.0])
    assert may_tell_anew([5.0, 4.0, 3.0])


def test_a_figure_of_two_sealed_owners_is_kept_back_with_its_sums(world):
    Lot.objects.filter(code__in=["l-have-helsinki-sealed", "l-have-vantaa-sealed"]).update(
        state="withdrawn"
    )
    line = whole(sheet_of(balanced(world)), Asked())
    assert not line.have.is_whole
    assert line.net is None
    opened = Lot.objects.filter(direction="have").exclude(sensitivity="sealed")
    assert line.have.mid == pytest.approx(sum(opened.values_list("tonnes", flat=True)))


def test_who_may_know_partners_lots_reads_another_balance(world):
    exact = {Role.PLANNER, Role.COORDINATOR, Role.REGIONAL, Role.AUTHORITY}
    read = {role: audience_of(world.viewer(role)) for role in (*OTHERS, Role.COMPANY)}
    assert read == {r: Audience.EXACT if r in exact else Audience.ROUGH for r in read}


def test_a_version_of_the_other_audience_is_hidden(world):
    balanced(world)
    theirs = newest_for(world.viewer(Role.REGIONAL))
    with pytest.raises(Hidden):
        version_for(world.viewer(Role.COMPANY), theirs.pk)


def test_nested_areas_differ_by_no_lot_their_reader_does_not_know(world, client_of):
    balanced(world)
    sealed = world.lots["l-have-louhe-sealed"].site
    client = client_of(Role.COORDINATOR)
    told = [_area(client, sealed.x_m, sealed.y_m, size) for size in (1.0, 30.0)]
    assert told[0] == told[1] == EMPTY_AREA


def _area(client: Client, x_m: float, y_m: float, half_m: float) -> tuple[int, float, float]:
    x = np.array([x_m - half_m, x_m + half_m, x_m + half_m, x_m - half_m])
    y = np.array([y_m - half_m, y_m - half_m, y_m + half_m, y_m + half_m])
    corners = "\n".join(f"{lon:.8f} {lat:.8f}" for lon, lat in zip(*to_wgs84(x, y), strict=True))
    answer = client.get("/balance/area/", {"outline": corners})
    shown = answer.context
    return shown["count"], shown["sides"]["have"]["told"].mid, shown["net"].mid


def test_each_owner_of_sealed_lots_finds_that_they_were_read(world):
    balanced(world)
    lines = AuditLine.objects.filter(action="read_for_balance")
    assert {line.owner.name: line.after for line in lines} == {
        world.organisations[owner].name: {"sealed_lots": 2}
        for owner in ("helsinki", "vantaa", "sora", "louhe")
    }


def test_a_downloaded_table_is_written_down(world, client_of):
    balanced(world)
    client_of(Role.RESEARCHER).get("/balance/download?format=xlsx&table=materials")
    line = DisclosureLine.objects.get()
    assert (line.channel, line.what, line.projection) == (
        "export",
        "balances materials.xlsx",
        "aggregate",
    )


def test_the_public_is_sent_to_sign_in(client_of):
    assert client_of(Role.PUBLIC).get("/balance/").status_code == 302
