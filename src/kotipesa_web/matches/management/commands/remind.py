# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for today's alerts and reminders: ``kotipesa-web remind``, once a day by a timer."""

from typing import Any

from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.models import ENDED, Job
from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.core.viewer import PUBLIC

KIND = "matches.alerts"


class Command(CommandOnTables):
    """Put the job of alerts in the queue, unless it waits there already."""

    help = "Notice new candidates and stale forecasts, and mail each person at most once a day."

    def handle(self, **_: Any) -> None:
        """Ask a worker for it."""
        if not Job.objects.filter(kind=KIND).exclude(state__in=ENDED).exists():
            enqueue(KIND, {}, PUBLIC)
