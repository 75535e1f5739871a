# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do long work apart from pages, once, whatever dies on the way.

An app names its work in ``tasks.py``:

    @job("plans.solve")
    def solve(run: JobRun) -> Saving:
        plan = solved(run.params["plan"], heartbeat=run.raise_if_cancelled)
        return lambda: save_plan(viewer=run.viewer, plan=plan)

asks for it in a command by ``enqueue("plans.solve", {"plan": 3}, viewer)``, and shows it by
``{% include "core/job.html" %}`` with ``job`` in the context.
"""

from kotipesa_web.core.jobs.commands import cancel, enqueue
from kotipesa_web.core.jobs.queries import job_for, jobs_for
from kotipesa_web.core.jobs.registry import Result, Saving, job
from kotipesa_web.core.jobs.run import Cancelled, JobRun

__all__ = [
    "Cancelled",
    "JobRun",
    "Result",
    "Saving",
    "cancel",
    "enqueue",
    "job",
    "job_for",
    "jobs_for",
]
