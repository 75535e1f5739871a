# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name where an enquiry stands, what a notice tells, and why a counterpart is excluded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnquiryState(TextChoices):
    """Where an enquiry stands: whose turn it is, or that it is over."""

    SENT = "sent", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class NoticeKind(TextChoices):
    """What a notice tells."""

    CANDIDATE = "candidate", _("New candidate")
    STALE = "stale", _("Stale forecast")
    FOUND = "found", _("New in a search")


class Exclusion(TextChoices):
    """The first rule that a counterpart breaks."""

    NO_DISTANCE = "no_distance", _("Too far, or no way there")
    NO_WINDOW = "no_window", _("Not in the same months")
    NO_ACCEPTOR = "no_acceptor", _("The material or its quality does not fit")
    NO_WEIGHT = "no_weight", _("Its tonnes are not known")
