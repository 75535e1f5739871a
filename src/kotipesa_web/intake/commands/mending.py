# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Mend a batch before it is accepted: cells, rows left out, likenesses decided, or all refused."""

from collections.abc import Mapping
from typing import Any

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Conflict, Refused
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands.saving import recheck
from kotipesa_web.intake.engine import columns_of, plain_cell
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.queries import batch_for, row_for
from kotipesa_web.places.keeping import OWNED


def correct(*, viewer: Viewer, pk: int, row_pk: int, cells: Mapping[str, str]) -> list[BatchRow]:
    """Write cells of a row anew and look at the batch again; what was typed stays as it is.

    Gives the row, and behind it the others that are no longer as they were.
    """
    _set_cells(viewer, pk, row_pk, cells)
    others = recheck(viewer=viewer, pk=pk)
    return [row_for(viewer, pk, row_pk), *(row for row in others if row.pk != row_pk)]


@command
def _set_cells(viewer: Viewer, pk: int, row_pk: int, cells: Mapping[str, str]) -> None:
    batch = open_batch(viewer, pk)
    row = row_for(viewer, pk, row_pk)
    if unknown := cells.keys() - columns_of(row.table).keys():
        raise Refused(", ".join(unknown))
    written = {name: plain_cell(row.table, name, text) for name, text in cells.items()}
    before = {name: row.cells.get(name, "") for name in written}
    told = {name: cell for name, cell in {**row.cells, **written}.items() if cell}
    row.cells = told
    row.save(update_fields=["cells"])
    touched(batch)
    line = f"row {row.line}"
    record(viewer, action="correct_row", row=batch, before=before, after=written, note=line)


def leave_out(*, viewer: Viewer, pk: int) -> Batch:
    """Leave out the rows that have faults; those that refer to them have faults after that."""
    _leave_out(viewer, pk)
    recheck(viewer=viewer, pk=pk)
    return batch_for(viewer, pk)


@command
def _leave_out(viewer: Viewer, pk: int) -> None:
    batch = open_batch(viewer, pk)
    count, _ = BatchRow.objects.filter(batch=batch, has_errors=True).delete()
    touched(batch)
    record(viewer, action="leave_out_rows", row=batch, after={"rows": count})


@command
def decide(*, viewer: Viewer, pk: int, version: int, **wishes: Any) -> Batch:
    """Set what the new rows get (``OWNED``) and ``withdraws_gone``.

    Raises Conflict where the batch was changed after ``version``.
    """
    batch = open_batch(viewer, pk)
    if batch.version != version:
        raise Conflict(batch, wishes)
    known = {*OWNED, "withdraws_gone"}
    if wishes.keys() - known:
        raise Refused(", ".join(wishes.keys() - known))
    before = {name: getattr(batch, name) for name in wishes}
    for name, value in wishes.items():
        setattr(batch, name, value)
    touched(batch)
    record(viewer, action="decide_batch", row=batch, before=before, after=wishes)
    return batch


@command
def refuse(*, viewer: Viewer, pk: int) -> Batch:
    """Put a batch aside; nothing of it comes in."""
    batch = open_batch(viewer, pk, BatchState.CHECKED, BatchState.MAPPING)
    batch.state = BatchState.REFUSED
    touched(batch)
    record(viewer, action="refuse_batch", row=batch)
    return batch


def open_batch(viewer: Viewer, pk: int, *states: BatchState) -> Batch:
    """Take a batch for change that is still open; raises Conflict for one that is not."""
    batch = batch_for(viewer, pk)
    require(viewer, "import_rows", batch)
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in (states or (BatchState.CHECKED,)):
        raise Conflict(locked, {})
    return locked


def touched(batch: Batch) -> None:
    """Save a batch as changed."""
    batch.version += 1
    batch.save()
