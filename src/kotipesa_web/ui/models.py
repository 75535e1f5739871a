# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep what people tell about the service."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.searches.models import SavedSearch

__all__ = ["Feedback", "SavedSearch"]


class Feedback(models.Model):
    """One message, with an address when an answer is wanted."""

    class Subject(models.TextChoices):
        """What the message is about."""

        ACCESSIBILITY = "accessibility", _("Accessibility")
        FAULT = "fault", _("Something does not work")
        IDEA = "idea", _("An idea or a wish")
        OTHER = "other", _("Something else")

    subject = models.CharField(max_length=20, choices=Subject)
    text = models.TextField()
    email = models.EmailField(blank=True)
    page = models.CharField(max_length=300, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Show the newest first."""

        ordering = ("-sent_at", "-pk")
