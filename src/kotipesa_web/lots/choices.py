# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name where a lot stands, and what may be attached to it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LotState(TextChoices):
    """Where a lot stands; not who sees it."""

    OPEN = "open", _("Open")
    AGREED = "agreed", _("Agreed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AttachmentKind(TextChoices):
    """What an attachment tells about a lot."""

    GROUND = "ground", _("Ground investigation")
    ANALYSIS = "analysis", _("Analysis")
    PHOTO = "photo", _("Photo")
    OTHER = "other", _("Other")
