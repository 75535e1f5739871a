# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the history of what a region says of its factors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactorValue(models.Model):
    """One value a region gave a factor, with its source; the newest one holds."""

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="factor_values")
    factor = models.CharField(max_length=60)
    value = models.FloatField(_("Value"))
    low = models.FloatField(_("Low"))
    high = models.FloatField(_("High"))
    source = models.CharField(_("Source"), max_length=300)
    year = models.PositiveSmallIntegerField(_("Year"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """List the newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["region", "factor"]),)

    def __str__(self) -> str:
        return f"{self.factor} = {self.value:g}"


class WaitingTable(models.Model):
    """A table that was read and looked at, and is not yet in use."""

    region = models.ForeignKey("places.Region", models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    rows = models.PositiveIntegerField()
    brought_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Let one table of a name wait in a region."""

        constraints = (
            models.UniqueConstraint(fields=["region", "name"], name="waiting_table_once"),
        )
        ordering = ("name",)
