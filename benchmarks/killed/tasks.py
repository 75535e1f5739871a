# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the jobs that are killed."""

from killed.saving import save_chunks
from killed.steps import CHUNKS, step
from kotipesa_web.core.jobs import JobRun, Result, Saving, job


@job("killed.careful")
def careful(run: JobRun) -> Saving:
    """Work something out in steps, then save it as the job ends."""
    batch = run.params["batch"]
    for done in range(CHUNKS):
        run.progress(done / CHUNKS, "Working it out")
        step(batch)
    return lambda: {"rows": save_chunks(batch)}


@job("killed.naive")
def naive(run: JobRun) -> Result:
    """Save while working, as nobody should: a second attempt doubles what the first left."""
    return {"rows": save_chunks(run.params["batch"])}
