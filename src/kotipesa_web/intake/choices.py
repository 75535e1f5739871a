# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name where a batch stands, and what each of its rows would do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    """Where a batch of files stands on its way in."""

    UPLOADED = "uploaded", _("Being read")
    MAPPING = "mapping", _("Columns to be told")
    CHECKED = "checked", _("Ready to look at")
    ACCEPTED = "accepted", _("Accepted")
    UNDONE = "undone", _("Undone")
    REFUSED = "refused", _("Refused")


class Does(TextChoices):
    """What accepting a row would do."""

    NEW = "new", _("New row")
    CHANGED = "changed", _("Changed row")
    SAME = "same", _("Same as before")
    GONE = "gone", _("No longer in the file")


class Likeness(TextChoices):
    """What somebody decided about two projects that look alike."""

    OPEN = "", _("Not decided")
    SAME = "same", _("The same project")
    DIFFERENT = "different", _("Two projects")
