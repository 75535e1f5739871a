# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give people their roles, change them, take them back, and hand over what they answer for."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts import mails, queries
from kotipesa_web.accounts.asking import Contact
from kotipesa_web.accounts.handing_over import charges
from kotipesa_web.accounts.looking import in_force
from kotipesa_web.accounts.models import Membership, Organisation, Unit, User
from kotipesa_web.accounts.rules import reads_until, role_in
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command
from kotipesa_web.core.permissions import Role, is_allowed, require
from kotipesa_web.core.viewer import Viewer


@command
def add_member(
    *,
    viewer: Viewer,
    organisation: Organisation,
    contact: Contact,
    role: str,
    valid_to: date | None = None,
) -> Membership:
    """Give a person a role in an organisation; invited readers have it for a time.

    Raises Refused where the organisation is not the viewer's to manage, ValidationError where it
    has no such role or the time is too long.
    """
    require(viewer, "manage_organisation", organisation)
    known = may_give(viewer, organisation, role)
    until = reads_until(known, valid_to, timezone.localdate())
    membership = give_role(organisation, person(contact), known, until=until)
    record(
        viewer, action="add_member", row=membership, after={"role": role, "email": contact.email}
    )
    return membership


@command
def change_role(
    *,
    viewer: Viewer,
    pk: int,
    version: int,
    role: str,
    unit: Unit | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Change a person's role, unit or last day.

    Raises Conflict where it was changed meanwhile, ValidationError where nobody would be left to
    manage the organisation.
    """
    values = {"role": role, "unit": unit, "valid_to": valid_to}
    membership = queries.membership_for(viewer, pk, version=version, typed=values)
    may_give(viewer, membership.organisation, membership.role)
    values["role"] = known = may_give(viewer, membership.organisation, role)
    reads_until(known, valid_to, timezone.localdate())
    _check_unit(membership.organisation_id, unit)
    if not is_allowed(known, "manage_organisation"):
        _check_not_last(membership)
    before, after = changed(membership, values)
    if after:
        membership.version += 1
        membership.save()
        record(viewer, action="change_role", row=membership, before=before, after=after)
    return membership


@command
def end_role(*, viewer: Viewer, pk: int) -> Membership:
    """Take a person's role back at once; keys end with it.

    Raises ValidationError where nobody would be left to manage the organisation.
    """
    membership = queries.membership_for(viewer, pk)
    may_give(viewer, membership.organisation, membership.role)
    _check_not_last(membership)
    end_memberships(viewer, [membership])
    return membership


@command
def hand_over(*, viewer: Viewer, pk: int, to: int | None = None) -> dict[str, int]:
    """Give what a leaving person answers for to a colleague, the deputy if none is named.

    Their role ends at once. Returns how many rows of each kind were handed over; raises
    ValidationError where there is nobody to receive.
    """
    leaving = queries.membership_for(viewer, pk)
    may_give(viewer, leaving.organisation, leaving.role)
    receiver = _receiver(leaving, to)
    counts = {"unit": _hand_units(leaving, receiver)}
    for charge in charges():
        counts[charge.kind] = charge.give(
            viewer, leaving.organisation_id, leaving.user_id, receiver.pk
        )
    _check_not_last(leaving)
    record(viewer, action="hand_over", row=leaving, after={**counts, "to": receiver.pk})
    end_memberships(viewer, [leaving])
    transaction.on_commit(partial(mails.tell_of_hand_over, leaving, receiver, sum(counts.values())))
    return counts


def may_give(viewer: Viewer, organisation: Organisation, role: str) -> Role:
    """Check a role against the kind of organisation; only administrators touch their own kind."""
    known = role_in(organisation.kind, role)
    if known == Role.ADMIN:
        require(viewer, "administer")
    return known


def person(told: Contact) -> User:
    """Find a person by address, or make one."""
    known = User.objects.filter(email=told.email.lower()).first()
    return known or User.objects.create_user(told.email, told.password, name=told.name)


def give_role(
    organisation: Organisation,
    user: User,
    role: Role,
    *,
    unit: Unit | None = None,
    until: date | None = None,
) -> Membership:
    """Write a membership down; one that was taken back holds again."""
    membership = Membership.objects.filter(organisation=organisation, user=user).first()
    if membership is not None and membership.ended_at is None and not _has_run_out(membership):
        raise ValidationError(_("This person has a role in the organisation already."))
    given = membership or Membership(organisation=organisation, user=user)
    given.role, given.unit, given.valid_to, given.ended_at = role, unit, until, None
    given.save()
    return given


def end_memberships(viewer: Viewer, memberships: Iterable[Membership]) -> None:
    """End roles now: rights, keys, and standing as responsible person or deputy of units."""
    now = timezone.now()
    for membership in memberships:
        membership.ended_at = now
        membership.version += 1
        membership.save()
        membership.keys.filter(revoked_at=None).update(revoked_at=now)
        units = Unit.objects.filter(organisation_id=membership.organisation_id)
        units.filter(responsible_id=membership.user_id).update(responsible=None)
        units.filter(deputy_id=membership.user_id).update(deputy=None)
        record(viewer, action="end_role", row=membership, before={"role": membership.role})


def _has_run_out(membership: Membership) -> bool:
    return membership.valid_to is not None and membership.valid_to < timezone.localdate()


def _check_unit(organisation_id: int, unit: Unit | None) -> None:
    if unit is not None and unit.organisation_id != organisation_id:
        raise ValidationError({"unit": _("This unit is of another organisation.")})


def _check_not_last(membership: Membership) -> None:
    if not is_allowed(Role(membership.role), "manage_organisation"):
        return
    managing = [role for role in Role if is_allowed(role, "manage_organisation")]
    others = in_force().filter(organisation_id=membership.organisation_id, role__in=managing)
    if not others.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("Nobody would be left to manage the organisation. Give another person that role.")
        )


def _receiver(leaving: Membership, to: int | None) -> User:
    colleagues = User.objects.filter(
        memberships__in=in_force().filter(organisation_id=leaving.organisation_id)
    ).exclude(pk=leaving.user_id)
    wanted = to if to is not None else queries.deputy_of(leaving)
    found = colleagues.filter(pk=wanted or 0).first()
    if found is None:
        raise ValidationError({"to": _("Name a colleague who receives: there is no deputy.")})
    return found


def _hand_units(leaving: Membership, receiver: User) -> int:
    units = Unit.objects.filter(organisation_id=leaving.organisation_id)
    handed = 0
    for unit in units.filter(Q(responsible=leaving.user_id) | Q(deputy=leaving.user_id)):
        if unit.responsible_id == leaving.user_id:
            unit.responsible = receiver
            handed += 1
        if unit.deputy_id in {leaving.user_id, unit.responsible_id}:
            unit.deputy = None
        unit.version += 1
        unit.save()
    return handed
