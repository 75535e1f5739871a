# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the jobs that are killed."""

import random
from threading import Event

import highspy

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


@job("killed.patient")
def patient(run: JobRun) -> Result:
    """Wait until somebody wants no more."""
    moment = Event()
    while not moment.wait(0.01):
        step(run.params["batch"])
        run.progress(0.5, "Waiting")
    return {}


@job("killed.solve")
def solve(_run: JobRun) -> Result:
    """Split markets, which no solver does quickly, for three seconds: three leases."""
    chance = random.Random(1)  # noqa: S311 - numbers, not secrets
    model = highspy.Highs()
    model.silent()
    model.setOptionValue("time_limit", 3.0)
    picks = [model.addBinary() for _ in range(50)]
    for _ in range(5):
        weights = [chance.randrange(100) for _ in picks]
        drawn = sum(w * x for w, x in zip(weights, picks, strict=True))
        model.addConstr(drawn == sum(weights) // 2)
    model.minimize(sum(picks))
    return {"seconds": model.getRunTime()}
