# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a batch before people: counts, rows with every fault at its cell, pairs that look alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.jobs.problems import from_rows
from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.engine.alike import said
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.intake.queries import ERRORS, errors_of, rows_of, tables_of
from kotipesa_web.ui.columns import columns_of
from kotipesa_web.ui.formats import code_text, language
from kotipesa_web.ui.problems import Told, told

ROWS_OF_A_PAGE = 50
_CODED = ("code", "open_code", "ref")
TABLES = {
    "lots": _("Lots"),
    "facilities": _("Facilities"),
    "projects": _("Projects"),
    "sites": _("Sites"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: what the file says, what stands now where it is another, and what is wrong."""

    name: str
    title: str
    text: str
    said: str
    before: str
    is_changed: bool
    problems: Sequence[Told]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a batch as a page shows it."""

    row: BatchRow
    cells: Sequence[ShownCell]
    is_open: bool

    @property
    def other_problems(self) -> Sequence[Told]:
        """Give what is wrong with the row as a whole."""
        named = {cell.name for cell in self.cells}
        found = from_rows(self.row.problems)
        return told(one for one in found if one.where.column not in named)


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a batch's rows that a page shows, and where in it the page is."""

    table: str
    filter: str
    titles: Sequence[str]
    rows: Sequence[ShownRow]
    page: Page[Any]


def shown_rows(batch: Batch, asked: QueryDict) -> Shown:
    """Choose the rows a page asks for: ``?table=lots&shown=errors&page=2&edit=17``."""
    tables = tables_of(batch)
    table = asked.get("table", "") if asked.get("table", "") in tables else tables[0]
    chosen = asked.get("shown", "")
    rows = rows_of(batch, table, chosen)
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(asked.get("page"))
    listed = list(page.object_list)
    names = _names(table, listed)
    edited = asked.get("edit", "")
    is_open = batch.state == BatchState.CHECKED
    found = [_row(row, names, is_open=is_open and edited == str(row.pk)) for row in listed]
    return Shown(table, chosen, [title for _name, title, _words in names], found, page)


def counts_of(batch: Batch) -> list[Mapping[str, Any]]:
    """Count the rows of each table by what they do."""
    return [
        {"table": table, "title": TABLES[table], **batch.counts[table]}
        for table in tables_of(batch)
    ]


def pairs_of(batch: Batch) -> list[Mapping[str, Any]]:
    """Give the pairs that look alike, in words."""
    return [
        {
            **pair,
            "number": number,
            "speaks_for": said(pair["speaks_for"], language()),
            "against": said(pair["against"], language()),
        }
        for number, pair in enumerate(batch.alike or ())
    ]


def summary(batch: Batch) -> dict[str, Any]:
    """Tell what a batch comes to."""
    counts = counts_of(batch)
    return {
        "batch": batch,
        "counts": counts,
        "errors": errors_of(batch),
        "gone": sum(one[Does.GONE] for one in counts),
        "new_projects": next((one[Does.NEW] for one in counts if one["table"] == "projects"), 0),
        "problems": from_rows(batch.problems),
        "pairs": pairs_of(batch),
        "filter_errors": ERRORS,
    }


def _names(table: str, rows: Sequence[BatchRow]) -> list[tuple[str, str, str]]:
    """Give the columns worth showing: those that say something, or have a fault, on this page."""
    used = {name for row in rows for name in (*row.cells, *row.before)}
    used |= {one["where"]["column"] for row in rows for one in row.problems}
    used |= {"id"}
    return [
        (column.name, column.title(), column.vocabulary if column.type in _CODED else "")
        for column in columns_of(table)
        if column.name in used
    ]


def _row(row: BatchRow, names: Sequence[tuple[str, str, str]], *, is_open: bool) -> ShownRow:
    found: dict[str, list[Any]] = {}
    for one in from_rows(row.problems):
        found.setdefault(one.where.column, []).append(one)
    cells = [
        ShownCell(
            name=name,
            title=title,
            text=row.cells.get(name, ""),
            said=_said(vocabulary, row.cells.get(name, "")),
            before=_said(vocabulary, row.before.get(name, "")),
            is_changed=name in row.before,
            problems=told(found.get(name, ())),
        )
        for name, title, vocabulary in names
    ]
    return ShownRow(row, cells, is_open)


def _said(vocabulary: str, text: str) -> str:
    return code_text(vocabulary, text) if vocabulary and text else text
