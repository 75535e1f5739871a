# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring files in at once, where nobody looks: all of their rows, or none and why."""

from collections.abc import Sequence
from pathlib import Path

from kotipesa.errors import InputError, problem
from kotipesa_web.core.jobs.problems import from_rows
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands.accepting import accept
from kotipesa_web.intake.commands.uploading import read, upload
from kotipesa_web.intake.models import Batch


def bring_in(
    files: Sequence[Path], *, viewer: Viewer, sensitivity: str = Sensitivity.SEALED
) -> Batch:
    """Upload files and accept them; raises InputError with all that is wrong with their rows."""
    given = [(file.name, [file.read_bytes()]) for file in files]
    batch = upload(viewer=viewer, files=given, sensitivity=sensitivity)
    if batch.state == BatchState.UPLOADED:
        batch = read(viewer=viewer, pk=batch.pk)
    if batch.state == BatchState.MAPPING:
        raise InputError([problem("mapping_unconfirmed")])
    if batch.state == BatchState.REFUSED:
        raise InputError(from_rows(batch.problems))
    return accept(viewer=viewer, pk=batch.pk, version=batch.version)
