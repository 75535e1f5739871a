# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Begin a region's platform; ask to join it, be accepted, leave."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts import mails, queries
from kotipesa_web.accounts.asking import Contact, NewOrganisation
from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.commands.inviting import welcome
from kotipesa_web.accounts.commands.people import end_memberships, give_role, person
from kotipesa_web.accounts.commands.terms import put_up
from kotipesa_web.accounts.models import Invitation, Organisation, Terms, TermsAcceptance
from kotipesa_web.accounts.rules import ROLES_OF, business_id, contact_reads_until
from kotipesa_web.accounts.terms import FIRST_VERSION, current_terms, shipped_texts
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions import Role, require
from kotipesa_web.core.viewer import PUBLIC, Viewer

OUTSIDE = (MembershipState.REFUSED, MembershipState.LEFT)


@command
def found_office(*, region_id: int, name: str, number: str, keeper: Contact) -> Organisation:
    """Begin a region's platform: its coordinating office and the administrator; once a region.

    The model terms that come with the platform are published where there are none.
    """
    if Organisation.objects.filter(region_id=region_id).exists():
        message = "found_office"
        raise Refused(message)
    office = Organisation.objects.create(
        region_id=region_id,
        name=name,
        code=name,
        kind=OrganisationKind.COORDINATOR,
        business_id=business_id(number),
        state=MembershipState.MEMBER,
        decided_at=timezone.now(),
    )
    membership = give_role(office, person(keeper), Role.ADMIN)
    terms = current_terms() or put_up(PUBLIC, FIRST_VERSION, shipped_texts())
    TermsAcceptance.objects.create(terms=terms, organisation=office, user=membership.user)
    record(PUBLIC, action="found_office", row=office)
    return office


@command
def ask_to_join(
    *, region_id: int, new: NewOrganisation, contact: Contact, terms: Terms | None
) -> Organisation:
    """Ask to join with an organisation: its contact gets its first role and accepts the terms.

    Raises ValidationError for a wrong business id, an organisation that is there already, or terms
    that are not the newest. One that was refused or has left may ask again.
    """
    if terms != current_terms():
        raise ValidationError({"terms": _("Accept the newest terms.")})
    asked = _told(region_id, new)
    asked.save()
    membership = give_role(asked, person(contact), ROLES_OF[OrganisationKind(new.kind)][0])
    if terms is not None:
        TermsAcceptance.objects.get_or_create(
            terms=terms, organisation=asked, defaults={"user": membership.user}
        )
    record(PUBLIC, action="ask_to_join", row=asked, after={"name": new.name, "kind": new.kind})
    transaction.on_commit(partial(mails.tell_of_asking, asked, membership.user))
    return asked


@command
def decide_on_joining(*, viewer: Viewer, pk: int, is_accepted: bool) -> Organisation:
    """Accept or refuse an organisation that asked to join; its contact is told by mail.

    The contact of an authority or research partner reads for two years from then. Raises
    ValidationError where it was decided already.
    """
    require(viewer, "accept_members")
    asked = queries.organisation_for(viewer, pk, "accept_members", is_for_change=True)
    if asked.state != MembershipState.ASKED:
        raise ValidationError(_("This was decided already."))
    asked.state = MembershipState.MEMBER if is_accepted else MembershipState.REFUSED
    asked.decided_at = timezone.now()
    asked.version += 1
    asked.save()
    record(viewer, action="decide_on_joining", row=asked, after={"state": asked.state})
    contacts = list(asked.memberships.filter(ended_at=None).select_related("user"))
    for membership in contacts:
        if is_accepted:
            membership.valid_to = contact_reads_until(membership.role, timezone.localdate())
            membership.save()
            welcome(viewer, membership)
        else:
            transaction.on_commit(partial(mails.tell_of_refusal, asked, membership.user))
    if not is_accepted:
        end_memberships(viewer, contacts)
    return asked


@command
def leave_region(*, viewer: Viewer, pk: int, version: int) -> Organisation:
    """Leave the region: every role, key and invitation ends at once; the rows stay the owner's.

    Raises ValidationError for the coordinating office, Conflict where it was changed meanwhile.
    """
    leaving = queries.organisation_for(viewer, pk, "manage_organisation", version=version)
    if leaving.kind == OrganisationKind.COORDINATOR:
        raise ValidationError(_("The coordinating office cannot leave its own region."))
    leaving.state = MembershipState.LEFT
    leaving.version += 1
    leaving.save()
    record(viewer, action="leave_region", row=leaving, after={"state": leaving.state})
    people = list(leaving.memberships.filter(ended_at=None).select_related("user"))
    end_memberships(viewer, people)
    Invitation.objects.filter(organisation=leaving, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    for membership in people:
        transaction.on_commit(partial(mails.tell_of_leaving, leaving, membership.user))
    return leaving


def _told(region_id: int, new: NewOrganisation) -> Organisation:
    checked = business_id(new.number)
    known = Organisation.objects.filter(region_id=region_id)
    asked = known.filter(business_id=checked).first()
    if asked is not None and asked.state not in OUTSIDE:
        raise ValidationError({"number": _("This organisation is there already.")})
    if known.filter(code=new.name).exclude(business_id=checked).exists():
        raise ValidationError({"name": _("An organisation of this name is there already.")})
    if asked is None:
        asked = Organisation(region_id=region_id, business_id=checked)
    asked.name = asked.code = new.name
    asked.kind = new.kind
    asked.municipality = new.municipality
    asked.state = MembershipState.ASKED
    asked.decided_at = None
    return asked
