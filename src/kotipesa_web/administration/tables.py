# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay factors and their history out as tables."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.administration.models import FactorValue
from kotipesa_web.administration.queries import Kept
from kotipesa_web.ui.formats import language
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table


def factors_table(kept: Iterable[Kept]) -> Table:
    """List the factors: value with interval, unit, source, and whether to trust them."""
    columns = (
        Column("name", _("Factor"), "link"),
        Column("value", _("Value"), "interval"),
        Column("unit", _("Unit")),
        Column("source", _("Source")),
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
        Column("source", _("Source")),
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


def _factor(kept: Kept) -> dict[str, Any]:
    now = kept.own or kept.shipped
    return {
        "name": Link(
            getattr(kept.shipped, language()),
            reverse("administration:factor", args=[kept.shipped.id]),
        ),
        "value": Interval(now.low, now.value, now.high),
        "unit": kept.shipped.unit,
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
