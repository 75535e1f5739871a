# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep enquiries between owners, watches on lots and searches, and what was noticed and mailed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.matches.choices import EnquiryState, NoticeKind

STALE_AFTER_MONTHS = 6
NEAR_MONTHS = 2


class Enquiry(models.Model):
    """One organisation asks another about a lot; ``lot`` is the asker's own, where there is one.

    ``receiver_is_told``: the asker may know whose lot it is; an answer tells it, too.
    """

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    about = models.ForeignKey("lots.Lot", models.CASCADE, related_name="enquiries")
    lot = models.ForeignKey("lots.Lot", models.SET_NULL, null=True, related_name="+")
    asker = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    receiver_is_told = models.BooleanField()
    state = models.CharField(max_length=8, choices=EnquiryState, default=EnquiryState.SENT)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """List the newest first; find those of a side."""

        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["asker", "state"]),
            models.Index(fields=["receiver", "state"]),
        )

    @property
    def sensitivity(self) -> str:
        """Grade it for the audit: its two sides alone know of it."""
        return Sensitivity.SEALED

    @property
    def owner_id(self) -> int:
        """Name whose lot it is about, for the audit."""
        return self.receiver_id


class Message(models.Model):
    """Something one side of an enquiry wrote."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="messages")
    side = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    text = models.TextField(_("Message"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Read them in the order they were written."""

        ordering = ("pk",)


class Watch(models.Model):
    """A person wants to hear of new candidates for a lot of their organisation.

    known: the ids of the lots that were candidates already.
    """

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    lot = models.ForeignKey("lots.Lot", models.CASCADE, related_name="watches")
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="watches")
    since = models.DateTimeField(auto_now_add=True)
    known = models.JSONField(default=list)

    class Meta:
        """Watch a lot once a person."""

        constraints = (models.UniqueConstraint(fields=["lot", "person"], name="watched_once"),)

    sensitivity = Sensitivity.SEALED


class SearchWatch(models.Model):
    """A person wants to hear of what is new in a search that is saved.

    known: the ids of the rows that were found already, by what the search asked then (query).
    """

    search = models.ForeignKey("ui.SavedSearch", models.CASCADE, related_name="watches")
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    query = models.CharField(max_length=2_000)
    known = models.JSONField(default=list)

    class Meta:
        """Watch a search once a person."""

        constraints = (
            models.UniqueConstraint(fields=["search", "person"], name="search_watched_once"),
        )

    sensitivity = Sensitivity.SEALED


class Digest(models.Model):
    """What one person was told on one day; its notices belong to it and to no other."""

    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Tell a person at most once a day."""

        constraints = (models.UniqueConstraint(fields=["person", "day"], name="digest_a_day"),)


class Notice(models.Model):
    """One thing a person shall hear once; ``key`` names it, however often it is found."""

    person = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=NoticeKind)
    key = models.CharField(max_length=80)
    watch = models.ForeignKey(Watch, models.CASCADE, null=True, related_name="notices")
    search_watch = models.ForeignKey(SearchWatch, models.CASCADE, null=True, related_name="notices")
    candidate = models.ForeignKey("lots.Lot", models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        """Tell a thing once."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="noticed_once"),)
        indexes = (models.Index(fields=["organisation", "kind", "seen_at"]),)

    @property
    def row_id(self) -> int:
        """Give the id of the lot or project it tells of."""
        return self.candidate_id or self.project_id or 0


class Reminding(models.Model):
    """When a region reminds of forecasts: told too long ago, or about to begin."""

    region = models.OneToOneField("places.Region", models.CASCADE, related_name="reminding")
    stale_after_months = models.PositiveSmallIntegerField(default=STALE_AFTER_MONTHS)
    near_months = models.PositiveSmallIntegerField(default=NEAR_MONTHS)
    version = models.PositiveIntegerField(default=1)
