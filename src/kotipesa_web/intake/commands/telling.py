# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what the rows and columns of a file are, and keep that for the next time."""

from collections.abc import Mapping

from kotipesa.errors import InputError
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands.mending import open_batch, touched
from kotipesa_web.intake.commands.uploading import files_of, put_proposal, read
from kotipesa_web.intake.engine.mapping import Proposed, corrected, propose
from kotipesa_web.intake.models import Batch, KeptMapping
from kotipesa_web.intake.queries import batch_for
from kotipesa_web.intake.targets import TARGETS


def set_table(*, viewer: Viewer, pk: int, table: str) -> Batch:
    """Say what a row of the file is; its columns are proposed anew."""
    batch = batch_for(viewer, pk)
    require(viewer, "import_rows", batch)
    if table not in TARGETS or batch.state != BatchState.MAPPING:
        raise Refused(table)
    name = batch.proposal["file"]
    with files_of(batch) as files:
        file = next(file for file in files if file.name == name)
        proposal = propose(file, table)
    return _propose_anew(viewer, pk, name, proposal)


@command
def _propose_anew(viewer: Viewer, pk: int, file: str, proposal: Proposed) -> Batch:
    batch = open_batch(viewer, pk, BatchState.MAPPING)
    put_proposal(batch, file, proposal)
    record(viewer, action="tell_rows", row=batch, after={"file": file, "table": proposal.table})
    return batch


def set_mapping(*, viewer: Viewer, pk: int, answers: Mapping[str, str], keep_as: str = "") -> Batch:
    """Confirm the proposal with answers put in, read the files by it, and keep it by a name.

    answers: by place, as ``engine.mapping.corrected`` takes them. Raises InputError with what is
    wrong about the mapping.
    """
    _confirm(viewer, pk, answers, keep_as)
    return read(viewer=viewer, pk=pk)


@command
def _confirm(viewer: Viewer, pk: int, answers: Mapping[str, str], keep_as: str) -> None:
    batch = open_batch(viewer, pk, BatchState.MAPPING)
    file = batch.proposal["file"]
    text, problems = corrected(batch.proposal["text"], file, answers)
    if problems:
        raise InputError(problems)
    batch.mappings = {**batch.mappings, file: text}
    touched(batch)
    name = plain_name(keep_as)
    if name:
        KeptMapping.objects.update_or_create(
            owner_id=viewer.organisation_id,
            name=name,
            defaults={"text": text, "kept_by_id": viewer.user_id or 0},
        )
    record(viewer, action="tell_columns", row=batch, after={"file": file, "kept_as": name})


def plain_name(told: str) -> str:
    """Keep of a name what may stand in the name of a file."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in told)
    return " ".join(kept.split())[:60]
