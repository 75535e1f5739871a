# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the tables of the core, and what every row with an owner has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.sensitivity import PublicityGround, Sensitivity
from kotipesa_web.core.stored.models import StoredFile

__all__ = ["AuditLine", "DisclosureLine", "Job", "Owned", "StoredFile"]


class Owned(models.Model):
    """A row that belongs to an organisation, is graded, and is edited by several people."""

    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    unit_of_owner = models.ForeignKey(
        "accounts.Unit", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sensitivity = models.CharField(
        _("Sensitivity"), max_length=10, choices=Sensitivity, default=Sensitivity.SEALED
    )
    publicity_ground = models.CharField(
        _("Ground of secrecy"), max_length=20, choices=PublicityGround, blank=True, default=""
    )
    retain_until = models.DateField(_("Kept until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Have no table of its own."""

        abstract = True
