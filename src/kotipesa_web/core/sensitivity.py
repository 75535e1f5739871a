# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Grade how secret a row is, apart from where its work stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sensitivity(TextChoices):
    """Who may see a row at all: everybody, the partners, or its owner."""

    PUBLIC = "public", _("Public")
    PARTNERS = "partners", _("Partners")
    SEALED = "sealed", _("Sealed")


class PublicityGround(TextChoices):
    """Why a sealed document of an authority may be kept from the public."""

    NONE = "", _("No ground recorded")
    TRADE_SECRET = "trade_secret", _("Trade secret, Act on Openness 24 § 1 (20)")
    INCOMPLETE = "incomplete", _("Not finished, Act on Openness 6 and 7 §")
    SECURITY = "security", _("Security arrangements, Act on Openness 24 § 1 (7)")
    PERSON = "person", _("Protection of a person, Act on Openness 24 §")
