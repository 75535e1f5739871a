# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join, be accepted, leave; give people their roles and take them back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.accounts.asking import Contact, NewOrganisation
from kotipesa_web.accounts.choices import MembershipState, OrganisationKind
from kotipesa_web.accounts.models import Membership, Organisation, Terms, TermsAcceptance, User
from kotipesa_web.accounts.rules import ROLES_OF, business_id, reads_until, role_in
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions import Role, require
from kotipesa_web.core.viewer import PUBLIC, Viewer


@command
def publish_terms(*, viewer: Viewer, version: str, texts: dict[str, str]) -> Terms:
    """Publish a version of the data-sharing terms in three languages; all must be told."""
    require(viewer, "administer")
    missing = [language for language in ("fi", "sv", "en") if not texts.get(language)]
    if missing:
        raise ValidationError(_("The terms must be told in Finnish, Swedish and English."))
    terms = Terms.objects.create(
        version=version, text_fi=texts["fi"], text_sv=texts["sv"], text_en=texts["en"]
    )
    record(viewer, action="publish_terms", row=terms, after={"version": version})
    return terms


def current_terms() -> Terms | None:
    """Give the newest version of the terms, if any was published."""
    return Terms.objects.order_by("-pk").first()


@command
def found_office(*, region_id: int, name: str, number: str, keeper: Contact) -> Organisation:
    """Begin a region's platform: its coordinating office and the administrator; once a region."""
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
    _member(office, _person(keeper), Role.ADMIN)
    record(PUBLIC, action="found_office", row=office)
    return office


@command
def ask_to_join(
    *, region_id: int, new: NewOrganisation, contact: Contact, terms: Terms | None
) -> Organisation:
    """Ask to join with an organisation: its contact gets its first role and accepts the terms.

    Raises ValidationError for a wrong business id, an organisation that is there already, or terms
    that are not the newest.
    """
    if terms != current_terms():
        raise ValidationError({"terms": _("Accept the newest terms.")})
    checked = business_id(new.number)
    known = Organisation.objects.filter(region_id=region_id)
    if known.filter(business_id=checked).exists():
        raise ValidationError({"number": _("This organisation is there already.")})
    if known.filter(code=new.name).exists():
        raise ValidationError({"name": _("An organisation of this name is there already.")})
    asked = Organisation.objects.create(
        region_id=region_id,
        name=new.name,
        code=new.name,
        kind=new.kind,
        business_id=checked,
        municipality=new.municipality,
    )
    user = _person(contact)
    role = ROLES_OF[OrganisationKind(new.kind)][0]
    _member(asked, user, role)
    if terms is not None:
        TermsAcceptance.objects.create(terms=terms, organisation=asked, user=user)
    record(PUBLIC, action="ask_to_join", row=asked, after={"name": new.name, "kind": new.kind})
    return asked


@command
def decide_on_joining(*, viewer: Viewer, pk: int, is_accepted: bool) -> Organisation:
    """Accept or refuse an organisation that asked to join."""
    require(viewer, "accept_members")
    asked = Organisation.objects.select_for_update().get(pk=pk, state=MembershipState.ASKED)
    asked.state = MembershipState.MEMBER if is_accepted else MembershipState.REFUSED
    asked.decided_at = timezone.now()
    asked.version += 1
    asked.save()
    record(viewer, action="decide_on_joining", row=asked, after={"state": asked.state})
    return asked


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
    may_manage(viewer, organisation)
    known = role_in(organisation.kind, role)
    until = reads_until(known, valid_to, timezone.localdate())
    membership = _member(organisation, _person(contact), known, until)
    record(
        viewer, action="add_member", row=membership, after={"role": role, "email": contact.email}
    )
    return membership


def may_manage(viewer: Viewer, organisation: Organisation) -> None:
    """Raise Refused unless the viewer keeps the people of this organisation."""
    require(viewer, "manage_organisation")
    if not viewer.owns(organisation.pk):
        require(viewer, "accept_members")


def _person(told: Contact) -> User:
    known = User.objects.filter(email=told.email.lower()).first()
    return known or User.objects.create_user(told.email, told.password, name=told.name)


def _member(office: Organisation, user: User, role: Role, until: date | None = None) -> Membership:
    return Membership.objects.create(organisation=office, user=user, role=role, valid_to=until)
