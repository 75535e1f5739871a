# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name how a plan ended, and what a plan may be asked to keep to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanStatus(TextChoices):
    """How good a plan is proven to be."""

    OPTIMAL = "optimal", _("Proven best")
    GAP_REACHED = "gap_reached", _("Within the gap asked for")
    TIME_LIMIT = "time_limit", _("Best found in the time given")
