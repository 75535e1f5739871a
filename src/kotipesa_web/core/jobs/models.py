# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep each piece of long work as a row: who asked for what, how far it is, what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a piece of long work stands."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being worked on")
    DONE = "done", _("Completed")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of long work, done by one worker at a time for as long as its lease lasts."""

    kind = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    asked_as = models.JSONField(default=dict)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, related_name="+")

    state = models.CharField(max_length=9, choices=JobState, default=JobState.QUEUED)
    progress = models.FloatField(default=0.0)
    message = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    cancel_asked = models.BooleanField(default=False)

    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        """Find the next job in one step."""

        indexes = (models.Index(fields=["state", "queued_at"]),)

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state in ENDED

    @property
    def percent(self) -> int:
        """Give the progress in whole per cents."""
        return round(100 * self.progress)

    @property
    def news(self) -> str:
        """Give what is worth saying aloud when it changes."""
        return f"{self.state} {self.message}".strip()
