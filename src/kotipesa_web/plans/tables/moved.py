# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the moves one viewer may see, and the own lots that stay."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.plans.contents import Left
from kotipesa_web.plans.models import Plan
from kotipesa_web.plans.moves import Rough, Shown, role_text
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Interval, Link, Table

ROWS_OF_A_PAGE = 50


def my_moves_table(plan: Plan, moves: Sequence[Shown], page: str | None) -> Table:
    """List the viewer's own moves."""
    return moves_table(plan, "mine", _("Moves from and to us"), moves, page)


def others_table(plan: Plan, moves: Sequence[Shown], page: str | None) -> Table:
    """List the moves between others that the viewer may see."""
    return moves_table(plan, "others", _("Moves between others"), moves, page)


def moves_table(
    plan: Plan,
    table_id: str,
    caption: str,
    moves: Sequence[Shown],
    page: str | None,
    *,
    rows: int = ROWS_OF_A_PAGE,
) -> Table:
    """List moves, each with a link to why it is so."""
    listed = Paginator(moves, rows).get_page(page)
    shown = [{**_move_row(move), "why": _why(plan, move)} for move in listed]
    columns = (
        *_what_goes_where(),
        Column("month", _("Month"), "month"),
        Column("tonnes", _("Amount"), "tonnes"),
        Column("km", _("Distance"), "km", decimals=1),
        Column("eur", _("Haulage"), "eur"),
        Column("kgco2e", _("Emissions"), "number", unit="kg CO₂e", decimals=0),
        Column("why", _("Why this"), "link"),
    )
    return Table(table_id, caption, columns, shown, page=listed, empty=_("No such moves."))


def _move_row(move: Shown) -> dict[str, Any]:
    names = ("start", "finish", "material", "month", "tonnes", "km", "eur", "kgco2e")
    return {name: getattr(move, name) for name in names}


def _why(plan: Plan, move: Shown) -> Link:
    return Link(_("Why this"), reverse("plans:move", args=[plan.pk, move.number]))


def left_table(left: Sequence[Left], page: str | None) -> Table:
    """List lots of the viewer's own that stay, with the reason of each."""
    listed = Paginator(left, ROWS_OF_A_PAGE).get_page(page)
    rows = [
        {
            "name": one.end.name,
            "what": role_text(one.end.direction),
            "material": one.end.material,
            "tonnes": one.tonnes,
            "whole": one.end.amount_t,
            "reason": code_text("reason", one.reason),
        }
        for one in listed
    ]
    columns = (
        Column("name", _("Lot")),
        Column("what", _("What")),
        Column("material", _("Material"), "code", list="material"),
        Column("tonnes", _("Stays"), "tonnes"),
        Column("whole", _("Whole lot"), "tonnes"),
        Column("reason", _("Why")),
    )
    empty = _("None of our lots stays without a solution.")
    return Table("left", _("Our lots that stay"), columns, rows, page=listed, empty=empty)


def rough_table(moves: Sequence[Rough], page: str | None) -> Table:
    """List moves of what is sealed, as far as they may be known."""
    listed = Paginator(moves, ROWS_OF_A_PAGE).get_page(page)
    names = ("start", "finish", "material", "first_month", "last_month")
    rows = [
        {**{name: getattr(move, name) for name in names}, "band": Interval.of_band(move.band)}
        for move in listed
    ]
    columns = (
        *_what_goes_where(),
        Column("first_month", _("From month"), "month"),
        Column("last_month", _("To month"), "month"),
        Column("band", _("Amount"), "interval", unit="t"),
    )
    return Table(
        "rough",
        _("Moves of what is sealed, roughly"),
        columns,
        rows,
        page=listed,
        empty=_("No moves of what is sealed."),
    )


def _what_goes_where() -> tuple[Column, ...]:
    return (
        Column("start", _("From")),
        Column("finish", _("To")),
        Column("material", _("Material"), "code", list="material"),
    )
