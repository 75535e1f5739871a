# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay candidates, what excludes the others, and enquiries out as tables."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.matches.candidates import FACILITY, Candidate, Candidates
from kotipesa_web.matches.choices import EnquiryState, Exclusion
from kotipesa_web.matches.models import Enquiry
from kotipesa_web.places.words import municipality_name, window_words
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

if TYPE_CHECKING:
    from django.core.paginator import Page

Mark = Literal["attention", "good", "quiet"]
KG_IN_T = 1_000
MARKS: Mapping[str, Mark] = {"sent": "attention", "answered": "good", "closed": "quiet"}


def candidate_table(lot_pk: int, page: "Page[Any]", news: Collection[int], note: str) -> Table:
    """List the candidates of a lot, the best first."""
    columns = (
        Column("name", _("Candidate"), "link"),
        Column("ask", _("Ask"), "link"),
        Column("mark", _("Notes"), "status"),
        Column("km", _("Distance"), "km", decimals=1),
        Column("months", _("Months in common")),
        Column("tonnes", _("In common"), "interval", unit="t", decimals=0),
        Column("eur", _("Price of the move"), "interval", unit="€", decimals=0),
        Column("co2e", _("Emission"), "interval", unit="t CO₂e", decimals=1),
        Column("what", _("Material")),
        Column("municipality", _("Municipality")),
        Column("contact", _("Who answers for it")),
    )
    return Table(
        id="candidates",
        caption=_("Candidates, the best first"),
        columns=columns,
        rows=[_row(lot_pk, one, news) for one in page.object_list],
        page=page,
        note=note,
        empty=_("Nobody you may see could take or give this now. Watch the lot to hear of it."),
        is_caption_hidden=True,
    )


def excluded_table(found: Candidates) -> Table:
    """Count what excludes the others, by what they are."""
    rows = [
        {
            "kind": _("Facilities") if kind == FACILITY else _("Lots"),
            "reason": str(Exclusion(reason).label),
            "count": count,
        }
        for (kind, reason), count in found.excluded.items()
    ]
    columns = (
        Column("reason", _("What excludes it first")),
        Column("kind", _("Of what kind")),
        Column("count", _("How many"), "number"),
    )
    return Table(id="excluded", caption=_("Others that do not fit"), columns=columns, rows=rows)


def enquiry_table(viewer: Viewer, enquiries: Iterable[Enquiry]) -> Table:
    """List the enquiries of the viewer's organisation, from both sides."""
    columns = (
        Column("about", _("What it is about"), "link"),
        Column("way", _("Sent or got")),
        Column("other", _("The other side")),
        Column("at", _("Asked"), "date"),
        Column("state", _("State"), "status"),
    )
    rows = [_enquiry(viewer, one) for one in enquiries]
    empty = _("No enquiries yet. You ask about a lot on its page or among your candidates.")
    return Table(id="enquiries", caption=_("Enquiries"), columns=columns, rows=rows, empty=empty)


def other_side(viewer: Viewer, enquiry: Enquiry) -> str:
    """Name the other side, as far as the viewer may know."""
    if viewer.owns(enquiry.receiver_id):
        return str(enquiry.asker)
    return str(enquiry.receiver) if enquiry.receiver_is_told else _("The owner of the lot")


def about_words(enquiry: Enquiry) -> str:
    """Name the lot an enquiry is about by what both sides know of it."""
    about = enquiry.about
    return f"{code_text('direction', about.direction)}, {code_text('material', about.material)}"


def _row(lot_pk: int, one: Candidate, news: Collection[int]) -> Mapping[str, Any]:
    row, is_lot = one.row, one.is_lot
    return {
        "name": Link(_name(one), reverse(_page(one), args=[row.pk])),
        "mark": _mark(one, is_new=is_lot and row.pk in news),
        "what": code_text("material", row["material"]) if is_lot else _("Takes many"),
        "km": one.km,
        "months": f"{window_words(one.first_month, one.last_month)} ({one.months})",
        "tonnes": one.tonnes,
        "eur": one.eur,
        "co2e": _tonnes(one.kgco2e),
        "municipality": municipality_name(_municipality(one)),
        "contact": one.contact,
        "ask": _ask(lot_pk, one),
    }


def _name(one: Candidate) -> str:
    if one.is_lot:
        return lot_name(one.row)
    return str(one.row["name"] or code_text("role", one.row["role"]))


def _page(one: Candidate) -> str:
    return "lots:lot" if one.is_lot else "places:facility"


def _municipality(one: Candidate) -> str:
    if one.is_lot:
        return str(one.row["municipality"] or "")
    return "" if one.is_about else str(one.row["site"].municipality)


def _mark(one: Candidate, *, is_new: bool) -> Status | None:
    if is_new:
        return Status("attention", _("New candidate"))
    if one.is_lot and one.row["reserved"]:
        return Status("quiet", _("Reserved"))
    if one.is_about:
        return Status("info", _("Seen roughly"))
    if one.is_lot:
        return Status("good", _("Own lot") if one.row.is_own else _("Fits"))
    return Status("quiet", code_text("role", one.row["role"]))


def _ask(lot_pk: int, one: Candidate) -> Link | None:
    if not one.is_lot or one.row.is_own:
        return None
    address = f"{reverse('matches:ask', args=[one.row.pk])}?{urlencode({'lot': lot_pk})}"
    return Link(_("Ask"), address)


def _tonnes(kg: Interval) -> Interval:
    low, mid, high = ((end or 0.0) / KG_IN_T for end in (kg.low, kg.mid, kg.high))
    return Interval(low, mid, high)


def _enquiry(viewer: Viewer, one: Enquiry) -> Mapping[str, Any]:
    is_got = viewer.owns(one.receiver_id)
    state = EnquiryState(one.state)
    return {
        "about": Link(about_words(one), reverse("matches:enquiry", args=[one.pk])),
        "way": _("Got") if is_got else _("Sent"),
        "other": other_side(viewer, one),
        "at": one.asked_at,
        "state": Status(MARKS[state], state.label),
    }
