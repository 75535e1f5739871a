# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write rows that stand as the region folder's tables: one's own, and those one may see."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from kotipesa_web.core.ids import qualified
from kotipesa_web.core.permissions import EXACTLY, seen_rows
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.engine import as_text, outline_text
from kotipesa_web.intake.standing import KINDS, all_of, chunks
from kotipesa_web.intake.targets import LEADS_TO, TARGETS, Target
from kotipesa_web.projects.models import Different, Project


def visible_tables(viewer: Viewer) -> tuple[dict[str, list[dict[str, str]]], dict[str, int]]:
    """Give the rows in use that the viewer sees exactly, as the region folder has them.

    Those of others are named with their owner before the id. Gives the keys of projects by name,
    too; what leads to a row that is not seen is left out.
    """
    seen = {
        table: _in_use(viewer, target).filter(seen_rows(viewer, KINDS[table], *EXACTLY))
        for table, target in TARGETS.items()
    }
    names = {table: _owned_names(viewer, rows) for table, rows in seen.items()}
    tables = {
        table: _as_rows(rows, TARGETS[table], names, is_whole=True) for table, rows in seen.items()
    }
    return tables, {name: pk for pk, name in names["projects"].items()}


def _owned_names(viewer: Viewer, rows: QuerySet[Any]) -> dict[int, str]:
    told = rows.values_list("pk", "owner_id", "owner__code", "code")
    return {
        pk: code if viewer.owns(owner_id) else qualified(owner, code)
        for pk, owner_id, owner, code in told
    }


def own_tables(viewer: Viewer) -> dict[str, list[dict[str, str]]]:
    """Give one's own rows in use, and those of others they refer to, as the region folder's.

    A row of others whose id is one's own too, or that of another, has its owner before the id.
    """
    own = {
        table: _in_use(viewer, target).filter(owner_id=viewer.organisation_id or 0)
        for table, target in TARGETS.items()
    }
    others = {table: _led_to_by(viewer, own, table) for table in ("sites", "projects")}
    names = {table: _apart(own[table], rows) for table, rows in others.items()}
    found = {table: _as_rows(rows, TARGETS[table], names) for table, rows in own.items()}
    for table, rows in others.items():
        for some in chunks(row.pk for row in rows):
            more = _in_use(viewer, TARGETS[table]).filter(pk__in=some)
            found[table] += _as_rows(more, TARGETS[table], names)
    return found


def own_different(viewer: Viewer) -> list[dict[str, str]]:
    """Give the pairs one said are two projects, of which the other is one's own or seen exactly."""
    seen = Project.objects.filter(seen_rows(viewer, KINDS["projects"], *EXACTLY))
    pairs = Different.objects.filter(project__owner_id=viewer.organisation_id or 0, other__in=seen)
    told = pairs.order_by("project__code", "other__code").values_list(
        "project__code", "other__code", "other__owner_id", "other__owner__code"
    )
    return [
        {"a": code, "b": other if viewer.owns(owner_id) else qualified(owner, other)}
        for code, other, owner_id, owner in told
    ]


def _led_to_by(viewer: Viewer, own: Mapping[str, QuerySet[Any]], table: str) -> list[Any]:
    """Give the rows of others that one's own lead to, those seen exactly."""
    pks: set[int] = set()
    for name, rows in own.items():
        for column, relation in TARGETS[name].relations.items():
            if LEADS_TO[column] == table:
                pks.update(rows.values_list(f"{relation}_id", flat=True))
    seen = _in_use(viewer, TARGETS[table]).filter(seen_rows(viewer, KINDS[table], *EXACTLY))
    seen = seen.exclude(owner_id=viewer.organisation_id or 0).select_related("owner")
    pks.discard(None)
    return [row for some in chunks(pks) for row in seen.filter(pk__in=some)]


def _apart(own: QuerySet[Any], others: Sequence[Any]) -> dict[int, str]:
    """Name those of others whose id is somebody else's here, too."""
    taken = set(own.values_list("code", flat=True)) if others else set()
    names = {}
    for row in others:
        if row.code in taken:
            names[row.pk] = qualified(row.owner.code, row.code)
        taken.add(row.code)
    return names


def _in_use(viewer: Viewer, target: Target) -> QuerySet[Any]:
    rows = all_of(target).filter(region_id=viewer.region_id or 0)
    return rows.exclude(state=target.withdrawn) if target.withdrawn else rows


def _as_rows(
    rows: QuerySet[Any],
    target: Target,
    names: Mapping[str, Mapping[int, str]],
    *,
    is_whole: bool = False,
) -> list[dict[str, str]]:
    """Write rows as the region folder has them; ``names`` are those told apart, by table and key.

    is_whole: what ``names`` does not name is not there, and nothing leads to it.
    """
    fields, relations = target.stored.fields, target.relations
    extra = ("outline_wkb",) if target.table == "sites" else ()
    keys = [f"{name}_id" for name in relations.values()]
    found = []
    for pk, *values in rows.order_by("code", "pk").values_list(
        "pk", *keys, *fields.values(), *extra
    ):
        led = dict(zip(relations, values, strict=False))
        told = dict(zip(fields, values[len(keys) :], strict=False))
        told["id"] = names.get(target.table, {}).get(pk, told["id"])
        for column, key in led.items():
            known = names.get(LEADS_TO[column], {})
            told[column] = known.get(key, None if is_whole else told[column])
        cells = {name: cell for name, value in told.items() if (cell := as_text(value))}
        if extra:
            cells["crs"] = "EPSG:3067"
            cells |= {"geometry": outline_text(bytes(values[-1]))} if values[-1] else {}
        found.append(cells)
    return found
