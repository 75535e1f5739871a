# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invite people by mail, and make them members when they come."""

from datetime import date, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts import mails, queries
from kotipesa_web.accounts.asking import Contact
from kotipesa_web.accounts.commands.people import give_role, may_give, person
from kotipesa_web.accounts.looking import viewer_in
from kotipesa_web.accounts.models import Invitation, Membership, Organisation, Unit, User
from kotipesa_web.accounts.rules import reads_until
from kotipesa_web.accounts.tokens import hashed, new_token
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import Role, require
from kotipesa_web.core.viewer import Viewer

OPEN_FOR = timedelta(days=14)


@command
def invite(
    *,
    viewer: Viewer,
    organisation: Organisation,
    email: str,
    role: str,
    unit: Unit | None = None,
    reader_until: date | None = None,
) -> Invitation:
    """Invite a person into a role by mail; the link holds for 14 days and is used once.

    Raises ValidationError where the organisation has no such role, or the person one already.
    """
    require(viewer, "manage_organisation", organisation)
    known = may_give(viewer, organisation, role)
    if unit is not None and unit.organisation_id != organisation.pk:
        raise ValidationError({"unit": _("This unit is of another organisation.")})
    return send_invitation(viewer, organisation, email, known, unit=unit, until=reader_until)


def send_invitation(
    viewer: Viewer,
    organisation: Organisation,
    email: str,
    role: Role,
    *,
    unit: Unit | None = None,
    until: date | None = None,
) -> Invitation:
    """Write an invitation down and send its link; an older open one to the same person ends."""
    address = email.strip().lower()
    reads_until(role, until, timezone.localdate())
    if queries.people_of(organisation).filter(user__email=address).exists():
        raise ValidationError({"email": _("This person has a role in the organisation already.")})
    _withdraw_older(organisation, address)
    invitation, token = _write(viewer, organisation, address, role, unit, until)
    record(viewer, action="invite", row=invitation, after={"role": role, "email": address})
    transaction.on_commit(partial(mails.send_invitation, invitation, token, viewer.language))
    return invitation


def welcome(viewer: Viewer, membership: Membership) -> None:
    """Tell a contact that the organisation was accepted, with a link to set a password if needed.

    The link is an invitation into the role the contact has already.
    """
    user, organisation = membership.user, membership.organisation
    if user.has_usable_password():
        transaction.on_commit(partial(mails.tell_of_acceptance, organisation, user, ""))
        return
    role = Role(membership.role)
    _invitation, token = _write(viewer, organisation, user.email, role, None, membership.valid_to)
    transaction.on_commit(partial(mails.tell_of_acceptance, organisation, user, token))


@command
def first_link(office: Organisation) -> str:
    """Give the link by which the administrator of a new office sets a password; for the terminal.

    It is an invitation into the role the administrator has already.
    """
    keeper = office.memberships.earliest("pk")
    viewer = viewer_in(keeper, keeper.user)
    role = Role(keeper.role)
    invitation, token = _write(viewer, office, keeper.user.email, role, None, None)
    record(viewer, action="invite", row=invitation, after={"role": role})
    return mails.link(token)


@command
def accept_invitation(*, token: str, signed_in: User | None, contact: Contact | None) -> Membership:
    """Come by an invitation: as the person signed in, or as a new one told by ``contact``.

    Raises Hidden where the link is unknown, used or too old, ValidationError where it was sent to
    somebody else.
    """
    invitation = queries.open_invitation(token)
    if invitation is None:
        raise Hidden(token)
    user = _comer(invitation, signed_in, contact)
    organisation = invitation.organisation
    membership = queries.people_of(organisation).filter(user=user).first() or give_role(
        organisation,
        user,
        Role(invitation.role),
        unit=invitation.unit,
        until=invitation.reader_until,
    )
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    record(viewer_in(membership, user), action="accept_invitation", row=invitation)
    return membership


@command
def withdraw_invitation(*, viewer: Viewer, pk: int) -> Invitation:
    """Take an invitation back before it is used."""
    invitation = queries.invitation_for(viewer, pk)
    end_invitation(viewer, invitation)
    return invitation


def end_invitation(viewer: Viewer, invitation: Invitation) -> None:
    """Let the link of an invitation lead nowhere."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(viewer, action="withdraw_invitation", row=invitation, before={"email": invitation.email})


def _withdraw_older(organisation: Organisation, address: str) -> None:
    older = queries.open_invitations().filter(organisation=organisation, email=address)
    older.update(withdrawn_at=timezone.now())


def _write(
    viewer: Viewer,
    organisation: Organisation,
    address: str,
    role: Role,
    unit: Unit | None,
    until: date | None,
) -> tuple[Invitation, str]:
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=organisation,
        unit=unit,
        email=address,
        role=role,
        reader_until=until,
        invited_by=User.objects.get(pk=viewer.user_id or 0),
        token_hash=hashed(token),
        expires_at=timezone.now() + OPEN_FOR,
    )
    return invitation, token


def _comer(invitation: Invitation, signed_in: User | None, contact: Contact | None) -> User:
    known = User.objects.filter(email=invitation.email).first()
    if known is not None and known.has_usable_password():
        if signed_in != known:
            raise ValidationError(_("This invitation was sent to another address. Sign in first."))
        return known
    if contact is None:
        raise ValidationError(_("Tell your name and choose a password."))
    user = known or person(Contact(invitation.email, contact.name))
    user.name = contact.name
    if contact.password:
        user.set_password(contact.password)
    user.save()
    return user
