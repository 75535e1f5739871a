# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let an organisation take all of its own data along."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.audit.queries import readings_of_my_rows
from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.queries import what_left_of_mine
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.taking_out import own_different, own_tables
from kotipesa_web.places.engine import Head, csv_bytes

Rows = Sequence[Mapping[str, Any]]
READINGS = ("at", "who", "role", "action", "kind", "row", "note")
LEFT = ("at", "who", "channel", "what", "projection", "rows")


@command
def take_along(*, viewer: Viewer) -> HttpResponse:
    """Answer with a zip of CSV files: own rows, who handled them, what of them left."""
    require(viewer, "see_own_register")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _files(viewer).items():
            heads = [Head(column, column) for column in (rows[0] if rows else ())]
            content = csv_bytes(heads, rows) if rows else b""
            file = zipfile.ZipInfo(f"{name}.csv")  # the same rows are the same bytes
            archive.writestr(file, content, zipfile.ZIP_DEFLATED)
    record(viewer, action="take_along")
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    name = f"kotipesa-{timezone.localdate():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _files(viewer: Viewer) -> dict[str, Rows]:
    code = Organisation.objects.values_list("code", flat=True).get(pk=viewer.organisation_id or 0)
    own = {name: _owned(rows, code) for name, rows in own_tables(viewer).items()}
    return {
        **own,
        "different": own_different(viewer),
        "handled": _handled(viewer),
        "left": _left(viewer),
    }


def _owned(rows: Iterable[Mapping[str, Any]], code: str) -> Rows:
    return [row for row in rows if row.get("owner", code) == code]


def _handled(viewer: Viewer) -> Rows:
    lines = readings_of_my_rows(viewer)
    told = (
        (x.at.isoformat(), x.actor_organisation or "", x.role, x.action, x.kind, x.row_code, x.note)
        for x in lines.iterator(chunk_size=2_000)
    )
    return [dict(zip(READINGS, line, strict=True)) for line in told]


def _left(viewer: Viewer) -> Rows:
    told = (
        (x.at.isoformat(), x.receiver_organisation or "", x.channel, x.what, x.projection, x.rows)
        for x in what_left_of_mine(viewer).iterator(chunk_size=2_000)
    )
    return [dict(zip(LEFT, line, strict=True)) for line in told]
