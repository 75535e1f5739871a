# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep saved searches: the query string of a page, by a name."""

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """The filters of one page; its person's alone, or shared with their organisation."""

    owner = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    query = models.CharField(max_length=2_000)
    name = models.CharField(max_length=100)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """List searches by name; know one by page and name."""

        constraints = (
            models.UniqueConstraint(
                fields=["owner", "person", "page", "name"], name="saved_search_once"
            ),
        )
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
