# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the roles a person may look and act in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The roles of the permission map; a person has one at a time."""

    PUBLIC = "public", _("Public")
    COMPANY = "company", _("Company")
    PLANNER = "planner", _("Planner or procurement officer")
    COORDINATOR = "coordinator", _("Municipal mass coordinator")
    REGIONAL = "regional", _("Regional coordinator")
    AUTHORITY = "authority", _("Permit authority")
    RESEARCHER = "researcher", _("Researcher")
    ADMIN = "admin", _("Administrator")


INVITED_READERS = (Role.AUTHORITY, Role.RESEARCHER)
