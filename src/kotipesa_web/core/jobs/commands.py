# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for long work, and ask it to end."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.queries import job_for
from kotipesa_web.core.jobs.registry import task_of
from kotipesa_web.core.viewer import Viewer


@command
def enqueue(kind: str, params: Mapping[str, Any], viewer: Viewer) -> Job:
    """Ask for a job in the caller's transaction; a worker sees it once that is kept."""
    if task_of(kind) is None:
        message = f"no app has a function for the job {kind}"
        raise LookupError(message)
    job = Job.objects.create(
        kind=kind,
        params=dict(params),
        asked_as=asdict(viewer),
        asked_by_id=viewer.user_id,
        owner_id=viewer.organisation_id,
        region_id=viewer.region_id,
    )
    record(viewer, action="ask_job", row=job, note=kind)
    return job


@command
def cancel(*, viewer: Viewer, pk: int) -> Job:
    """End a waiting job at once; ask a running one to end at its next step."""
    job = job_for(viewer, pk)
    waiting = Job.objects.filter(pk=pk, state=JobState.QUEUED)
    waiting.update(state=JobState.CANCELLED, finished_at=timezone.now())
    Job.objects.filter(pk=pk, state=JobState.RUNNING).update(cancel_asked=True)
    record(viewer, action="cancel_job", row=job, note=job.kind)
    return job_for(viewer, pk)
