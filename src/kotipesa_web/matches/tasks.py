# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Notice what is new, and mail it; asked for once a day by ``kotipesa-web remind``."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from kotipesa_web.core.jobs import JobRun, job
from kotipesa_web.matches import digests, noticing


@job("matches.alerts")
def alerts(run: JobRun) -> Mapping[str, Any]:
    """Notice, gather and send; run again after a cut, it goes on where it was."""
    today = timezone.localdate()
    noticing.notice_all(today, run.raise_if_cancelled)
    made = digests.gather(today, run.raise_if_cancelled)
    return {"made": made, "sent": digests.send_all(run.raise_if_cancelled)}
