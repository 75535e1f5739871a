# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell Django about this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kotipesa_web.ui.navigation import Door


class MatchesApp(AppConfig):
    """Name the app, its doors, and what it offers to do with a lot."""

    name = "kotipesa_web.matches"
    label = "matches"
    personal = (
        Door("matches:enquiries", _("Enquiries"), 20),
        Door("matches:alerts", _("Alerts"), 25),
        Door("matches:reminding", _("Reminders"), 90),
    )
    row_doors = {  # noqa: RUF012 - read once, never changed
        "lot": (
            Door("matches:candidates", _("Candidates"), 10),
            Door("matches:ask", _("Ask about this lot"), 20),
        ),
        "search of lots:list": (Door("matches:search", _("Tell me of what is new"), 10),),
        "search of projects:list": (Door("matches:search", _("Tell me of what is new"), 10),),
    }
