# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand jobs out: one worker holds one, until it ends it or its lease does.

A lease has a token. Whatever a worker writes about a job is written on the condition that the
token is still its own, so a worker that slept through its lease can change nothing any more.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kotipesa.errors import Problem, problem
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.problems import as_rows
from kotipesa_web.core.jobs.registry import Result, Saving
from kotipesa_web.core.jobs.run import Cancelled, LeaseLost

MOST_ATTEMPTS = 2


def _lease() -> timedelta:
    return timedelta(seconds=settings.KOTIPESA_JOB_LEASE_S)


def _abandoned() -> Q:
    return Q(state=JobState.RUNNING, lease_until__lt=timezone.now())


def _claimable() -> QuerySet[Job]:
    waiting = Q(state=JobState.QUEUED) | _abandoned()
    return Job.objects.filter(waiting, attempts__lt=MOST_ATTEMPTS, cancel_asked=False)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)


def claim(worker: str) -> Job | None:
    """Take the oldest job that waits or was abandoned; None when there is none."""
    _bury_abandoned()
    if not _claimable().exists():
        return None
    with transaction.atomic():
        # Other workers skip a row that one is just taking (PostgreSQL) or wait (SQLite).
        waiting = _claimable().select_for_update(skip_locked=True).order_by("queued_at", "pk")
        job = waiting.first()
        if job is None:
            return None
        _claimable().filter(pk=job.pk).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            worker=worker,
            token=uuid4(),
            lease_until=timezone.now() + _lease(),
            started_at=timezone.now(),
            progress=0.0,
            message="",
        )
        return Job.objects.get(pk=job.pk)


def is_any_open() -> bool:
    """Tell whether some job waits or is being done, by whatever worker."""
    return Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).exists()


def _bury_abandoned() -> None:
    """End the jobs whose workers died as often as is allowed, or whose asker gave up."""
    left = Job.objects.filter(_abandoned())
    if not left.filter(Q(attempts__gte=MOST_ATTEMPTS) | Q(cancel_asked=True)).exists():
        return
    left.filter(cancel_asked=True).update(**_ended(JobState.CANCELLED))
    given_up = as_rows([problem("job_given_up", attempts=MOST_ATTEMPTS)])
    left.filter(attempts__gte=MOST_ATTEMPTS).update(**_ended(JobState.FAILED), problems=given_up)


def _ended(state: JobState) -> dict[str, Any]:
    return {"state": state, "finished_at": timezone.now(), "lease_until": None, "token": None}


def renew(job: Job, *, share: float, message: str) -> bool | None:
    """Keep the job for another lease; tells whether cancelling is asked, None if it is lost."""
    kept = _held(job).update(lease_until=timezone.now() + _lease(), progress=share, message=message)
    return _held(job).values_list("cancel_asked", flat=True).first() if kept else None


def finish(job: Job, outcome: Result | Saving) -> None:
    """Save what came of the job and end it, together or not at all.

    A result with ``problems`` is a failure, of which what was saved is kept. Raises LeaseLost
    where the job is another worker's by now, Cancelled where it is not wanted.
    """
    with transaction.atomic():
        held = _held(job).select_for_update().values_list("cancel_asked", flat=True).first()
        if held is None:
            raise LeaseLost
        if held:
            raise Cancelled
        result = dict(outcome() if callable(outcome) else outcome)
        problems = as_rows(result.pop("problems", ()))
        ended = _ended(JobState.FAILED if problems else JobState.DONE)
        _held(job).update(**ended, progress=1.0, result=result, problems=problems)


def fail(job: Job, problems: list[Problem]) -> None:
    """End the job with what was wrong."""
    _held(job).update(**_ended(JobState.FAILED), problems=as_rows(problems))


def drop(job: Job) -> None:
    """End the job as cancelled."""
    _held(job).update(**_ended(JobState.CANCELLED))


def give_back(job: Job) -> None:
    """Put the job back into the queue as if it had not been taken."""
    _held(job).update(
        state=JobState.QUEUED, attempts=F("attempts") - 1, lease_until=None, token=None
    )
