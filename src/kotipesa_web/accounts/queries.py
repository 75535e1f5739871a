# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to organisations, their people, units, invitations and keys."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Case, Count, Model, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.handing_over import charges
from kotipesa_web.accounts.looking import in_force
from kotipesa_web.accounts.models import (
    ApiKey,
    Invitation,
    Membership,
    Organisation,
    TermsAcceptance,
    Unit,
    User,
)
from kotipesa_web.accounts.rules import READER_KINDS
from kotipesa_web.accounts.tokens import hashed
from kotipesa_web.core.errors import Conflict, Hidden
from kotipesa_web.core.permissions import Role, is_allowed, may, require
from kotipesa_web.core.viewer import Viewer

Row = TypeVar("Row", bound=Model)


def members_of_region(viewer: Viewer) -> QuerySet[Organisation]:
    """List the members of the viewer's region with how many people each has."""
    return _organisations(viewer).filter(state=MembershipState.MEMBER)


def asked_to_join(viewer: Viewer) -> QuerySet[Organisation]:
    """List those who wait for an answer, the oldest first; nobody for those who may not give it."""
    if not is_allowed(viewer.role, "accept_members"):
        return Organisation.objects.none()
    asked = Organisation.objects.filter(region_id=viewer.region_id or 0)
    return asked.filter(state=MembershipState.ASKED).order_by("asked_at")


def organisation_for(
    viewer: Viewer,
    pk: int,
    action: str,
    *,
    version: int | None = None,
    is_for_change: bool = False,
) -> Organisation:
    """Give one organisation of the region on which the viewer may do an action, else Hidden."""
    found = Organisation.objects.filter(region_id=viewer.home_region)
    if is_for_change or version is not None:
        found = found.select_for_update()
    return _one(viewer, found, pk, action, version, {})


def regions_to_join(language: str) -> list[tuple[int, str]]:
    """List the regions that have a coordinating office, by name in a language."""
    offices = Organisation.objects.filter(
        kind=OrganisationKind.COORDINATOR, state=MembershipState.MEMBER
    ).select_related("region")
    named = {one.region_id: str(getattr(one.region, f"name_{language}")) for one in offices}
    return sorted(named.items(), key=lambda region: region[1])


def newest_acceptance(organisation: Organisation) -> TermsAcceptance | None:
    """Give the newest terms an organisation accepted, with who accepted them and when."""
    return organisation.acceptances.select_related("terms", "user").order_by("-terms_id").first()


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    """List those who have a role in an organisation today."""
    held = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
    people = Membership.objects.filter(held, organisation=organisation, ended_at=None)
    return people.select_related("user", "unit").order_by("user__name", "pk")


def units_of(organisation: Organisation) -> QuerySet[Unit]:
    """List the units of an organisation with their people."""
    return organisation.units.select_related("responsible", "deputy")


def colleagues_of(organisation: Organisation) -> QuerySet[User]:
    """List the people of an organisation as persons."""
    return User.objects.filter(memberships__in=people_of(organisation)).order_by("name")


def names_of_people(viewer: Viewer, pks: Collection[int]) -> dict[int, str]:
    """Name people by number: those who are or were of the viewer's organisation."""
    ours = User.objects.filter(memberships__organisation_id=viewer.organisation_id or 0)
    return {person.pk: str(person) for person in ours.filter(pk__in=pks).distinct()}


def names_of_units(viewer: Viewer, pks: Collection[int]) -> dict[int, str]:
    """Name units of the viewer's organisation by number."""
    ours = Unit.objects.filter(organisation_id=viewer.organisation_id or 0, pk__in=pks)
    return dict(ours.values_list("pk", "name"))


def membership_for(
    viewer: Viewer, pk: int, *, version: int | None = None, typed: dict[str, Any] | None = None
) -> Membership:
    """Give one membership that holds and that the viewer keeps, else Hidden."""
    inside = Membership.objects.filter(
        organisation__region_id=viewer.home_region, ended_at=None
    ).select_related("organisation", "user", "unit")
    return _one(viewer, inside, pk, "manage_organisation", version, typed or {})


def unit_for(
    viewer: Viewer, pk: int, *, version: int | None = None, typed: dict[str, Any] | None = None
) -> Unit:
    """Give one unit that the viewer keeps, else Hidden."""
    units = Unit.objects.filter(organisation__region_id=viewer.home_region)
    found = units.select_related("organisation")
    return _one(viewer, found, pk, "manage_organisation", version, typed or {})


def deputy_of(membership: Membership) -> int | None:
    """Give the deputy of the first unit a person is responsible for, or works in."""
    units = Unit.objects.filter(organisation_id=membership.organisation_id).exclude(deputy=None)
    answered = units.filter(responsible_id=membership.user_id).first()
    worked_in = units.filter(pk=membership.unit_id or 0).exclude(deputy=membership.user_id).first()
    unit = answered or worked_in
    return unit.deputy_id if unit else None


