# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name for whom a balance is published."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Those who know the lots that are shared among partners exactly, or only roughly."""

    EXACT = "exact", _("Those who know partners' lots exactly")
    ROUGH = "rough", _("Those who know partners' lots roughly")
