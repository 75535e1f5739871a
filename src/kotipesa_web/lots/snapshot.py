# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take the rows of a region as the tables of a region folder, all at one moment.

Only the trustee's work reads a whole region: plans and balances, whose results pass disclosure
control. What a person sees goes through ``queries``.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from kotipesa_web.core.columns import Stored, cell
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.columns import FACILITIES, SITES
from kotipesa_web.places.models import Facility, GivenTable, Region, Site
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.models import Project

NOT_COMING = (ProjectState.DRAFT, ProjectState.WITHDRAWN)
LIVE = (LotState.OPEN, LotState.AGREED)
SITE_CRS = {"crs": "EPSG:3067"}


def region_texts(region: Region) -> dict[str, str]:
    """Write the tables of a region as CSV texts by table name, rows in the order of their ids.

    Drafts and what was withdrawn or closed stay out.
    """
    with transaction.atomic():
        projects = Project.objects.filter(region=region).exclude(state__in=NOT_COMING)
        lots = Lot.objects.filter(region=region, state__in=LIVE)
        facilities = Facility.objects.filter(region=region, is_withdrawn=False)
        texts = {
            "projects": _text(projects, PROJECTS),
            "sites": _text(Site.objects.filter(region=region), SITES, SITE_CRS),
            "facilities": _text(facilities, FACILITIES),
            "lots": _text(lots.exclude(project__state__in=NOT_COMING), LOTS),
        }
        given = GivenTable.objects.filter(region=region).order_by("name")
        texts |= {table.name: bytes(table.content).decode() for table in given}
    return texts


def _text(rows: QuerySet[Any], stored: Stored, constant: Mapping[str, str] | None = None) -> str:
    fields = stored.fields
    always = constant or {}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*fields, *always])
    writer.writerows(_lines(rows.order_by("code"), [*fields.values()], [*always.values()]))
    return text.getvalue()


def _lines(
    rows: QuerySet[Model], fields: Sequence[str], constant: Sequence[str]
) -> Iterator[list[Any]]:
    for values in rows.values_list(*fields).iterator(chunk_size=5_000):
        yield [*(cell(value) for value in values), *constant]
