# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep published balances for good, and what the next one is made of."""

from typing import Any

from django.db import models

from kotipesa_web.balances.choices import Audience
from kotipesa_web.core.sensitivity import Sensitivity


class BalanceVersion(models.Model):
    """One balance as an audience reads it; it is written once.

    content: sums that tell on nobody, see ``contents``; members: names of those who had joined;
    projects_known of projects_listed, those that are not sealed, had lots.
    """

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    audience = models.CharField(max_length=5, choices=Audience)
    made_at = models.DateTimeField(auto_now_add=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    members = models.JSONField(default=list)
    projects_known = models.PositiveIntegerField()
    projects_listed = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40)
    vocab_version = models.CharField(max_length=40)

    class Meta:
        """Find the newest of an audience."""

        indexes = (models.Index(fields=["region", "audience", "-made_at"]),)
        ordering = ("-made_at", "-pk")

    sensitivity = Sensitivity.PARTNERS
    """What the audit shows members: that a balance was made."""

    def save(self, *args: Any, **options: Any) -> None:
        """Add the version; one that stands already is a TypeError."""
        if not self._state.adding:
            message = "balances are never changed"
            raise TypeError(message)
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refuse; always a TypeError."""
        message = "balances are never removed"
        raise TypeError(message)

    @property
    def known_share(self) -> float | None:
        """Give the share of announced projects whose masses are known; None without projects."""
        return self.projects_known / self.projects_listed if self.projects_listed else None


class BalanceBasis(models.Model):
    """What the newest balances of a region rest on; only the trustee's work reads it whole.

    lots: every lot with what it is expected to bring, as of now; told_exact, told_rough: the
    protected lots as the newest balance of each audience counts them.
    """

    region = models.OneToOneField("places.Region", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)
    start = models.IntegerField()
    months = models.PositiveSmallIntegerField()
    lots = models.BinaryField()
    told_exact = models.BinaryField()
    told_rough = models.BinaryField()
