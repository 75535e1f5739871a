# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make files of what a viewer may know of a plan: of what pages show, never of raw files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.plans.contents import contents_of
from kotipesa_web.plans.drawing import place_of
from kotipesa_web.plans.engine import Line, csv_bytes, gpkg_bytes, xlsx_bytes
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import Shown, delivered, moves_of_others, my_moves
from kotipesa_web.plans.overview import overview
from kotipesa_web.plans.published import published
from kotipesa_web.plans.queries import plan_for
from kotipesa_web.plans.secrecy import eyes_of
from kotipesa_web.plans.tables import figures, moved
from kotipesa_web.ui.cells import raw
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table, value_of

FORMS = {
    "moves.csv": "text/csv; charset=utf-8",
    "plan.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "plan.gpkg": "application/geopackage+sqlite3",
    "report.html": "text/html; charset=utf-8",
}
MOVE_COLUMNS = (
    *("start", "start_municipality", "finish", "finish_municipality", "material", "month"),
    *("tonnes", "km", "eur", "kgco2e"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to give."""

    name: str
    media_type: str
    content: bytes


@command
def download_of(viewer: Viewer, pk: int, form: str) -> Download:
    """Make a file of a plan, and write down whose rows left in it; raises Refused or Hidden."""
    require(viewer, "download_plan")
    plan = plan_for(viewer, pk)
    contents, eyes = contents_of(plan), eyes_of(viewer, plan)
    seen = my_moves(eyes, contents) + moves_of_others(eyes, contents)
    content = MAKERS[form](plan, seen)
    what = f"{plan.name[:60]}: {form}"
    owners = [(owner, level) for owner, level in delivered(seen) if not viewer.owns(owner)]
    record_disclosure(viewer, channel="file", what=what, delivered=owners)
    return Download(f"{plan.pk}-{form}", FORMS[form], content)


def _csv(_plan: Plan, seen: Sequence[Shown]) -> bytes:
    rows = [[getattr(move, name) for name in MOVE_COLUMNS] for move in seen]
    return csv_bytes(MOVE_COLUMNS, rows)


def _tables(plan: Plan, seen: Sequence[Shown]) -> list[Table]:
    contents = contents_of(plan)
    found = [moved.moves_table(plan, "moves", _("Moves"), seen, None, rows=len(seen) or 1)]
    if plan.is_shown:
        told = overview(plan, "")
        found += [told[name] for name in ("savings", "costs", "flows", "staying")]
        found += [told["sankey"].table, told["stocks"].table]
        found += [figures.impact_table(contents), figures.coverage_table(contents)]
    return [*found, figures.factors_table(contents)]


def _xlsx(plan: Plan, seen: Sequence[Shown]) -> bytes:
    return xlsx_bytes([_sheet(table) for table in _tables(plan, seen)])


def _sheet(table: Table) -> tuple[str, list[str], list[list[Any]]]:
    columns = [column for column in table.columns if column.name != "why"]
    heads = [_head(column) for column in columns]
    return table.id, heads, [[_plain(column, row) for column in columns] for row in table.rows]


def _head(column: Column) -> str:
    return f"{column.title}, {column.shown_unit}" if column.shown_unit else str(column.title)


def _plain(column: Column, row: Any) -> str | float | None:
    """Give a cell as a workbook holds it: numbers as numbers, the rest as words."""
    value = value_of(row, column.name)
    if column.is_numeric:
        number = raw(column, row)
        return float(number) if number else None
    if isinstance(value, Link | Status):
        return str(value.text)
    return None if value is None or isinstance(value, Interval) else str(value)


def _gpkg(plan: Plan, seen: Sequence[Shown]) -> bytes:
    names = ("start", "finish", "material", "month", "tonnes", "km")
    moves = [
        Line(move.start_m, move.finish_m, {name: getattr(move, name) for name in names})
        for move in seen
    ]
    told = published(plan)
    flows = [
        Line(start, finish, {"month": flow.month, "tonnes": flow.tonnes})
        for flow in told.flows
        if flow.tonnes is not None
        and (start := place_of(flow.start)) is not None
        and (finish := place_of(flow.finish)) is not None
    ]
    return gpkg_bytes({"moves": moves, "flows": flows})


def _html(plan: Plan, seen: Sequence[Shown]) -> bytes:
    shown = {"plan": plan, "tables": _tables(plan, seen), **overview(plan, "")}
    return render_to_string("plans/report.html", shown).encode()


MAKERS = {"moves.csv": _csv, "plan.xlsx": _xlsx, "plan.gpkg": _gpkg, "report.html": _html}
