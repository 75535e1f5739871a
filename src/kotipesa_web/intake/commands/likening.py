# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find new projects that may stand already, and keep and carry out what people decide."""

from collections.abc import Mapping
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
from kotipesa_web.intake.standing import given_materials
from kotipesa_web.intake.taking_out import visible_tables
from kotipesa_web.projects.models import Different, Project


def find_alike(*, viewer: Viewer, pk: int) -> Batch:
    """Compare the new projects of a batch with those the viewer sees, and keep the likely pairs."""
    batch = batch_for(viewer, pk)
    found, pks = _compared(viewer, batch)
    return _keep(viewer, pk, found, pks)


def _compared(viewer: Viewer, batch: Batch) -> tuple[list[Alike], dict[str, int]]:
    """Give the pairs, and the keys of the projects that stand by the names they have in pairs."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in batch.rows.filter(has_errors=False).exclude(does__in=(Does.SAME, Does.GONE)):
        rows.setdefault(row.table, []).append(row.cells)
    new = set(
        batch.rows.filter(table="projects", does=Does.NEW, has_errors=False).values_list(
            "code", flat=True
        )
    )
    if not new:
        return [], {}
    stands, pks = visible_tables(viewer)
    tables = {
        table: list({row["id"]: row for row in (*stands[table], *rows.get(table, ()))}.values())
        for table in stands
    }
    return alike(new, {**tables, **given_materials(viewer)}, {}), pks


@command
def _keep(viewer: Viewer, pk: int, found: list[Alike], pks: Mapping[str, int]) -> Batch:
    batch = open_batch(viewer, pk)
    known = Project.objects.select_related("owner").in_bulk(
        {pks[one.other] for one in found if one.other in pks}
    )
    pairs = [_pair(one, known.get(pks.get(one.other, 0))) for one in found]
    before = _verdicts_before(batch)
    batch.alike = [{**pair, "verdict": before.get(_key(pair), pair["verdict"])} for pair in pairs]
    batch.save(update_fields=["alike"])
    return batch


def _pair(found: Alike, stands: Project | None) -> dict[str, Any]:
    """Write a pair down; the other may be new in the batch as well."""
    return {
        **found._asdict(),
        "other": stands.code if stands else found.other,
        "other_pk": stands.pk if stands else None,
        "other_name": stands.name if stands else "",
        "other_owner": stands.owner.name if stands else "",
        "verdict": Likeness.OPEN.value,
    }


def _verdicts_before(batch: Batch) -> Mapping[tuple[Any, ...], str]:
    """Give what the organisation has judged before of pairs whose project came in by no batch."""
    before = Batch.objects.filter(owner_id=batch.owner_id, alike__isnull=False).order_by("pk")
    told = before.exclude(pk=batch.pk).values_list("alike", flat=True)
    return {
        _key(pair): pair["verdict"] for pairs in told for pair in pairs or () if pair["verdict"]
    }


def _key(pair: Mapping[str, Any]) -> tuple[Any, ...]:
    return pair["project"], pair["other_pk"], pair["other"]


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


def settle_alike(viewer: Viewer, batch: Batch) -> None:
    """Let the projects of a batch count at those they were found to be, or be two for good."""
    own = Project.objects.filter(region_id=batch.region_id, owner_id=batch.owner_id)
    for pair in batch.alike or ():
        others = Project.objects.filter(pk=pair["other_pk"]) if pair["other_pk"] else own
        project = own.filter(code=pair["project"]).first()
        other = others.filter(code=pair["other"]).first()
        if project is None or other is None:
            continue
        if pair["verdict"] == Likeness.SAME:
            _join(viewer, project, other)
        elif pair["verdict"] == Likeness.DIFFERENT:
            _part(viewer, project, other)


def _join(viewer: Viewer, project: Project, other: Project) -> None:
    """Count a project at another, unless it counts elsewhere already, or the other at it."""
    if project.same_as_id is not None or _counted_at(other) == project:
        return
    project.same_as = other
    project.save(update_fields=["same_as"])
    told = {"same_as": None}, {"same_as": other.pk}
    record(viewer, action="join_alike", row=project, before=told[0], after=told[1])


def _counted_at(project: Project) -> Project:
    while project.same_as is not None:
        project = project.same_as
    return project


def _part(viewer: Viewer, project: Project, other: Project) -> None:
    Different.objects.create(project=project, other=other, said_by_id=viewer.user_id or 0)
    record(viewer, action="part_alike", row=project, after={"other": other.pk})
