# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the disclosure log: what left the system, append-only."""

from django.db import models


class DisclosureLine(models.Model):
    """One delivery of one owner's rows to somebody through a channel."""

    at = models.DateTimeField(auto_now_add=True)
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    receiver_organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=20)
    what = models.CharField(max_length=100)
    projection = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()

    class Meta:
        """Find lines by owner."""

        indexes = (models.Index(fields=["owner", "-at"]),)
