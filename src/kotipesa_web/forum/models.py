# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the meetings of a region's forum, and what was agreed to be done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """One meeting of the forum."""

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField(_("Begins"))
    place = models.CharField(_("Place"), max_length=200)
    agenda = models.TextField(_("Agenda"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """List meetings in order of time."""

        ordering = ("starts_at",)

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.place}"


class Task(models.Model):
    """Something an organisation of the forum has promised to do by a day."""

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="tasks")
    title = models.CharField(_("Task"), max_length=200)
    assigned_to = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="tasks")
    due = models.DateField(_("Due"))
    done_at = models.DateTimeField(null=True)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """List tasks by their day."""

        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.title
