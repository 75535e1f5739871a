# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the jobs, one at a time, while a second thread keeps the lease alive."""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import translation

from kotipesa.errors import KotipesaError, problem
from kotipesa_web.core.full_disk import is_full
from kotipesa_web.core.jobs import leases
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.jobs.problems import REASONS, problems_of
from kotipesa_web.core.jobs.registry import Result, Saving, task_of
from kotipesa_web.core.jobs.run import Cancelled, JobRun, LeaseLost, WorkerStopped
from kotipesa_web.core.permissions.roles import Role
from kotipesa_web.core.viewer import Viewer

_log = logging.getLogger(__name__)
_POLL_S = 0.5


def work(stopping: Event, *, until_empty: bool = False) -> int:
    """Do jobs until told to stop, or until none waits or runs; gives how many were taken."""
    worker = f"{socket.gethostname()}:{os.getpid()}"
    taken = 0
    while not stopping.is_set():
        close_old_connections()
        if do_one(worker, stopping):
            taken += 1
        elif until_empty and not leases.is_any_open():
            break
        else:
            stopping.wait(_POLL_S)
    return taken


def do_one(worker: str, stopping: Event | None = None) -> bool:
    """Take one job and do it; tells whether there was one."""
    try:
        job = leases.claim(worker)
    except DatabaseError:
        _log.exception("no job could be taken")
        return False
    if job is None:
        return False
    try:
        with translation.override(job.asked_as["language"]):
            _do(job, _run_of(job, stopping or Event()))
    except DatabaseError:  # as on a full disk: the lease runs out, and the job is done again
        _log.exception("the end of job %s could not be written down", job.pk)
    return True


def _run_of(job: Job, stopping: Event) -> JobRun:
    asked_as = {**job.asked_as, "role": Role(job.asked_as["role"])}
    return JobRun(job.pk, job.params, Viewer(**asked_as), stopping.is_set)


def _do(job: Job, run: JobRun) -> None:
    try:
        with _beating(job, run):
            outcome = _worked_out(job, run)
        leases.finish(job, outcome)
    except Cancelled:
        leases.drop(job)
    except WorkerStopped:
        leases.give_back(job)
    except LeaseLost:
        _log.warning("job %s is another worker's by now", job.pk)
    except REASONS as error:
        leases.fail(job, problems_of(error))
    except Exception as error:  # noqa: BLE001 - whatever broke, the job must end
        _log.exception("job %s of kind %s broke", job.pk, job.kind)
        broke = problem("job_broke", number=job.pk)
        leases.fail(job, [problem("database_full") if is_full(error) else broke])


def _worked_out(job: Job, run: JobRun) -> Result | Saving:
    task = task_of(job.kind)
    if task is None:
        raise KotipesaError([problem("job_unknown_kind", kind=job.kind)])
    return task(run)


@contextmanager
def _beating(job: Job, run: JobRun) -> Iterator[None]:
    """Keep the lease alive from a thread with a database connection of its own."""
    ended = Event()
    thread = Thread(target=_beat, args=(job, run, ended), name=f"heartbeat of job {job.pk}")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(job: Job, run: JobRun, ended: Event) -> None:
    try:
        while not ended.wait(settings.KOTIPESA_JOB_BEAT_S):
            try:
                asked = leases.renew(job, share=run.share, message=run.message)
            except DatabaseError:
                # A busy database is no reason to give up: the lease bears many missed beats.
                _log.warning("job %s: a heartbeat was missed", job.pk, exc_info=True)
            else:
                run.is_lost = asked is None
                run.is_cancelled = bool(asked)
    finally:
        connection.close()
