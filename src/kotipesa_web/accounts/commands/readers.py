# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invite permit authorities and researchers as readers for a time, and end that."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts import queries
from kotipesa_web.accounts.asking import NewOrganisation
from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.commands.inviting import end_invitation, send_invitation
from kotipesa_web.accounts.commands.people import end_memberships
from kotipesa_web.accounts.models import Invitation, Membership, Organisation
from kotipesa_web.accounts.rules import READER_KINDS, ROLES_OF, business_id
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer


@command
def invite_reader(
    *, viewer: Viewer, new: NewOrganisation, email: str, reader_until: date
) -> Invitation:
    """Invite a person of an authority or research partner to read for two years at most.

    The organisation becomes a member with it, where it is none; raises ValidationError for one of
    another kind.
    """
    require(viewer, "keep_readers")
    if new.kind not in READER_KINDS:
        raise ValidationError({"kind": _("Only authorities and researchers are readers.")})
    home = _home(viewer, new)
    role = ROLES_OF[OrganisationKind(home.kind)][0]
    return send_invitation(viewer, home, email, role, until=reader_until)


@command
def end_reader(*, viewer: Viewer, pk: int) -> Membership:
    """End a reader's time at once."""
    reader = queries.reader_for(viewer, pk)
    end_memberships(viewer, [reader])
    return reader


@command
def withdraw_reader_invitation(*, viewer: Viewer, pk: int) -> Invitation:
    """Take back the invitation of a reader who has not come."""
    invitation = queries.invited_reader_for(viewer, pk)
    end_invitation(viewer, invitation)
    return invitation


def _home(viewer: Viewer, new: NewOrganisation) -> Organisation:
    number = business_id(new.number)
    known = Organisation.objects.filter(region_id=viewer.home_region)
    home = known.filter(business_id=number).first()
    if home is None:
        if known.filter(code=new.name).exists():
            raise ValidationError({"name": _("An organisation of this name is there already.")})
        home = Organisation(
            region_id=viewer.home_region,
            name=new.name,
            code=new.name,
            kind=new.kind,
            business_id=number,
        )
    elif home.kind not in READER_KINDS:
        raise ValidationError({"number": _("Only authorities and researchers are readers.")})
    if home.state != MembershipState.MEMBER:
        home.state, home.decided_at = MembershipState.MEMBER, timezone.now()
        home.save()
        record(viewer, action="decide_on_joining", row=home, after={"state": home.state})
    return home
