# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep what is known of a stored file; its bytes lie on disk under the name of their sum."""

from django.db import models

from kotipesa_web.core.sensitivity import Sensitivity


class StoredFile(models.Model):
    """One file somebody gave, known by the sum of its bytes."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=200)
    owner = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, default=Sensitivity.SEALED)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
