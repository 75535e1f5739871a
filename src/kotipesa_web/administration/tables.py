# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay factors and their history out as tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotipesa_web.administration.models import FactorValue, WaitingTable
from kotipesa_web.administration.queries import Kept
from kotipesa_web.places.words import way_words
from kotipesa_web.ui.formats import language, unit_text
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

TABLE_NAMES = {
    "roads": gettext_lazy("Roads"),
    "nodes": gettext_lazy("Crossings of roads"),
    "distances": gettext_lazy("Distances told"),
    "materials": gettext_lazy("Materials of the region"),
    "outlines": gettext_lazy("Outlines of municipalities"),
}


def factors_table(kept: Iterable[Kept]) -> Table:
    """List the factors: value with interval, unit, source, and whether to trust them."""
    columns = (
        Column("name", _("Factor"), "link"),
        Column("value", _("Value"), "interval"),
        Column("unit", _("Unit")),
        Column("source", _("Source"), "words"),
        Column("year", _("Year")),
        Column("trust", _("Verified"), "status"),
    )
    rows = [_factor(one) for one in kept]
    return Table(id="factors", caption=_("Factors"), columns=columns, rows=rows)


def history_table(given: Iterable[FactorValue]) -> Table:
    """List the values a region gave a factor, the newest first."""
    columns = (
        Column("at", _("Given"), "date"),
        Column("value", _("Value"), "interval"),
        Column("source", _("Source"), "words"),
        Column("year", _("Year")),
        Column("by", _("Given by")),
    )
    rows = [
        {
            "at": one.given_at,
            "value": Interval(one.low, one.value, one.high),
            "source": one.source,
            "year": str(one.year),
            "by": str(one.given_by),
        }
        for one in given
    ]
    empty = _("The region has given no value of its own.")
    return Table(id="history", caption=_("History"), columns=columns, rows=rows, empty=empty)


def given_table(kept: Mapping[str, bytes]) -> Table:
    """List the tables a region can give: how many rows each has, and what it does."""
    columns = (
        Column("name", _("Table")),
        Column("rows", _("Rows"), "number"),
        Column("effect", _("What follows"), "words"),
    )
    rows = [
        {
            "name": title,
            "rows": kept[name].count(b"\n") - 1 if name in kept else None,
            "effect": _effect(name, is_there=name in kept),
        }
        for name, title in TABLE_NAMES.items()
    ]
    return Table(id="given", caption=_("In use"), columns=columns, rows=rows)


def waiting_table(waiting: Iterable[WaitingTable]) -> Table:
    """List the tables that were looked at."""
    columns = (
        Column("name", _("Table")),
        Column("rows", _("Rows"), "number"),
        Column("at", _("Read"), "date"),
        Column("by", _("Brought by")),
    )
    rows = [
        {
            "name": TABLE_NAMES[one.name],
            "rows": one.rows,
            "at": one.brought_at,
            "by": str(one.brought_by),
        }
        for one in waiting
    ]
    return Table(id="waiting", caption=_("Read, not yet in use"), columns=columns, rows=rows)


def _effect(name: str, *, is_there: bool) -> str:
    told = {
        "roads": (way_words("roads"), way_words("crow")),
        "nodes": ("", _("Roads need their crossings.")),
        "distances": (
            _("What is told goes before what is measured."),
            _("Everything is measured."),
        ),
        "materials": (
            _("Densities and swelling are the region's own."),
            _("Densities and swelling are those of the vocabulary."),
        ),
        "outlines": (
            _("Balances colour the municipalities."),
            _("Balances mark municipalities by a point."),
        ),
    }
    return str(told[name][0 if is_there else 1])


def _factor(kept: Kept) -> dict[str, Any]:
    now = kept.own or kept.shipped
    return {
        "name": Link(
            getattr(kept.shipped, language()),
            reverse("administration:factor", args=[kept.shipped.id]),
        ),
        "value": Interval(now.low, now.value, now.high),
        "unit": unit_text(kept.shipped.unit),
        "source": now.source,
        "year": str(now.year),
        "trust": _trust(kept),
    }


def _trust(kept: Kept) -> Status:
    if kept.own:
        return Status("info", _("The region's own"))
    if kept.shipped.verified:
        return Status("good", _("Verified"))
    return Status("attention", _("Unverified"))
