# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the audit log: append-only, each line with the grade of those who may see it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.sensitivity import Sensitivity


class AuditLine(models.Model):
    """One thing somebody did or read; lines are added, never changed or removed."""

    at = models.DateTimeField(auto_now_add=True)
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    actor_organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, blank=True)
    row_id = models.BigIntegerField(null=True)
    row_code = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    visibility = models.CharField(
        _("Visible to"), max_length=10, choices=Sensitivity, default=Sensitivity.SEALED
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        """Find lines by row and by owner."""

        indexes = (
            models.Index(fields=["kind", "row_id"]),
            models.Index(fields=["owner", "-at"]),
        )

    def save(self, *args: Any, **options: Any) -> None:
        """Add the line; a line that stands already is a TypeError."""
        if not self._state.adding:
            message = "audit lines are never changed"
            raise TypeError(message)
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refuse; always a TypeError."""
        message = "audit lines are never removed"
        raise TypeError(message)
