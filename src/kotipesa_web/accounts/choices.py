# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the kinds and states of organisations and units."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is in the region."""

    MUNICIPALITY = "municipality", _("Municipality")
    COMPANY = "company", _("Company")
    COORDINATOR = "coordinator", _("Regional coordinator")
    AUTHORITY = "authority", _("Authority")
    RESEARCH = "research", _("Research partner")


class MembershipState(TextChoices):
    """Where an organisation stands on its way in and out."""

    ASKED = "asked", _("Asked to join")
    MEMBER = "member", _("Member")
    REFUSED = "refused", _("Refused")
    LEFT = "left", _("Left")


class UnitKind(TextChoices):
    """What a unit of a municipality does."""

    ZONING = "zoning", _("Zoning")
    STREETS = "streets", _("Streets and parks")
    PREMISES = "premises", _("Premises")
    PROCUREMENT = "procurement", _("Procurement")
    OTHER = "other", _("Other")


class KeyKind(TextChoices):
    """What a program may read or write by a key."""

    PROJECTS = "projects", _("Projects")
    LOTS = "lots", _("Haves and needs")
    PLACES = "places", _("Sites and facilities")
    BALANCES = "balances", _("Balances")
    PLANS = "plans", _("Plans")


READ, WRITE = "read", "write"
WRITABLE = (KeyKind.PROJECTS, KeyKind.LOTS, KeyKind.PLACES)
SCOPES = (
    *(f"{READ}:{kind}" for kind in KeyKind.values),
    *(f"{WRITE}:{kind}" for kind in WRITABLE),
)
