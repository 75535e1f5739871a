# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name where a project stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectState(TextChoices):
    """Where the work on a project's forecast stands; not who sees it."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")
