# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find out who is looking: the membership a person acts in becomes the viewer."""

from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Membership, Organisation, User
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.viewer import PUBLIC, Viewer

LOOKED_AT = (
    *("user", "role", "organisation", "unit", "organisation__name", "organisation__region"),
    "organisation__region__streams",
)
"""What a viewer is made of: whole rows, with the settings of their region, take twice as long."""


def in_force() -> QuerySet[Membership]:
    """List the memberships that hold today: of members, not taken back, not run out."""
    members = Membership.objects.filter(
        organisation__state=MembershipState.MEMBER, ended_at=None, user__is_active=True
    )
    return members.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))


def valid_memberships(user: User) -> QuerySet[Membership]:
    """List the memberships a person may act in today, oldest first."""
    return in_force().filter(user=user).select_related("organisation__region").order_by("pk")


def looked_at(user: User) -> list[Membership]:
    """Give the same memberships, with no more than a viewer is made of."""
    return list(valid_memberships(user).only(*LOOKED_AT))


def viewer_of(user: User, acting_in: int | None = None) -> Viewer:
    """Make the viewer of a person: acting in the membership told, else in the oldest valid one.

    A person without a valid membership looks as the public, by name.
    """
    return viewer_among(looked_at(user), user, acting_in)


def viewer_among(memberships: list[Membership], user: User, acting_in: int | None) -> Viewer:
    """Make the viewer of a person whose valid memberships are known."""
    chosen = next((m for m in memberships if m.pk == acting_in), None)
    membership = chosen or (memberships[0] if memberships else None)
    if membership is None:
        return replace(anybody(), user_id=user.pk, name=str(user), language=user.language)
    return viewer_in(membership, user)


def anybody() -> Viewer:
    """Look as the public, who meets the streams that are on in any region with members."""
    members = Organisation.objects.filter(state=MembershipState.MEMBER)
    told = members.order_by().values_list("region__streams", flat=True).distinct()
    return replace(PUBLIC, streams=tuple(sorted({one for streams in told for one in streams})))


def viewer_acting(user: User, organisation_id: int, action: str) -> Viewer | None:
    """Look as a person in one organisation; None where they left it or may not do the action."""
    home = valid_memberships(user).filter(organisation_id=organisation_id).first()
    viewer = viewer_in(home, user) if home is not None else None
    return viewer if viewer and is_allowed(viewer.role, action) else None


def viewer_in(membership: Membership, user: User) -> Viewer:
    """Make the viewer of a person in one membership."""
    return Viewer(
        role=Role(membership.role),
        user_id=user.pk,
        organisation_id=membership.organisation_id,
        unit_id=membership.unit_id,
        region_id=membership.organisation.region_id,
        name=str(user),
        language=user.language,
        streams=tuple(membership.organisation.region.streams),
    )
