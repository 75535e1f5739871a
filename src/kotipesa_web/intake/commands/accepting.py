# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Accept a batch: all its rows become rows of the register, in one transaction, or none does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from kotipesa.errors import InputError, Problem, problem, severity
from kotipesa_web.core.audit.commands import record, record_rows
from kotipesa_web.core.bulk import insert_many, update_many
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.problems import from_rows
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.applying import (
    Fields,
    Leads,
    Written,
    as_json,
    leads_of,
    related,
    set_fields,
    written,
)
from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.commands.likening import settle_alike
from kotipesa_web.intake.commands.saving import (
    is_other,
    look_again,
    rows_by_table,
    save_again,
)
from kotipesa_web.intake.looking import Looked
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.queries import batch_for
from kotipesa_web.intake.standing import chunks
from kotipesa_web.intake.targets import TARGETS

ACCEPT = "intake.accept"
AT_ONCE_ROWS = 5_000
"""A batch that writes more rows is accepted by a job."""
MOST_LOST = 0.20
"""The share of a source's rows that may go at once without being asked again."""
Rows = Mapping[str, Sequence[BatchRow]]


def accept(*, viewer: Viewer, pk: int, version: int, loses_many: bool = False) -> Batch:
    """Let a batch in; one that is in already stays as it is.

    Raises InputError while rows have faults, or where more rows would go than is usual unless
    ``loses_many``; Conflict where the batch, or a row it changes, was changed after it was shown:
    the batch then shows the rows as they are.
    """
    batch = worked_out(viewer, pk, version, loses_many=loses_many)()
    if batch.state != BatchState.ACCEPTED:
        raise Conflict(batch, {})
    return batch


def is_large(batch: Batch) -> bool:
    """Tell whether a batch is accepted by a job."""
    rows = sum(int(told[Does.NEW]) + int(told[Does.CHANGED]) for told in batch.counts.values())
    return rows > AT_ONCE_ROWS


@command
def ask_to_accept(*, viewer: Viewer, pk: int, version: int, loses_many: bool = False) -> Batch:
    """Let a job accept the batch as it was looked at."""
    batch = batch_for(viewer, pk)
    require(viewer, "import_rows", batch)
    if batch.version != version or batch.state != BatchState.CHECKED:
        raise Conflict(batch, {})
    told = {"batch": pk, "version": version, "loses_many": loses_many}
    batch.job = enqueue(ACCEPT, told, viewer)
    batch.save(update_fields=["job"])
    return batch


def worked_out(
    viewer: Viewer, pk: int, version: int, *, loses_many: bool = False
) -> Callable[[], Batch]:
    """Work out what accepting writes; give what writes it, in a transaction.

    Where rows would do something else than was shown, that is what is written, and nothing is
    accepted.
    """
    batch = batch_for(viewer, pk)
    require(viewer, "import_rows", batch)
    if batch.state == BatchState.ACCEPTED:
        return lambda: batch
    if batch.version != version or batch.state != BatchState.CHECKED:
        raise Conflict(batch, {})
    rows = rows_by_table(batch)
    looked = look_again(viewer, batch, rows)
    if _is_other(rows, looked):
        return lambda: _show_anew(viewer, batch, rows, looked)
    _refuse_faults(batch, rows)
    if not loses_many:
        _refuse_losses(batch)
    return lambda: _accept(viewer, batch, rows, looked)


def _is_other(rows: Rows, looked: Looked) -> bool:
    """Tell whether rows would do something else than what was shown."""
    return any(
        is_other(row, seen)
        for table, some in rows.items()
        for row, seen in zip(some, looked.rows[table], strict=True)
    )


@command
def _show_anew(viewer: Viewer, batch: Batch, rows: Rows, looked: Looked) -> Batch:
    now = _held(viewer, batch)
    save_again(now, rows, looked)
    return now


def _refuse_faults(batch: Batch, rows: Rows) -> None:
    found = [one for one in from_rows(batch.problems) if severity(one) == "error"]
    for some in rows.values():
        for row in some:
            if row.has_errors:
                found += [one for one in from_rows(row.problems) if severity(one) == "error"]
    if found:
        raise InputError(found)


def _refuse_losses(batch: Batch) -> None:
    if not batch.withdraws_gone:
        return
    found: list[Problem] = []
    for table, told in batch.counts.items():
        gone, stays = told[Does.GONE], told[Does.CHANGED] + told[Does.SAME]
        if gone > MOST_LOST * (gone + stays):
            found.append(problem("import_loses_rows", table=table, gone=gone, known=gone + stays))
    if found:
        raise InputError(found)


def _held(viewer: Viewer, batch: Batch) -> Batch:
    """Take the batch for change; raises Conflict where somebody changed it meanwhile."""
    now = Batch.objects.select_for_update().get(pk=batch_for(viewer, batch.pk).pk)
    if now.version != batch.version:
        raise Conflict(now, {})
    return now


