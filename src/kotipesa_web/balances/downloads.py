# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a table of a balance leave as a file, and write down that it left."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import Head, csv_bytes, xlsx_bytes
from kotipesa_web.ui.cells import raw
from kotipesa_web.ui.tables import Interval, Link, Table, value_of

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LEFT_OUT = ("lots",)


def hand_out_table(viewer: Viewer, table: Table, form: str) -> HttpResponse:
    """Answer with a table as csv or xlsx, csv unless asked: an interval as three columns."""
    require(viewer, "export_rows")
    form = form if form in MEDIA_TYPES else "csv"
    heads = _heads(table)
    rows = [_cells(table, row) for row in table.rows]
    content = csv_bytes(heads, rows) if form == "csv" else xlsx_bytes(table.id, heads, rows)
    _write_down(viewer, f"balances {table.id}.{form}")
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    name = f"kotipesa-{table.id}-{timezone.localdate():%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@command
def _write_down(viewer: Viewer, what: str) -> None:
    record_disclosure(viewer, channel="export", what=what, delivered=[(None, "aggregate")])


def _heads(table: Table) -> list[Head]:
    heads: list[Head] = []
    for column in table.columns:
        title = str(column.title)
        if column.kind == "interval":
            heads += [
                Head(f"{column.name}_low_t", f"{title}, {_('At least')}, t", "tonnes"),
                Head(f"{column.name}_t", f"{title}, t", "tonnes"),
                Head(f"{column.name}_high_t", f"{title}, {_('At most')}, t", "tonnes"),
            ]
        elif column.name not in LEFT_OUT:
            heads.append(Head(column.name, title, "tonnes" if column.is_numeric else "text"))
    return heads


def _cells(table: Table, row: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for column in table.columns:
        value = value_of(row, column.name)
        if column.kind == "interval":
            told = value if isinstance(value, Interval) else Interval(None, None, None)
            cells[f"{column.name}_low_t"] = told.low
            cells[f"{column.name}_t"] = told.mid
            cells[f"{column.name}_high_t"] = told.high
        elif column.is_numeric:
            number = raw(column, row)
            cells[column.name] = float(number) if number else None
        elif column.name not in LEFT_OUT:
            cells[column.name] = str(value.text) if isinstance(value, Link) else value
    return cells
