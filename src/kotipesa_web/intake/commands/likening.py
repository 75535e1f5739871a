# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find new projects that may stand already, and keep what people decide about them."""

from collections.abc import Iterator
from typing import Any

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import Does, Likeness
from kotipesa_web.intake.commands.mending import open_batch, touched
from kotipesa_web.intake.engine.alike import Alike, alike
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.queries import batch_for
from kotipesa_web.intake.standing import given_materials, visible_tables
from kotipesa_web.projects.models import Project


def find_alike(*, viewer: Viewer, pk: int) -> Batch:
    """Compare the new projects of a batch with those the viewer sees, and keep the likely pairs."""
    batch = batch_for(viewer, pk)
    found = _compared(viewer, batch)
    return _keep(viewer, pk, found)


def _compared(viewer: Viewer, batch: Batch) -> list[Alike]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in batch.rows.filter(has_errors=False).exclude(does__in=(Does.SAME, Does.GONE)):
        rows.setdefault(row.table, []).append(row.cells)
    new = set(
        batch.rows.filter(table="projects", does=Does.NEW, has_errors=False).values_list(
            "code", flat=True
        )
    )
    if not new:
        return []
    stands = visible_tables(viewer)
    tables = {
        table: list({row["id"]: row for row in (*stands[table], *rows.get(table, ()))}.values())
        for table in stands
    }
    return alike(new, {**tables, **given_materials(viewer)}, {})


@command
def _keep(viewer: Viewer, pk: int, found: list[Alike]) -> Batch:
    batch = open_batch(viewer, pk)
    decided = {(pair["project"], pair["other"]) for pair in _decided(batch)}
    others = Project.objects.filter(region_id=batch.region_id).select_related("owner")
    known = {one.code: one for one in others.filter(code__in={pair.other for pair in found})}
    batch.alike = [
        {
            **pair._asdict(),
            "other_pk": known[pair.other].pk if pair.other in known else None,
            "other_name": known[pair.other].name if pair.other in known else "",
            "other_owner": known[pair.other].owner.name if pair.other in known else "",
            "verdict": Likeness.OPEN.value,
        }
        for pair in found
        if (pair.project, pair.other) not in decided
    ]
    batch.save(update_fields=["alike"])
    return batch


def _decided(batch: Batch) -> Iterator[dict[str, Any]]:
    """Give the pairs the organisation has judged before in other batches."""
    before = Batch.objects.filter(owner_id=batch.owner_id, alike__isnull=False)
    for pairs in before.exclude(pk=batch.pk).values_list("alike", flat=True):
        yield from (pair for pair in pairs or () if pair["verdict"])


@command
def judge_alike(*, viewer: Viewer, pk: int, number: int, verdict: Likeness) -> Batch:
    """Say of two projects that look alike whether they are one."""
    batch = open_batch(viewer, pk)
    pairs = list(batch.alike or ())
    if not 0 <= number < len(pairs):
        raise Refused(str(number))
    pairs[number] = {**pairs[number], "verdict": verdict.value}
    batch.alike = pairs
    touched(batch)
    record(viewer, action="judge_alike", row=batch, after=pairs[number])
    return batch
