# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take an accepted batch back: every row as it was before, or none and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa_web.core.audit.commands import record, record_rows
from kotipesa_web.core.bulk import update_many
from kotipesa_web.core.commands import command
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.applying import as_json, from_json, set_fields
from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.commands.mending import open_batch, touched
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.standing import chunks
from kotipesa_web.intake.targets import TARGETS

Present = Mapping[int, Any]


@command
def undo(*, viewer: Viewer, pk: int) -> Batch:
    """Take a batch back; raises InputError naming each row changed since, or that others need."""
    batch = open_batch(viewer, pk, BatchState.ACCEPTED)
    rows = {table: _rows(batch, table) for table in reversed(tuple(TARGETS))}
    present = {table: _present(table, some) for table, some in rows.items()}
    going = {
        table: {row.target_id or 0 for row in some if row.does == Does.NEW}
        for table, some in rows.items()
    }
    found = [one for table in rows for one in _changed_since(batch, rows[table], present[table])]
    found += [one for table in rows for one in _needed(table, rows[table], going, batch)]
    if found:
        raise InputError(found)
    for table, some in rows.items():
        _put_back(viewer, batch, some, present[table])
        _remove(viewer, batch, table, [present[table][pk] for pk in sorted(going[table])])
    batch.state = BatchState.UNDONE
    batch.undone_at = timezone.now()
    touched(batch)
    record(viewer, action="undo_batch", row=batch)
    return batch


def _rows(batch: Batch, table: str) -> list[BatchRow]:
    done = BatchRow.objects.filter(batch=batch, table=table, undo__isnull=False)
    return list(done.order_by("number"))


def _present(table: str, rows: Sequence[BatchRow]) -> dict[int, Any]:
    manager = TARGETS[table].model._default_manager  # noqa: SLF001 - the model is told by name
    found: dict[int, Any] = {}
    for some in chunks(row.target_id for row in rows):
        found |= manager.select_for_update().in_bulk(some)
    return found


def _changed_since(batch: Batch, rows: Sequence[BatchRow], present: Present) -> Iterator[Problem]:
    for row in rows:
        now = present.get(row.target_id or 0)
        if now is None or now.version != row.target_version:
            yield problem("import_changed_since", _where(batch, row), id=row.code)


def _needed(
    table: str, rows: Sequence[BatchRow], going: Mapping[str, set[int]], batch: Batch
) -> Iterator[Problem]:
    """Name the new rows that something else points at by now."""
    by_pk = {row.target_id: row for row in rows}
    for relation in TARGETS[table].model._meta.related_objects:  # noqa: SLF001 - Django's own window
        model: Any = relation.related_model
        if relation.many_to_many:
            continue
        field = relation.field.attname
        leaving = next((going[t] for t, one in TARGETS.items() if one.model is model), set())
        for some in chunks(going[table]):
            pointing = model._default_manager.filter(**{f"{field}__in": some})  # noqa: SLF001
            for pk, at in pointing.values_list("pk", field):
                if pk not in leaving:
                    yield problem("import_needed", _where(batch, by_pk[at]), id=by_pk[at].code)


def _where(batch: Batch, row: BatchRow) -> Where:
    if row.does == Does.GONE:
        return Where()
    place = batch.places[row.place]
    return Where(place["file"], place["sheet"], row.line)


def _put_back(viewer: Viewer, batch: Batch, rows: Sequence[BatchRow], present: Present) -> None:
    told: list[tuple[Any, Any, Any]] = []
    fields: set[str] = set()
    for row in rows:
        if not row.undo:
            continue
        now = present[row.target_id or 0]
        before = set_fields(now, from_json(row.undo))
        now.version += 1
        fields |= before.keys()
        told.append((now, as_json(before), row.undo))
    update_many([row for row, _, _ in told], [*sorted(fields), "version", "changed_at"])
    record_rows(viewer, action="undo_row", rows=told, note=f"batch {batch.pk}")


def _remove(viewer: Viewer, batch: Batch, table: str, rows: Sequence[Any]) -> None:
    told = [(row, None, None) for row in rows]
    record_rows(viewer, action="remove_row", rows=told, note=f"batch {batch.pk}")
    manager = TARGETS[table].model._default_manager  # noqa: SLF001 - the model is told by name
    for some in chunks(row.pk for row in rows):
        manager.filter(pk__in=some).delete()
