# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let the list somebody sees leave as a file, and write down whose rows left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.permissions import require
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import Head, csv_bytes, xlsx_bytes
from kotipesa_web.places.geojson import MEDIA_TYPE, collection, features_at, geojson_bytes

Cells = Callable[[Shown], Mapping[str, Any]]
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": MEDIA_TYPE,
}


@dataclass(frozen=True, slots=True)
class Export:
    """What a list is as a file: its name, its heads, and the cells of a row.

    The cells have ``x_m`` and ``y_m``, the place as it is seen: exact, or the centre of its cell.
    """

    name: str
    heads: Sequence[Head]
    cells: Cells


def hand_out_list(
    *, viewer: Viewer, export: Export, rows: Iterable[Shown], form: str
) -> HttpResponse:
    """Answer with rows as csv, xlsx or geojson; a form nobody knows is csv."""
    require(viewer, "export_rows")
    form = form if form in MEDIA_TYPES else "csv"
    seen = [*rows]
    _write_down(viewer, f"{export.name}.{form}", seen)
    cells = [export.cells(row) for row in seen]
    answer = HttpResponse(_content(export, cells, form), content_type=MEDIA_TYPES[form])
    name = f"kotipesa-{export.name}-{timezone.localdate():%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@command
def _write_down(viewer: Viewer, what: str, rows: Sequence[Shown]) -> None:
    delivered = [(row.owner_id, str(row.level)) for row in rows]
    record_disclosure(viewer, channel="export", what=what, delivered=delivered)


def _content(export: Export, cells: Sequence[Mapping[str, Any]], form: str) -> bytes:
    if form == "csv":
        return csv_bytes(export.heads, cells)
    if form == "xlsx":
        return xlsx_bytes(export.name, export.heads, cells)
    placed = [row for row in cells if row["x_m"] is not None]
    told = [((row["x_m"], row["y_m"]), row) for row in placed]
    return geojson_bytes(collection(features_at(told)))
