# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep coming projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.models import Owned
from kotipesa_web.projects.choices import ProjectState

SEEN = ("state", "owner", "sensitivity")
"""What says who sees a row: an index that has it answers without the rows themselves."""
MONTHS = ("first_month", "last_month", "first_quarter", "last_quarter")


class Project(Owned):
    """A coming project: when, how sure, what it excludes, who answers for it.

    The quarters are what those see who may not know its months exactly.
    """

    code = models.CharField(_("Id"), max_length=100)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    municipality = models.CharField(max_length=3, blank=True)
    project_area = models.CharField(max_length=200, blank=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    description = models.TextField(_("Description"), blank=True)
    phase = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        _("State"), max_length=12, choices=ProjectState, default=ProjectState.ANNOUNCED
    )
    probability = models.FloatField(default=1)
    alternative_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="alternatives"
    )
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="twins"
    )
    shift_earlier = models.PositiveSmallIntegerField(default=0)
    shift_later = models.PositiveSmallIntegerField(default=0)
    first_month = models.CharField(max_length=7, blank=True)
    last_month = models.CharField(max_length=7, blank=True)
    first_quarter = models.CharField(max_length=7, blank=True)
    last_quarter = models.CharField(max_length=7, blank=True)
    site = models.ForeignKey(
        "places.Site", models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    responsible = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_organisation = models.CharField(max_length=200, blank=True)
    last_confirmed = models.DateField(_("Forecast confirmed"), null=True, blank=True)

    class Meta:
        """Find projects by id, owner and municipality."""

        constraints = (
            models.UniqueConstraint(fields=["region", "code", "owner"], name="project_once"),
        )
        indexes = (
            models.Index(fields=["owner", "state"]),
            models.Index(
                fields=["region", *SEEN, "municipality", "phase", *MONTHS], name="project_listing"
            ),
            models.Index(fields=["region", "municipality", *SEEN], name="project_by_town"),
            # The orders people ask for: a page comes without sorting the rest.
            models.Index(
                fields=["region", "first_month", "id", "last_month", *SEEN],
                name="project_by_month",
            ),
            models.Index(fields=["region", "name", "id", *SEEN], name="project_by_name"),
            models.Index(fields=["region", "site", *SEEN], name="project_mapping"),
        )


class Different(models.Model):
    """Two projects that look alike and are two, as the owner of the first has said."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    other = models.ForeignKey(Project, models.CASCADE, related_name="+")
    said_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Hold each pair once."""

        constraints = (models.UniqueConstraint(fields=["project", "other"], name="different_once"),)
