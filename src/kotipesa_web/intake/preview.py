# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a batch before people: counts, rows with every fault at its cell, pairs that look alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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


class ShownColumn(NamedTuple):
    """A column as a page shows it; vocabulary: whose codes its cells are, '' for none."""

    name: str
    title: str
    vocabulary: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: what the file says, what stands now where it is another, and what is wrong."""

    column: ShownColumn
    text: str
    said: str
    before: str
    is_changed: bool
    is_input: bool
    problems: Sequence[Told]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to read or write."""
        return not (self.said or self.is_changed or self.is_input)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a batch as a page shows it.

    is_asked: cells of it may be written; is_open: every one.
    """

    row: BatchRow
    cells: Sequence[ShownCell]
    may_be_mended: bool
    is_asked: bool
    is_open: bool

    @property
    def other_problems(self) -> Sequence[tuple[str, Told]]:
        """Give what is wrong with the row as a whole, or with a column that is not shown."""
        named = {cell.column.name for cell in self.cells}
        titles = {column.name: column.title() for column in columns_of(self.row.table)}
        return [
            (titles.get(one.where.column, ""), words)
            for one in from_rows(self.row.problems)
            if one.where.column not in named
            for words in told([one])
        ]


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a batch's rows that a page shows, and where in it the page is."""

    table: str
    filter: str
    columns: Sequence[ShownColumn]
    rows: Sequence[ShownRow]
    page: Page[Any]


def shown_rows(batch: Batch, asked: QueryDict) -> Shown:
    """Choose the rows a page asks for: ``?table=lots&shown=errors&page=2&edit=17``."""
    tables = tables_of(batch)
    table = asked.get("table", "") if asked.get("table", "") in tables else tables[0]
    chosen = asked.get("shown", "")
    page = Paginator(rows_of(batch, table, chosen), ROWS_OF_A_PAGE).get_page(asked.get("page"))
    listed = list(page.object_list)
    columns = _columns(table, _used_in(listed))
    edited = asked.get("edit", "")
    found = [_row(batch, row, columns, is_open=edited == str(row.pk)) for row in listed]
    return Shown(table, chosen, columns, found, page)


def shown_again(batch: Batch, row: BatchRow, told: QueryDict, *, is_open: bool = False) -> ShownRow:
    """Show one row anew in the ``columns`` that the page has which asks."""
    columns = _columns(row.table, told.get("columns", "").split())
    return _row(batch, row, columns, is_open=is_open)


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


def _used_in(rows: Sequence[BatchRow]) -> set[str]:
    """Name the columns worth showing: those that say something, or have a fault, in these rows."""
    used = {name for row in rows for name in (*row.cells, *row.before)}
    return used | {one["where"]["column"] for row in rows for one in row.problems} | {"id"}


def _columns(table: str, names: Collection[str]) -> list[ShownColumn]:
    return [
        ShownColumn(column.name, column.title(), column.vocabulary if column.type in _CODED else "")
        for column in columns_of(table)
        if column.name in names
    ]


def _row(batch: Batch, row: BatchRow, columns: Sequence[ShownColumn], *, is_open: bool) -> ShownRow:
    may_be_mended = batch.state == BatchState.CHECKED and row.does != Does.GONE
    is_open = may_be_mended and is_open
    is_asked = is_open or (may_be_mended and row.has_errors)
    found: dict[str, list[Any]] = {}
    for one in from_rows(row.problems):
        found.setdefault(one.where.column, []).append(one)
    cells = [
        ShownCell(
            column=column,
            text=row.cells.get(column.name, ""),
            said=_said(column.vocabulary, row.cells.get(column.name, "")),
            before=_said(column.vocabulary, row.before.get(column.name, "")),
            is_changed=column.name in row.before,
            is_input=is_open or (is_asked and column.name in found),
            problems=told(found.get(column.name, ())),
        )
        for column in columns
    ]
    return ShownRow(row, cells, may_be_mended, is_asked, is_open)


def _said(vocabulary: str, text: str) -> str:
    return code_text(vocabulary, text) if vocabulary and text else text