def charges_of(membership: Membership) -> list[tuple[str, int]]:
    """Count what a person answers for, by kind, as far as there is any."""
    home, user = membership.organisation_id, membership.user_id
    units = Unit.objects.filter(organisation_id=home, responsible_id=user).count()
    counts = [(str(_("Units")), units)]
    counts += [(str(charge.title), charge.count(home, user)) for charge in charges()]
    return [(title, count) for title, count in counts if count]


def open_invitations() -> QuerySet[Invitation]:
    """List the invitations that may still be used."""
    return Invitation.objects.filter(
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
        organisation__state=MembershipState.MEMBER,
    ).select_related("organisation", "unit")


def invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """List the open invitations of an organisation."""
    return open_invitations().filter(organisation=organisation).order_by("pk")


def open_invitation(token: str) -> Invitation | None:
    """Find the open invitation of a link's token."""
    return open_invitations().filter(token_hash=hashed(token)).first()


def known_person(invitation: Invitation) -> User | None:
    """Give the person an invitation was sent to, where they have an account with a password."""
    known = User.objects.filter(email=invitation.email).first()
    return known if known is not None and known.has_usable_password() else None


def invitation_for(viewer: Viewer, pk: int) -> Invitation:
    """Give one open invitation that the viewer keeps, else Hidden."""
    found = open_invitations().filter(organisation__region_id=viewer.home_region)
    return _one(viewer, found, pk, "manage_organisation", None, {})


def readers_for(viewer: Viewer) -> QuerySet[Membership]:
    """List the readers of the viewer's region, the first to end first."""
    require(viewer, "keep_readers")
    readers = in_force().filter(
        organisation__region_id=viewer.home_region, organisation__kind__in=READER_KINDS
    )
    return readers.select_related("user", "organisation").order_by("valid_to", "pk")


def invited_readers_for(viewer: Viewer) -> QuerySet[Invitation]:
    """List the readers of the viewer's region who were invited and have not come."""
    require(viewer, "keep_readers")
    return open_invitations().filter(
        organisation__region_id=viewer.home_region, organisation__kind__in=READER_KINDS
    )


def invited_reader_for(viewer: Viewer, pk: int) -> Invitation:
    """Give one open invitation of a reader of the viewer's region, else Hidden."""
    found = invited_readers_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def waiting_invitations(viewer: Viewer) -> QuerySet[Any]:
    """List the open invitations to the viewer (``is_mine``), and those they keep."""
    own = User.objects.filter(pk=viewer.user_id or 0).values("email")
    to_me = Q(email__in=own)
    kept = Q(pk__in=[])
    if is_allowed(viewer.role, "manage_organisation"):
        kept |= Q(organisation_id=viewer.organisation_id or 0)
    if is_allowed(viewer.role, "keep_readers"):
        readers = Q(organisation__kind__in=READER_KINDS)
        kept |= readers & Q(organisation__region_id=viewer.home_region)
    found = open_invitations().filter(to_me | kept).order_by("expires_at", "pk")
    return found.annotate(is_mine=Case(When(to_me, then=True), default=False))


def reader_for(viewer: Viewer, pk: int) -> Membership:
    """Give one reader of the viewer's region, else Hidden."""
    found = readers_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def own_membership(viewer: Viewer) -> Membership | None:
    """Give the membership the viewer acts in."""
    return (
        in_force()
        .filter(user_id=viewer.user_id or 0, organisation_id=viewer.organisation_id or 0)
        .first()
    )


def keys_for(viewer: Viewer) -> QuerySet[ApiKey]:
    """List the viewer's own keys that are not revoked, in every organisation."""
    own = ApiKey.objects.filter(membership__user_id=viewer.user_id or 0, revoked_at=None)
    return own.select_related("membership__organisation").order_by("pk")


def key_for(viewer: Viewer, pk: int) -> ApiKey:
    """Give one of the viewer's own keys, else Hidden."""
    found = keys_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Hidden(pk)
    return found


def managers_of_region(region_id: int) -> QuerySet[User]:
    """List those who accept members of a region."""
    deciding = [role for role in Role if is_allowed(role, "accept_members")]
    held = in_force().filter(organisation__region_id=region_id, role__in=deciding)
    return User.objects.filter(memberships__in=held).distinct().order_by("pk")


def _organisations(viewer: Viewer) -> QuerySet[Organisation]:
    require(viewer, "see_members")
    today = timezone.localdate()
    holding = Q(memberships__ended_at=None) & (
        Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=today)
    )
    found = Organisation.objects.filter(region_id=viewer.home_region)
    return found.annotate(people=Count("memberships", filter=holding))


def _one(
    viewer: Viewer,
    rows: QuerySet[Row],
    pk: int,
    action: str,
    version: int | None,
    typed: dict[str, Any],
) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None or not may(viewer, action, row):
        raise Hidden(pk)
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Conflict(row, typed)
    return row
