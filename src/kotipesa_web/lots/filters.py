# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Narrow, order and sum lists of lots by what the viewer sees of each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When

from kotipesa_web.core.permissions import EXACTLY, seen_rows
from kotipesa_web.core.permissions.conditions import sort_key, where_cut, where_shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.engine import BANDS
from kotipesa_web.projects.models import Project

Filter = Callable[[Viewer, str], Q]
KIND = "lot"
AS_TOLD = ("direction", "material", "municipality", "fitness", "contamination", "state", "kind")
"""Fields that everybody who sees a lot sees as they are."""


def _owner(viewer: Viewer, pk: str) -> Q:
    return where_shown(viewer, KIND, "owner", Q(owner_id=pk) if pk.isdecimal() else Q(pk__in=[]))


def _project(viewer: Viewer, pk: str) -> Q:
    seen = Project.objects.filter(seen_rows(viewer, "see_project", *EXACTLY))
    known = seen.filter(pk=pk).values("pk") if pk.isdecimal() else []
    return where_shown(viewer, KIND, "project", Q(project__in=known))


def _after(viewer: Viewer, month: str) -> Q:
    exact = where_shown(viewer, KIND, "last_month", Q(last_month__gte=month))
    return exact | where_cut(viewer, KIND, "last_month", Q(last_quarter__gte=month))


def _before(viewer: Viewer, month: str) -> Q:
    exact = where_shown(viewer, KIND, "first_month", Q(first_month__lte=month))
    return exact | where_cut(viewer, KIND, "first_month", Q(first_quarter__lte=month))


def _text(viewer: Viewer, text: str) -> Q:
    found = Q(material__icontains=text)
    for field in ("name", "code", "note"):
        found |= where_shown(viewer, KIND, field, Q(**{f"{field}__icontains": text}))
    return found


def _as_told(field: str) -> Filter:
    return lambda _viewer, value: Q(**{field: value})


FILTERS: Mapping[str, Filter] = {
    **{field: _as_told(field) for field in AS_TOLD},
    "sensitivity": _as_told("sensitivity"),
    "owner": _owner,
    "project": _project,
    "after": _after,
    "before": _before,
    "q": _text,
}
BAND_LOW_T = Case(
    *(When(band=band, then=Value(float(band.partition("-")[0]))) for band in BANDS),
    default=Value(None),
)
ORDERS: Mapping[str, tuple[Any, Any]] = {
    "name": (F("name"), None),
    "direction": (F("direction"), None),
    "material": (F("material"), None),
    "municipality": (F("municipality"), None),
    "tonnes": (F("tonnes"), BAND_LOW_T),
    "first_month": (F("first_month"), F("first_quarter")),
    "last_month": (F("last_month"), F("last_quarter")),
}
DEFAULT_ORDER = "first_month"


def filtered(viewer: Viewer, lots: QuerySet[Lot], asked: Mapping[str, str]) -> QuerySet[Lot]:
    """Keep the lots that fit what was asked; what no filter knows is passed over."""
    for name, narrow in FILTERS.items():
        if value := asked.get(name, "").strip():
            lots = lots.filter(narrow(viewer, value))
    return lots


def ordered(viewer: Viewer, lots: QuerySet[Lot], order: str) -> QuerySet[Lot]:
    """Order lots by one of ORDERS, falling where '-' stands before it."""
    name = order.removeprefix("-")
    exact, coarse = ORDERS[name]
    key = sort_key(viewer, KIND, name, exact, coarse)
    key = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    return lots.order_by(key, "pk")


def totals(viewer: Viewer, lots: QuerySet[Lot]) -> dict[str, Any]:
    """Count lots, and sum tonnes of haves and needs whose amount the viewer sees.

    ``roughly`` counts those of which the amount is seen as a band alone.
    """
    exact = where_shown(viewer, KIND, "tonnes", Q())
    return lots.order_by().aggregate(
        count=Count("pk"),
        roughly=Count("pk", filter=where_cut(viewer, KIND, "tonnes", Q())),
        have_t=Sum("tonnes", filter=exact & Q(direction="have")),
        need_t=Sum("tonnes", filter=exact & Q(direction="need")),
    )
