# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep batches of files on their way in: their rows, what those would do, and what they did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.models import Owned
from kotipesa_web.intake.choices import BatchState, Does


class Batch(Owned):
    """Files somebody brought together; ``sensitivity`` and ``unit_of_owner`` are for its new rows.

    source: what the files come from, by which the same source is known next time. places: where
    tables stood and which columns they had; rows name them by number. mappings: TOML by file name.
    proposal: the file whose columns are to be told, and the engine's proposal. counts: by table and
    by what rows do. problems: those of no row. alike: pairs of projects that may be one.
    """

    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    files = models.ManyToManyField("core.StoredFile", related_name="+")
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    source = models.CharField(max_length=100, blank=True)
    places = models.JSONField(default=list)
    mappings = models.JSONField(default=dict)
    proposal = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    alike = models.JSONField(null=True)
    withdraws_gone = models.BooleanField(_("Withdraw what the file no longer has"), default=False)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """List an organisation's batches, the newest first."""

        indexes = (models.Index(fields=["owner", "-created_at"]),)


class BatchRow(models.Model):
    """One row of a batch in the region folder's columns.

    number counts from 1 in its table; place and line: where it stood. before: of a changed row the
    cells as they are now, by column. target: the row of ``table`` it is about, with its version as
    it was looked at. undo: the fields as they were before the batch was accepted.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=200, blank=True)
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    has_errors = models.BooleanField(default=False)
    does = models.CharField(max_length=8, choices=Does)
    before = models.JSONField(default=dict)
    target_id = models.BigIntegerField(null=True)
    target_version = models.PositiveIntegerField(null=True)
    undo = models.JSONField(null=True, default=None)

    class Meta:
        """Hold each row of a batch once; find rows by what they do, and by what they are about."""

        constraints = (
            models.UniqueConstraint(fields=["batch", "table", "number"], name="batch_row_once"),
        )
        indexes = (
            models.Index(fields=["batch", "table", "does"]),
            models.Index(fields=["table", "target_id"]),
        )


class KeptMapping(models.Model):
    """How files of one shape are read, kept for the organisation that confirmed it."""

    owner = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=60)
    text = models.TextField()
    kept_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Keep one mapping of a name."""

        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="mapping_once"),)
        ordering = ("name",)
