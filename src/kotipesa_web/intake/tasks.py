# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read and accept large batches apart from pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotipesa.errors import InputError, problem
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.jobs import JobRun, Result, Saving, job
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands.accepting import ACCEPT, worked_out
from kotipesa_web.intake.commands.uploading import READ, work_out
from kotipesa_web.intake.models import Batch


@job(READ, _("Reading files"))
def read_files(run: JobRun) -> Saving:
    """Read the files of a batch; its rows are saved as the job ends."""
    run.progress(0.1, "Reading the files")
    save = work_out(run.viewer, run.params["batch"])

    def saving() -> Result:
        return _told(save())

    return saving


@job(ACCEPT, _("Saving rows of an import"))
def accept_batch(run: JobRun) -> Saving:
    """Accept a batch as the job ends."""
    run.progress(0.1, "Comparing with what is there")
    pk = run.params["batch"]
    try:
        save = worked_out(
            run.viewer, pk, run.params["version"], loses_many=run.params["loses_many"]
        )
    except Conflict as conflict:
        raise InputError([problem("import_shown_anew")]) from conflict

    def saving() -> Result:
        batch = save()
        problems = [] if batch.state == BatchState.ACCEPTED else [problem("import_shown_anew")]
        return {**_told(batch), "problems": problems}

    return saving


def _told(batch: Batch) -> Result:
    return {"batch": batch.pk, "url": reverse("intake:batch", args=[batch.pk])}
