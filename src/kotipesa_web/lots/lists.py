# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the tables of lots that pages show."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.choices import LotState
from kotipesa_web.places.words import municipality_name, owner_name, seen_by
from kotipesa_web.ui.addresses import row_addresses
from kotipesa_web.ui.columns import column
from kotipesa_web.ui.formats import band_text, choice_text, code_text, number_text
from kotipesa_web.ui.tables import Column, Interval, Link, Table

if TYPE_CHECKING:
    from django.core.paginator import Page

FORMATS = (("CSV", "csv"), ("Excel", "xlsx"), ("GeoJSON", "geojson"))


def lot_table(
    lots: Iterable[Shown], *, order: str, page: "Page[Any]", total: Mapping[str, Any], query: str
) -> Table:
    """Make the long list: sorted, paged, with its sums and downloads."""
    return Table(
        id="lots",
        caption=_("Haves and needs"),
        columns=_columns(is_sortable=True),
        rows=lot_rows(lots),
        sorted_by=order,
        page=page,
        note=_total_words(total),
        downloads=tuple(
            Link(text, f"{reverse('lots:file')}?{_with_format(query, name)}")
            for text, name in FORMATS
        ),
        empty=_("No lots match. Loosen the filters, or add a lot."),
        is_caption_hidden=True,
    )


def short_lot_table(lots: Iterable[Shown], caption: str) -> Table:
    """Make a list of a few lots, such as those of one project."""
    columns = _columns(is_sortable=False)
    hidden = {"municipality", "owner"}
    return Table(
        id="lots",
        caption=caption,
        columns=tuple(one for one in columns if one.name not in hidden),
        rows=lot_rows(lots),
        empty=_("No lots yet."),
        is_caption_hidden=True,
    )


def lot_rows(lots: Iterable[Shown]) -> list[dict[str, Any]]:
    """Give the cells of lots, of each as much as is seen of it."""
    address, town = row_addresses("lots:lot"), cache(municipality_name)
    return [
        {
            "name": Link(lot_name(lot), address(lot.pk)),
            "direction": lot["direction"],
            "material": lot["material"],
            "tonnes": weight_of(lot),
            "first_month": lot["first_month"],
            "last_month": lot["last_month"],
            "municipality": town(lot["municipality"]),
            "owner": owner_name(lot),
            "sensitivity": seen_by(lot),
            "state": choice_text(LotState, lot["state"]),
        }
        for lot in lots
    ]


def lot_name(lot: Shown) -> str:
    """Name a lot: its own name, else its project's, else its id, else its material."""
    project = lot["project"]
    known = lot["name"] or (project.name if project else "") or lot["code"]
    return str(known or code_text("material", lot["material"]))


def weight_of(lot: Shown) -> Interval | None:
    """Give tonnes with their interval; of a band only its ends."""
    tonnes = lot["tonnes"]
    if isinstance(tonnes, str):
        return Interval.of_band(tonnes)
    return None if tonnes is None else Interval(lot["tonnes_low"], tonnes, lot["tonnes_high"])


def amount_words(lot: Shown) -> str:
    """Write what a lot weighs, or the band of it, with the unit; '' where nothing is known."""
    weight = weight_of(lot)
    if weight is None:
        return ""
    known = number_text(weight.mid, 0) if weight.mid is not None else ""
    return f"{known or band_text(weight.low, weight.high, 0)} t"


def _columns(*, is_sortable: bool) -> tuple[Column, ...]:
    return (
        Column("name", _("Lot"), "link", is_sortable=is_sortable),
        Column("direction", _("Have or need"), "code", list="direction", is_sortable=is_sortable),
        Column("material", _("Material"), "code", list="material", is_sortable=is_sortable),
        Column("tonnes", _("Amount"), "interval", unit="t", is_sortable=is_sortable),
        Column("first_month", column("lots", "from").title(), "month", is_sortable=is_sortable),
        Column("last_month", column("lots", "to").title(), "month", is_sortable=is_sortable),
        Column("municipality", _("Municipality"), is_sortable=is_sortable),
        Column("owner", _("Owner")),
        Column("sensitivity", _("Seen by"), "status"),
        Column("state", _("State")),
    )


def _total_words(total: Mapping[str, Any]) -> str:
    if not total["roughly"]:
        return ""
    return _(
        "%(count)s lots of others are shown roughly: a band, quarters and a grid cell. "
        "They are not in the sums."
    ) % {"count": total["roughly"]}


def _with_format(query: str, name: str) -> str:
    return f"{query}&{urlencode({'format': name})}" if query else urlencode({"format": name})
