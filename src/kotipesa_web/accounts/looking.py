# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find out who is looking: the membership a person acts in becomes the viewer."""

from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Membership, Organisation, User
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.prepared import prepared
from kotipesa_web.core.viewer import PUBLIC, Viewer

LOOKED_AT = (
    *("pk", "role", "unit_id", "organisation_id", "organisation__name"),
    *("organisation__region_id", "organisation__region__streams"),
)


class Seat(NamedTuple):
    """What a viewer is made of: a membership, its organisation, and the streams of its region."""

    membership_id: int
    role: str
    unit_id: int | None
    organisation_id: int
    organisation: str
    region_id: int
    streams: list[str]


def in_force(today: Any = None) -> QuerySet[Membership]:
    """List the memberships that hold today: of members, not taken back, not run out."""
    members = Membership.objects.filter(
        organisation__state=MembershipState.MEMBER, ended_at=None, user__is_active=True
    )
    return members.filter(Q(valid_to=None) | Q(valid_to__gte=today or timezone.localdate()))


def valid_memberships(user: User) -> QuerySet[Membership]:
    """List the memberships a person may act in today, oldest first."""
    return in_force().filter(user=user).select_related("organisation__region").order_by("pk")


def seats_of(user: User) -> list[Seat]:
    """Give the same memberships, with no more than a viewer is made of."""
    return [*map(Seat._make, _seats(user.pk, timezone.localdate()))]


@prepared
def _seats(user_id: Any, today: Any) -> "QuerySet[Membership, Any]":
    return in_force(today).filter(user_id=user_id).order_by("pk").values_list(*LOOKED_AT)


def viewer_of(user: User, acting_in: int | None = None) -> Viewer:
    """Make the viewer of a person: acting in the membership told, else in the oldest valid one.

    A person without a valid membership looks as the public, by name.
    """
    return viewer_among(seats_of(user), user, acting_in)


def viewer_among(seats: list[Seat], user: User, acting_in: int | None) -> Viewer:
    """Make the viewer of a person whose valid memberships are known."""
    chosen = next((seat for seat in seats if seat.membership_id == acting_in), None)
    seat = chosen or (seats[0] if seats else None)
    if seat is None:
        return replace(anybody(), user_id=user.pk, name=str(user), language=user.language)
    return _seated(seat, user)


def anybody() -> Viewer:
    """Look as the public, who meets the streams that are on in any region with members."""
    members = Organisation.objects.filter(state=MembershipState.MEMBER)
    told = members.order_by().values_list("region__streams", flat=True).distinct()
    return replace(PUBLIC, streams=tuple(sorted({one for streams in told for one in streams})))


def viewer_acting(user: User, organisation_id: int, action: str) -> Viewer | None:
    """Look as a person in one organisation; None where they left it or may not do the action."""
    seats = (seat for seat in seats_of(user) if seat.organisation_id == organisation_id)
    viewer = next((_seated(seat, user) for seat in seats), None)
    return viewer if viewer and is_allowed(viewer.role, action) else None


def viewer_in(membership: Membership, user: User) -> Viewer:
    """Make the viewer of a person in one membership."""
    look = attrgetter(*(path.replace("__", ".") for path in LOOKED_AT))
    return _seated(Seat._make(look(membership)), user)


def _seated(seat: Seat, user: User) -> Viewer:
    return Viewer(
        role=Role(seat.role),
        user_id=user.pk,
        organisation_id=seat.organisation_id,
        unit_id=seat.unit_id,
        region_id=seat.region_id,
        name=str(user),
        language=user.language,
        streams=tuple(seat.streams),
    )
