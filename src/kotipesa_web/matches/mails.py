# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell people by mail, each in their language; pages tell the same, so mail may fail."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kotipesa_web.accounts.looking import valid_memberships
from kotipesa_web.accounts.models import Membership, User
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.models import Enquiry

MOST_PEOPLE = 5


def tell_of_enquiry(pk: int) -> None:
    """Tell those who answer for a lot that somebody asks about it."""
    enquiry = _enquiry(pk)
    for person in people_of(enquiry.about):
        with translation.override(person.language):
            told = {"enquiry": enquiry, "text": _last(enquiry), "href": _page(enquiry)}
            send([person], _("An enquiry about your lot"), "matches/mail/enquiry.txt", told)


def tell_of_answer(pk: int, side: int) -> None:
    """Tell the other side that one wrote; ``side`` is the organisation that did."""
    enquiry = _enquiry(pk)
    is_asker = side == enquiry.asker_id
    people = people_of(enquiry.about) if is_asker else [enquiry.asked_by]
    writer = enquiry.asker if is_asker else enquiry.receiver
    for person in people:
        with translation.override(person.language):
            told = {"writer": writer, "text": _last(enquiry), "href": _page(enquiry)}
            send([person], _("A message about an enquiry"), "matches/mail/answer.txt", told)


def people_of(lot: Lot) -> list[User]:
    """Name those who answer for a lot: of its project, of its unit, else its organisation."""
    project, unit = lot.project, lot.unit_of_owner
    named = [
        *([project.responsible] if project is not None else []),
        *([unit.responsible, unit.deputy] if unit is not None else []),
    ]
    here = [one for one in named if one is not None and _is_there(one, lot)]
    if here:
        return here[:1]
    members = Membership.objects.filter(organisation_id=lot.owner_id).select_related("user")
    able = (one for one in members.order_by("pk") if is_allowed(Role(one.role), "send_enquiry"))
    return [one.user for one in able if _is_there(one.user, lot)][:MOST_PEOPLE]


def send(
    people: Iterable[User], subject: str, template: str, told: Mapping[str, object], key: str = ""
) -> None:
    """Send a mail in the active language; sent again with the same ``key`` it is the same mail."""
    body = render_to_string(template, dict(told))
    addresses = [person.email for person in people if person.is_active]
    headers = {"Message-ID": f"<{key}@kotipesa>"} if key else {}
    mail = EmailMessage(f"Kotipesä: {subject}", body, to=addresses, headers=headers)
    mail.send(fail_silently=not key)


def address_of(path: str) -> str:
    """Write a path with the name of the server, where that is set."""
    return f"{next(iter(settings.CSRF_TRUSTED_ORIGINS), '')}{path}"


def _is_there(person: User, lot: Lot) -> bool:
    homes = valid_memberships(person).filter(organisation_id=lot.owner_id)
    return homes.exists()


def _enquiry(pk: int) -> Enquiry:
    rows = Enquiry.objects.select_related("about__project__responsible", "about__unit_of_owner")
    return rows.select_related("asker", "receiver", "asked_by").get(pk=pk)


def _last(enquiry: Enquiry) -> str:
    return enquiry.messages.latest("pk").text


def _page(enquiry: Enquiry) -> str:
    return address_of(reverse("matches:enquiry", args=[enquiry.pk]))
