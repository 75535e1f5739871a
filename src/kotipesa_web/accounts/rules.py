# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the rules of joining: business ids, roles by kind of organisation, how long readers read."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.accounts.choices import OrganisationKind
from kotipesa_web.core.permissions.roles import INVITED_READERS, Role

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
READERS_AT_MOST = timedelta(days=731)
KEYS_AT_MOST = timedelta(days=366)
READER_KINDS = (OrganisationKind.AUTHORITY, OrganisationKind.RESEARCH)
ROLES_OF = {
    OrganisationKind.MUNICIPALITY: (Role.COORDINATOR, Role.PLANNER),
    OrganisationKind.COMPANY: (Role.COMPANY,),
    OrganisationKind.COORDINATOR: (Role.REGIONAL, Role.ADMIN),
    OrganisationKind.AUTHORITY: (Role.AUTHORITY,),
    OrganisationKind.RESEARCH: (Role.RESEARCHER,),
}


def check_digit(digits: str) -> int | None:
    """Give the check digit of the seven digits of a business id; None where there is none.

    Seven digits times 7 9 10 5 8 4 2, summed, modulo 11: 0 gives 0, 1 is never given, else 11
    minus it (Finnish Patent and Registration Office, form of the Y-tunnus).
    """
    rest = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11
    return None if rest == 1 else -rest % 11


def business_id(text: str) -> str:
    """Read a business id such as 0201256-6; raises ValidationError when its digits disagree."""
    found = re.fullmatch(r"\s*(\d{6,7})-(\d)\s*", text)
    digits = found[1].zfill(7) if found else ""
    if not found or check_digit(digits) != int(found[2]):
        raise ValidationError(
            _("A business ID is seven digits, a hyphen and a check digit, such as 0201256-6.")
        )
    return f"{digits}-{found[2]}"


def role_in(kind: str, role: str) -> Role:
    """Check that an organisation of this kind has such a role; raises ValidationError if not."""
    if role not in ROLES_OF[OrganisationKind(kind)]:
        raise ValidationError(_("An organisation of this kind does not have this role."))
    return Role(role)


def reads_until(role: Role, told: date | None, today: date) -> date | None:
    """Check until when a role is given: invited readers always have an end, within two years."""
    if role in INVITED_READERS and (told is None or told > today + READERS_AT_MOST):
        raise ValidationError(_("A reader is invited for a time of two years at most."))
    if told is not None and told < today:
        raise ValidationError(_("This day has passed."))
    return told


def contact_reads_until(role: str, today: date) -> date | None:
    """Tell until when the contact of an accepted organisation reads; None without an end."""
    return today + READERS_AT_MOST if role in INVITED_READERS else None


def key_holds_until(told: date, today: date) -> None:
    """Check until when a key holds: a year at most."""
    if not today <= told <= today + KEYS_AT_MOST:
        raise ValidationError({"expires_on": _("A key holds for a year at most.")})
