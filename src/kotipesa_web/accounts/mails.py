# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write to people in their own language; a mail says what happened and where to go, no more."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kotipesa_web.accounts.models import Invitation, Membership, Organisation, User
from kotipesa_web.accounts.queries import managers_of_region

logger = logging.getLogger(__name__)


def tell_of_asking(asked: Organisation, contact: User) -> None:
    """Confirm to the contact that the wish to join has come, and tell those who decide."""
    _send("asked", contact.email, contact.language, {"organisation": asked})
    page = _address("accounts:organisations")
    for user in managers_of_region(asked.region_id):
        _send("waiting", user.email, user.language, {"organisation": asked, "page": page})


def tell_of_acceptance(organisation: Organisation, contact: User, token: str) -> None:
    """Tell the contact that the organisation is a member, and where to sign in."""
    page = link(token) if token else _address("account_login")
    told = {"organisation": organisation, "page": page, "is_new": bool(token)}
    _send("accepted", contact.email, contact.language, told)


def tell_of_refusal(organisation: Organisation, contact: User) -> None:
    """Tell the contact that the organisation was not accepted."""
    _send("refused", contact.email, contact.language, {"organisation": organisation})


def tell_of_leaving(organisation: Organisation, user: User) -> None:
    """Tell a person that their organisation has left."""
    _send("left", user.email, user.language, {"organisation": organisation})


def tell_of_hand_over(leaving: Membership, receiver: User, rows: int) -> None:
    """Tell a person what they now answer for."""
    told = {"organisation": leaving.organisation, "user": leaving.user, "rows": rows}
    page = _address("accounts:own")
    _send("handed_over", receiver.email, receiver.language, {**told, "page": page})


def send_invitation(invitation: Invitation, token: str, language: str) -> None:
    """Send the link of an invitation, in the person's language if known, else the inviter's."""
    known = User.objects.filter(email=invitation.email).first()
    page = link(token)
    told = {"invitation": invitation, "organisation": invitation.organisation, "page": page}
    _send("invited", invitation.email, known.language if known else language, told)


def link(token: str) -> str:
    """Write the link of an invitation."""
    return _address("accounts:invitation", token)


def _send(name: str, to: str, language: str, told: dict[str, Any]) -> None:
    """Send one mail; its template begins with the subject. A mail server that fails is logged."""
    with translation.override(language):
        text = render_to_string(f"accounts/mail/{name}.txt", {**told, "site": _address("home")})
    subject, _, body = text.strip().partition("\n")
    try:
        send_mail(subject, body.strip() + "\n", None, [to])
    except (SMTPException, OSError):
        logger.exception("mail %s could not be sent", name)


def _address(name: str, *parts: str) -> str:
    return f"{settings.KOTIPESA_ADDRESS}{reverse(name, args=parts)}"
