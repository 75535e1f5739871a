# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather what a page of a balance shows."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from kotipesa_web.balances.contents import Contents
from kotipesa_web.balances.scopes import Scope, known_in
from kotipesa_web.balances.sums import (
    Asked,
    Sheet,
    by_municipality,
    sheet_of,
    sheet_of_lots,
    whole,
)
from kotipesa_web.balances.tables import (
    Query,
    behind,
    gathered_chart,
    material_table,
    month_chart,
    month_table,
    municipality_table,
)
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.ui.tables import Table

Make = Callable[[Contents, Asked, Query], Table]


def query_of(form: forms.Form) -> dict[str, str]:
    """Give what was asked and makes sense as a query; what is hidden stays out."""
    form.is_valid()
    told = form.cleaned_data
    return {n: v for n, v in told.items() if isinstance(v, str) and v and n in BY_QUERY}


BY_QUERY = ("municipality", "material", "first", "last")


def region_page(contents: Contents, asked: Asked, query: Query) -> dict[str, Any]:
    """Show the region, or a municipality, from a published balance."""
    sheet = sheet_of(contents, asked.municipality)
    lines = by_municipality(contents, asked)
    return {
        **_told(sheet, asked, query, is_file=True),
        "municipalities": municipality_table(lines, query),
        "asked": asked,
    }


def exact_page(viewer: Viewer, scope: Scope, asked: Asked, query: Query) -> dict[str, Any]:
    """Show the lots of a scope that the viewer knows exactly; nothing before balances are made."""
    known = known_in(viewer, scope)
    if known is None:
        return {}
    lots = known.lots
    if asked.municipality:
        lots = lots.only(lots.municipality == asked.municipality)
    sheet = sheet_of_lots(lots, known.start, known.months)
    return {**_told(sheet, asked, query, is_file=False), "count": len(lots)}


def _told(sheet: Sheet, asked: Asked, query: Query, *, is_file: bool) -> dict[str, Any]:
    line = whole(sheet, asked)
    sides = {"have": line.have, "need": line.need}
    return {
        "sides": {
            name: {"told": one.interval, "href": behind(query, direction=name)}
            for name, one in sides.items()
        },
        "net": line.net.interval if line.net else None,
        "gathered": gathered_chart(sheet, asked),
        "monthly": month_chart(sheet, asked, query, is_file=is_file),
        "materials": material_table(sheet, asked, query, is_file=is_file),
    }


TABLES: Mapping[str, Make] = {
    "months": lambda contents, asked, query: month_table(
        sheet_of(contents, asked.municipality), asked, query
    ),
    "materials": lambda contents, asked, query: material_table(
        sheet_of(contents, asked.municipality), asked, query
    ),
    "municipalities": lambda contents, asked, query: municipality_table(
        by_municipality(contents, asked), query
    ),
}
