# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Save what was found about a batch: its rows, what they would do, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from kotipesa.errors import Problem
from kotipesa_web.core.bulk import insert_many, insert_values, update_many
from kotipesa_web.core.commands import command
from kotipesa_web.core.jobs.problems import as_rows, from_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.engine import Place, Row
from kotipesa_web.intake.looking import Looked, Seen, look
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.queries import ERRORS, batch_for
from kotipesa_web.intake.standing import chunks
from kotipesa_web.intake.targets import TARGETS, Target

GONE_FROM = 10_000_000
"""Numbers of rows that the file no longer has begin here."""
OF_READING = frozenset({"ambiguous_number"})
"""Faults that show only beside the other cells of a column as they were written."""
_LOOKED_AT = (*("code", "problems", "has_errors", "does", "before", "target_id", "target_version"),)


def rows_by_table(batch: Batch) -> dict[str, list[BatchRow]]:
    """Give the rows of a batch by table, in their order; what is gone is no row of the file."""
    found: dict[str, list[BatchRow]] = {}
    for row in BatchRow.objects.filter(batch=batch).exclude(does=Does.GONE).order_by("number"):
        found.setdefault(row.table, []).append(row)
    return {table: found[table] for table in TARGETS if table in found}


def places_of(batch: Batch) -> list[Place]:
    """Give where the tables of a batch stood."""
    return [Place(one["file"], one["sheet"], tuple(one["columns"])) for one in batch.places]


def look_again(viewer: Viewer, batch: Batch, rows: Mapping[str, Sequence[BatchRow]]) -> Looked:
    """Look at the rows of a batch as they are now."""
    told = {
        table: [Row(row.place, row.line, dict(row.cells)) for row in some]
        for table, some in rows.items()
    }
    kept = {
        (table, number): found
        for table, some in rows.items()
        for number, row in enumerate(some, 1)
        if row.has_errors and (found := _of_reading(row))
    }
    return look(viewer, told, places_of(batch), kept)


def save_first(batch: Batch, looked: Looked, places: Sequence[Place]) -> None:
    """Put down the rows of a batch for the first time, or anew."""
    batch.places = [asdict(place) for place in places]
    BatchRow.objects.filter(batch=batch).delete()
    names = ("batch_id", "table", "number", "place", "line", "cells", *_LOOKED_AT)
    rows = (
        (batch.pk, table, number, seen.row.place, seen.row.line, seen.row.cells, *looked_at(seen))
        for table, some in looked.rows.items()
        for number, seen in enumerate(some, 1)
    )
    insert_values(BatchRow, names, rows)
    finish_looking(batch, looked)


def save_again(
    batch: Batch, rows: Mapping[str, Sequence[BatchRow]], looked: Looked
) -> Sequence[BatchRow]:
    """Put down what has become of rows; give those that are not as they were."""
    others = []
    for table, some in rows.items():
        for row, seen in zip(some, looked.rows[table], strict=True):
            if is_other(row, seen):
                others.append(row)
                for name, value in zip(_LOOKED_AT, looked_at(seen), strict=True):
                    setattr(row, name, value)
    update_many(others, _LOOKED_AT)
    finish_looking(batch, looked)
    return others


def is_other(row: BatchRow, seen: Seen) -> bool:
    """Tell whether a row does something else, or has other faults, than was put down."""
    before: tuple[Any, ...] = tuple(getattr(row, name) for name in _LOOKED_AT)
    return before != looked_at(seen)


def looked_at(seen: Seen) -> tuple[Any, ...]:
    """Give the fields of a batch's row that tell how it was looked at."""
    return (
        seen.row.cells.get("id", "")[:200],
        as_rows(seen.problems),
        seen.has_errors,
        seen.does.value,
        dict(seen.before),
        seen.own.pk if seen.own else None,
        seen.own.version if seen.own else None,
    )


def finish_looking(batch: Batch, looked: Looked) -> None:
    """Note what the file no longer has, count, and let the batch be looked at."""
    gone = _gone(batch, looked)
    counts = {}
    for table, some in looked.rows.items():
        told = {does.value: 0 for does in Does} | {ERRORS: 0}
        for seen in some:
            told[seen.does] += 1
            told[ERRORS] += seen.has_errors
        counts[table] = told | {Does.GONE.value: gone.get(table, 0)}
    batch.counts = counts
    batch.state = BatchState.CHECKED
    batch.checked_at = timezone.now()
    batch.version += 1
    batch.save()


def _gone(batch: Batch, looked: Looked) -> dict[str, int]:
    """Write down the rows this source brought before and does not have now; count them by table."""
    BatchRow.objects.filter(batch=batch, does=Does.GONE).delete()
    counts = {}
    for table, some in looked.rows.items():
        target = TARGETS[table]
        if not target.withdrawn or not batch.source:
            continue
        codes = {seen.row.cells.get("id", "") for seen in some}
        lost = [row for row in _of_source(batch, target) if row["code"] not in codes]
        insert_many(
            BatchRow(
                batch_id=batch.pk,
                table=table,
                number=number,
                code=row["code"],
                cells={"id": row["code"], "name": row["name"]},
                does=Does.GONE,
                target_id=row["pk"],
                target_version=row["version"],
            )
            for number, row in enumerate(lost, GONE_FROM)
        )
        counts[table] = len(lost)
    return counts


def _of_source(batch: Batch, target: Target) -> list[dict[str, Any]]:
    """Give the rows in use that accepted batches of the same owner and source brought."""
    brought = BatchRow.objects.filter(
        batch__owner_id=batch.owner_id,
        batch__source=batch.source,
        batch__state=BatchState.ACCEPTED,
        table=target.table,
    )
    pks = set(brought.exclude(target_id=None).values_list("target_id", flat=True))
    rows = target.model._default_manager.filter(  # noqa: SLF001 - the model is told by name
        owner_id=batch.owner_id
    ).exclude(state=target.withdrawn)
    return [
        row
        for some in chunks(pks)
        for row in rows.filter(pk__in=some).values("pk", "code", "name", "version")
    ]


def _of_reading(row: BatchRow) -> list[Problem]:
    return [
        one
        for one in from_rows(row.problems)
        if one.code in OF_READING and row.cells.get(one.where.column, "") == one.where.value
    ]


def recheck(*, viewer: Viewer, pk: int) -> Sequence[BatchRow]:
    """Look at a batch again after a change; done anew where somebody changes it meanwhile.

    Gives the rows that are not as they were.
    """
    while True:
        batch = batch_for(viewer, pk)
        rows = rows_by_table(batch)
        looked = look_again(viewer, batch, rows)
        others = _save_if_untouched(viewer, batch, rows, looked)
        if others is not None:
            return others


@command
def _save_if_untouched(
    viewer: Viewer, batch: Batch, rows: Mapping[str, Sequence[BatchRow]], looked: Looked
) -> Sequence[BatchRow] | None:
    now = Batch.objects.select_for_update().get(pk=batch_for(viewer, batch.pk).pk)
    if now.version != batch.version:
        return None
    return save_again(now, rows, looked)