@command
def _accept(viewer: Viewer, batch: Batch, rows: Rows, looked: Looked) -> Batch:
    now = Batch.objects.select_for_update().get(pk=batch.pk)
    if now.state == BatchState.ACCEPTED:
        return now
    now = _held(viewer, batch)
    leads = leads_of(looked)
    for table in TARGETS:
        if table in rows:
            _write_table(viewer, now, table, rows[table], (looked, leads))
    if now.withdraws_gone:
        _withdraw(viewer, now)
    settle_alike(viewer, now)
    now.state = BatchState.ACCEPTED
    now.accepted_at = timezone.now()
    now.version += 1
    now.save()
    record(viewer, action="accept_batch", row=now, after=now.counts)
    return now


def _write_table(
    viewer: Viewer,
    batch: Batch,
    table: str,
    rows: Sequence[BatchRow],
    known: tuple[Looked, Leads],
) -> None:
    looked, leads = known
    made = written(batch, table, looked, leads, _present(table, looked))
    _insert(batch, table, leads, [row for _, row in made.new])
    _relate(table, looked, leads, made)
    _store_changed(made.changed)
    _note(rows, made)
    note = f"batch {batch.pk}"
    told = [(row, None, None) for _, row in made.new]
    record_rows(viewer, action="import_row", rows=told, note=note)
    others = [
        (row, as_json(before), as_json({name: getattr(row, name) for name in before}))
        for _, row, before in made.changed
    ]
    record_rows(viewer, action="import_row", rows=others, note=note)


def _insert(batch: Batch, table: str, leads: Leads, rows: Sequence[Any]) -> None:
    """Insert new rows and learn their keys."""
    insert_many(rows)
    manager = TARGETS[table].model._default_manager  # noqa: SLF001 - the model is told by name
    pks = leads.pks.setdefault(table, {})
    for some in chunks(row.code for row in rows):
        found = manager.filter(region_id=batch.region_id, owner_id=batch.owner_id, code__in=some)
        pks.update(found.values_list("code", "pk"))
    for row in rows:
        row.pk = pks[row.code]


def _present(table: str, looked: Looked) -> dict[int, Model]:
    """Take the rows that are changed; raises Conflict where one is not as it was looked at."""
    versions = {
        seen.own.pk: seen.own.version
        for seen in looked.rows[table]
        if seen.own is not None and seen.does == Does.CHANGED
    }
    model = TARGETS[table].model
    present: dict[int, Any] = {}
    for some in chunks(versions):
        present |= model._default_manager.select_for_update().in_bulk(some)  # noqa: SLF001
    for pk, version in versions.items():
        row = present.get(pk)
        if row is None or row.version != version:
            raise Conflict(row, {})
    return present


def _relate(table: str, looked: Looked, leads: Leads, made: Written) -> None:
    """Let rows lead to others of their own table, now that all of them are there."""
    told = dict(related(table, looked, leads))
    new = [(number, row) for number, row in made.new if number in told]
    for number, row in new:
        set_fields(row, dict(told[number]))
    if new:
        update_many([row for _, row in new], sorted({n for t in told.values() for n, _ in t}))
    for number, row, before in made.changed:
        if number in told:
            before.update(set_fields(row, dict(told[number])))


def _store_changed(changed: Iterable[tuple[int, Model, Fields]]) -> None:
    listed: list[Any] = [row for _, row, _ in changed]
    fields = sorted({name for _, _, before in changed for name in before})
    for row in listed:
        row.version += 1
    update_many(listed, [*fields, "version", "changed_at"])


def _note(rows: Sequence[BatchRow], made: Written) -> None:
    """Note on the batch's rows what came of each, and how to take it back."""
    done: dict[int, tuple[Any, Fields]] = {number: (row, {}) for number, row in made.new}
    done |= {number: (row, as_json(before)) for number, row, before in made.changed}
    noted = []
    for number, (row, before) in done.items():
        batch_row = rows[number - 1]
        batch_row.target_id, batch_row.target_version = row.pk, row.version
        batch_row.undo = before
        noted.append(batch_row)
    update_many(noted, ["target_id", "target_version", "undo"])


def _withdraw(viewer: Viewer, batch: Batch) -> None:
    """Take out of use what the file no longer has."""
    gone = BatchRow.objects.filter(batch=batch, does=Does.GONE)
    for table, target in TARGETS.items():
        rows = {row.target_id: row for row in gone.filter(table=table)}
        found: dict[int, Any] = {}
        for some in chunks(rows):
            found |= target.model._default_manager.select_for_update().in_bulk(some)  # noqa: SLF001
        for pk, row in found.items():
            if row.version != rows[pk].target_version:
                raise Conflict(row, {})
            rows[pk].undo = {"state": row.state}
            rows[pk].target_version = row.version + 1
            row.state = target.withdrawn
            row.version += 1
        update_many(found.values(), ["state", "version", "changed_at"])
        update_many(rows.values(), ["target_version", "undo"])
        told = [(row, rows[pk].undo, {"state": row.state}) for pk, row in found.items()]
        record_rows(viewer, action="withdraw_row", rows=told, note=f"batch {batch.pk}")
