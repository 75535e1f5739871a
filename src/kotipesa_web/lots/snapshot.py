# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the rows of a region as the tables of a region folder, all at one moment.

Only the trustee's work reads a whole region: plans and balances, whose results pass disclosure
control. What a person sees goes through ``queries``.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Model, QuerySet

from kotipesa_web.core.columns import BY_CODE, Stored, cell
from kotipesa_web.core.ids import told_apart
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.columns import FACILITIES, SITES
from kotipesa_web.places.models import Facility, GivenTable, Region, Site
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.models import Different, Project

NOT_COMING = (ProjectState.DRAFT, ProjectState.WITHDRAWN)
LIVE = (LotState.OPEN, LotState.AGREED)
TO_PLAN = (LotState.OPEN,)
"""What is agreed already has its taker: it is still to come, and is not planned again."""
GIVEN = ("roads", "nodes", "distances", "materials")
"""The tables of the region folder that a region gives as a whole; the others are of its rows."""
SITE_CRS = {"crs": "EPSG:3067"}
Ids: TypeAlias = Mapping[type[Model], Mapping[int, str]]


def region_texts(region: Region, states: Sequence[str] = LIVE) -> dict[str, str]:
    """Write the tables of a region as CSV texts by table name, rows in the order of their ids.

    Drafts and what was withdrawn or closed stay out, and lots in other ``states``. Rows are named
    as ``engine_ids`` says.
    """
    with transaction.atomic():
        ids = engine_ids(region)
        projects = Project.objects.filter(region=region).exclude(state__in=NOT_COMING)
        facilities = Facility.objects.filter(region=region, is_withdrawn=False)
        texts = {
            "projects": _text(projects, PROJECTS, ids),
            "sites": _text(Site.objects.filter(region=region), SITES, ids, SITE_CRS),
            "facilities": _text(facilities, FACILITIES, ids),
            "lots": _text(live_lots(region, states), LOTS, ids),
        }
        if pairs := different_pairs(projects, ids[Project]):
            texts["different"] = _written(("a", "b"), pairs)
        given = GivenTable.objects.filter(region=region, name__in=GIVEN).order_by("name")
        texts |= {table.name: bytes(table.content).decode() for table in given}
    if "distances" in texts:
        texts["distances"] = _between_known(texts["distances"], texts["sites"])
    return texts


def _between_known(distances: str, sites: str) -> str:
    """Keep the distances between sites that are there; a table may know of more places."""
    known = {row[0] for row in csv.reader(io.StringIO(sites))}
    head, *rows = csv.reader(io.StringIO(distances))
    ends = [head.index(name) for name in ("from_site", "to_site")]
    return _written(head, (row for row in rows if known.issuperset(row[end] for end in ends)))


def different_pairs(projects: QuerySet[Project], names: Mapping[int, str]) -> list[tuple[str, str]]:
    """Give the pairs of projects that people said are two, by id; none that count as one now."""
    at = dict(projects.exclude(same_as=None).values_list("pk", "same_as_id"))

    def counted_at(pk: int) -> int:
        while pk in at:
            pk = at[pk]
        return pk

    pairs = Different.objects.filter(project__in=projects, other__in=projects)
    told = pairs.values_list("project_id", "project__code", "other_id", "other__code")
    return sorted(
        (names.get(pk, code), names.get(other_pk, other))
        for pk, code, other_pk, other in told
        if counted_at(pk) != counted_at(other_pk)
    )


def live_lots(region: Region, states: Sequence[str] = LIVE) -> QuerySet[Lot]:
    """Give the lots of a region that are still to come, of the streams that are on."""
    lots = Lot.objects.filter(region=region, state__in=states, kind__in=region.streams)
    return lots.exclude(project__state__in=NOT_COMING)


def engine_ids(region: Region) -> Ids:
    """Name the rows, by model and key, that an engine's table cannot name by their own id.

    Two owners may have one id, and neither may learn so: these names stay within the engine.
    """
    models: tuple[type[Model], ...] = (Project, Site, Facility, Lot)
    return {
        model: told_apart(model._default_manager.filter(region=region))  # noqa: SLF001 - by name
        for model in models
    }


def _text(
    rows: QuerySet[Any], stored: Stored, ids: Ids, constant: Mapping[str, str] | None = None
) -> str:
    fields, always = stored.fields, constant or {}
    lines = _lines(rows.order_by("code", "pk"), [*fields.values()], ids)
    return _written([*fields, *always], ([*line, *always.values()] for line in lines))


def _written(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _lines(rows: QuerySet[Any], fields: Sequence[str], ids: Ids) -> Iterator[list[Any]]:
    renamed = dict(_renamed(rows.model, fields, ids))
    keys = [key for key, _names in renamed.values()]
    for values in rows.values_list(*fields, *keys).iterator(chunk_size=5_000):
        line = [cell(value) for value in values[: len(fields)]]
        for (place, (_key, names)), pk in zip(renamed.items(), values[len(fields) :], strict=True):
            line[place] = names.get(pk, line[place])
        yield line


def _renamed(
    model: type[Model], fields: Sequence[str], ids: Ids
) -> Iterator[tuple[int, tuple[str, Mapping[int, str]]]]:
    """Tell which columns name rows that have another id: the column's place, the key, the names."""
    for place, field in enumerate(fields):
        if field == "code":
            key, led = "pk", model
        elif field.endswith(BY_CODE) and field != "owner__code":
            key = field.removesuffix(BY_CODE)
            relation: Any = model._meta.get_field(key)  # noqa: SLF001 - Django's own window
            led = relation.related_model
        else:
            continue
        if ids.get(led):
            yield place, (key, ids[led])
