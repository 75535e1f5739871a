# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open a figure down to the lots its reader knows exactly, and to the factors of materials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.balances.contents import SIDES
from kotipesa_web.balances.engine import materials_of
from kotipesa_web.balances.queries import Known, lots_known
from kotipesa_web.balances.scopes import Scope, known_in
from kotipesa_web.balances.sums import Asked
from kotipesa_web.balances.weighed import Column as Numbers
from kotipesa_web.balances.weighed import Weighed, spread
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.lots.queries import show
from kotipesa_web.places.engine import given_rows
from kotipesa_web.places.words import municipality_name, window_words
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

ROWS_OF_A_PAGE = 50


@dataclass(frozen=True, eq=False, slots=True)
class Behind:
    """The lots behind a figure: tables to show, and the tonnes of all these lots in it."""

    lots: Table
    factors: Table
    have: Interval
    need: Interval


def lots_behind(
    viewer: Viewer, scope: Scope, asked: Asked, direction: str, page: str | None
) -> Behind | None:
    """List the lots behind a figure, the largest first; None before balances are made."""
    known = known_in(viewer, scope)
    if known is None:
        return None
    share = _share(known, asked)
    chosen = (share > 0) & _fits(known.lots, asked, direction)
    lots, share = known.lots.only(chosen), share[chosen]
    order = np.lexsort((lots.pk, -lots.mid_t * share))
    listed = Paginator(order, ROWS_OF_A_PAGE).get_page(page)
    rows = _rows(viewer, lots, share, [int(place) for place in listed])
    have, need = (_sum(lots, share * (lots.is_need == side)) for side in SIDES)
    materials = sorted({*lots.material.tolist()})
    fixed = {name for name, one in (("direction", direction), ("material", asked.material)) if one}
    table = _lot_table(rows, listed, fixed)
    return Behind(table, _factor_table(viewer, materials), have, need)


def _share(known: Known, asked: Asked) -> Numbers:
    """Give the part of each lot that falls on the months asked for."""
    when = spread(known.lots, known.start, known.months)
    month = when.month + known.start
    inside = np.ones(len(month), dtype=bool)
    if asked.first is not None:
        inside &= month >= asked.first
    if asked.last is not None:
        inside &= month <= asked.last
    return np.bincount(when.row[inside], when.share[inside], len(known.lots))


def _fits(lots: Weighed, asked: Asked, direction: str) -> Numbers:
    fits = np.ones(len(lots), dtype=bool)
    if direction:
        fits &= lots.is_need == (direction == "need")
    if asked.municipality:
        fits &= lots.municipality == asked.municipality
    if asked.material:
        fits &= lots.material == asked.material
    return fits


def _sum(lots: Weighed, share: Numbers) -> Interval:
    ends = (lots.low_t, lots.mid_t, lots.high_t)
    return Interval(*(float((end * share).sum()) for end in ends))


def _rows(
    viewer: Viewer, lots: Weighed, share: Numbers, places: Sequence[int]
) -> list[dict[str, Any]]:
    pks = [int(lots.pk[place]) for place in places]
    seen = {lot.pk: show(viewer, lot) for lot in lots_known(viewer).filter(pk__in=pks)}
    return [
        _row(seen[pk], lots, place, float(share[place]))
        for pk, place in zip(pks, places, strict=True)
        if pk in seen
    ]


def _row(lot: Shown, lots: Weighed, place: int, share: float) -> dict[str, Any]:
    ends = (float(end[place]) * share for end in (lots.low_t, lots.mid_t, lots.high_t))
    project = lot["project"]
    return {
        "lot": Link(lot_name(lot), reverse("lots:lot", args=[lot.pk])),
        "direction": lot["direction"],
        "material": lot["material"],
        "tonnes": Interval(*ends),
        "amount": lot["tonnes"],
        "probability": project.probability if project else None,
        "share": share,
        "window": window_words(lot["first_month"], lot["last_month"]),
        "municipality": municipality_name(lot["municipality"]),
        "owner": str(lot["owner"]),
    }


def _lot_table(rows: list[dict[str, Any]], page: "Page[Any]", fixed: set[str]) -> Table:
    """Make the list; a column that says the same in every row stays out."""
    columns: tuple[Column, ...] = (
        Column("lot", _("Lot"), "link"),
        Column("direction", _("Have or need"), "code", list="direction"),
        Column("material", _("Material"), "code", list="material"),
        Column("tonnes", _("In the figure"), "interval", unit="t", decimals=0),
        Column("amount", _("Whole lot"), "tonnes"),
        Column("probability", _("Probability"), "percent", decimals=0),
        Column("share", _("Falls on these months"), "percent", decimals=0),
        Column("window", _("Months")),
        Column("municipality", _("Municipality")),
        Column("owner", _("Owner")),
    )
    empty = _("No lot you know exactly stands behind this figure.")
    columns = tuple(column for column in columns if column.name not in fixed)
    return Table("lots", _("Lots behind the figure"), columns, rows, page=page, empty=empty)


def _factor_table(viewer: Viewer, materials: Iterable[str]) -> Table:
    """List what turns cubic metres of the materials into tonnes, and where it comes from."""
    told = _factors(viewer)
    rows = [told[code] for code in materials if code in told]
    columns = (
        Column("material", _("Material"), "code", list="material"),
        Column("density", _("Tonnes in a bank cubic metre"), "number", decimals=2),
        Column("loose", _("Loose m³ of a bank m³"), "number", decimals=2),
        Column("compacted", _("Compacted m³ of a bank m³"), "number", decimals=2),
        Column("verified", _("Verified by a source"), "status"),
        Column("source", _("Source")),
    )
    return Table("factors", _("Factors of the materials"), columns, rows)


def _factors(viewer: Viewer) -> dict[str, dict[str, Any]]:
    """Give the factors of every material: the region's own before those of the vocabulary."""
    ours = materials_of(given_rows(viewer.region_id, "materials"))
    columns = {
        "density": ours.t_per_m3ktr,
        "loose": ours.itd_per_ktr,
        "compacted": ours.rtr_per_ktr,
    }
    return {
        code: {
            "material": code,
            **{name: _known(column[row]) for name, column in columns.items()},
            "verified": _verified(is_so=bool(ours.verified[row])),
            "source": ours.source[row],
        }
        for code, row in ours.index().items()
    }


def _known(factor: float) -> float | None:
    return None if np.isnan(factor) else float(factor)


def _verified(*, is_so: bool) -> Status:
    return Status("good", _("Verified")) if is_so else Status("attention", _("Not verified"))
