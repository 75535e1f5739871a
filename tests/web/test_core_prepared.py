# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask queries written once: the same as the queries themselves tell, whatever fills them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kotipesa_web.accounts.looking import seats_of, valid_memberships, viewer_in, viewer_of
from kotipesa_web.accounts.models import Membership
from kotipesa_web.accounts.sessions import SessionStore
from kotipesa_web.core.prepared import prepared
from kotipesa_web.lots.models import Lot

pytestmark = pytest.mark.django_db
TOLD = ("pk", "direction", "invasive", "accepts", "created_at", "retain_until")


@prepared
def lots_by(pks, direction):
    """Give lots of these ids in one direction; one of the values compared is always the same."""
    rows = Lot.objects.filter(pk__in=[pks], direction=direction, kind="soil")
    return rows.order_by("pk").values_list(*TOLD)


@pytest.mark.parametrize("direction", ["have", "need"])
def test_a_query_written_once_answers_as_itself_with_any_values(direction, world):
    pks = sorted(lot.pk for lot in world.lots.values())
    for some in (pks, pks[:1], pks[1:4]):
        expected = Lot.objects.filter(pk__in=some, direction=direction, kind="soil")
        rows = [tuple(row) for row in lots_by(some, direction)]
        assert rows == [*expected.order_by("pk").values_list(*TOLD)]


def test_a_value_is_never_read_as_sql(world):
    assert world.lots
    assert lots_by([987_654], "' OR 1=1 --") == []


def test_a_viewer_is_the_same_from_a_seat_and_from_a_membership(world):
    for user in world.people.values():
        viewers = [viewer_in(one, user) for one in valid_memberships(user)]
        assert viewers[:1] == ([viewer_of(user)] if seats_of(user) else [])


def test_a_seat_is_lost_at_once_when_its_membership_ran_out_or_was_taken_back(world):
    user = world.people["researcher"]
    seats = Membership.objects.filter(user=user)
    today = timezone.localdate()
    for change, is_kept in (
        ({"valid_to": today}, True),
        ({"valid_to": today - timedelta(days=1)}, False),
        ({"valid_to": None, "ended_at": timezone.now()}, False),
        ({"ended_at": None}, True),
    ):
        seats.update(**change)
        assert bool(seats_of(user)) is is_kept


def test_a_session_ends_at_its_time_and_none_is_found_by_a_key_nobody_gave():
    kept = SessionStore()
    kept["said"] = "hello"
    kept.create()
    assert SessionStore(kept.session_key)["said"] == "hello"
    unknown = SessionStore("nobody-gave-this-key")
    assert unknown.get("said") is None
    assert unknown.session_key is None
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(kept.session_key).get("said") is None
