# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Narrow the counterparts of a lot in the database, before the engine looks at them.

Every condition is on what the viewer sees of a row: exact months and places where those are seen,
quarters and grid cells elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from kotipesa_web.core.permissions.conditions import sort_key, where_cut, where_shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.snapshot import NOT_COMING
from kotipesa_web.matches.choices import Exclusion
from kotipesa_web.matches.engine import Fit

MOST = 2_000
CELL_M = 2_500.0
KIND = "lot"
OTHER_WAY = {"have": "need", "need": "have"}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The nearest counterparts, why others are none, and how many more there would be."""

    lots: list[Lot]
    excluded: Mapping[str, int] = field(default_factory=dict)
    farther: int = 0


def narrowed(viewer: Viewer, lot: Lot, fit: Fit, max_km: float | None) -> Narrowed:
    """Find the counterparts of a lot that fit by distance, months and material, nearest first."""
    others = counterparts(viewer, lot)
    reason = Case(
        When(~_near(viewer, lot, max_km), then=Value(Exclusion.NO_DISTANCE.value)),
        When(~_in_time(viewer, lot), then=Value(Exclusion.NO_WINDOW.value)),
        When(~_fits(lot, fit), then=Value(Exclusion.NO_ACCEPTOR.value)),
        default=Value(""),
    )
    judged = others.annotate(reason=reason)
    bare = judged.select_related(None).order_by().values_list("reason")
    counts = dict(bare.annotate(count=Count("pk")))
    possible = counts.pop("", 0)
    nearest = judged.filter(reason="").order_by(_square_m2(viewer, lot), "pk")[:MOST]
    return Narrowed([*nearest], counts, max(0, possible - MOST))


def counterparts(viewer: Viewer, lot: Lot) -> QuerySet[Lot]:
    """Give the open lots the viewer sees that go the other way."""
    seen = lots.visible_to(viewer).select_related(
        *("site", "project", "project__responsible", "owner"),
        *("unit_of_owner", "unit_of_owner__responsible"),
    )
    open_ones = seen.filter(direction=OTHER_WAY[lot.direction], state=LotState.OPEN)
    soil = open_ones.filter(kind=lot.kind).exclude(project__state__in=NOT_COMING)
    return soil.annotate(takes=Cast("accepts", TextField()))


def _near(viewer: Viewer, lot: Lot, max_km: float | None) -> Q:
    if max_km is None:
        return Q(pk__isnull=False)
    reach_m = max_km * 1_000
    return _within(viewer, lot, reach_m, CELL_M)


def _within(viewer: Viewer, lot: Lot, reach_m: float, more_m: float) -> Q:
    x_m, y_m, far_m = lot.site.x_m, lot.site.y_m, reach_m + more_m
    exact = Q(site__x_m__range=(x_m - reach_m, x_m + reach_m))
    exact &= Q(site__y_m__range=(y_m - reach_m, y_m + reach_m))
    coarse = Q(site__grid_x_m__range=(x_m - far_m, x_m + far_m))
    coarse &= Q(site__grid_y_m__range=(y_m - far_m, y_m + far_m))
    return where_shown(viewer, KIND, "site", exact) | where_cut(viewer, KIND, "site", coarse)


def _in_time(viewer: Viewer, lot: Lot) -> Q:
    first, last = lot.first_month, lot.last_month
    exact = Q(first_month__lte=last, last_month__gte=first)
    coarse = Q(first_quarter__lte=last, last_quarter__gte=first)
    name = "first_month"
    return where_shown(viewer, KIND, name, exact) | where_cut(viewer, KIND, name, coarse)


def _fits(lot: Lot, fit: Fit) -> Q:
    if lot.direction == "need":
        return Q(material__in=fit.materials)
    named = Q()
    for is_ascii in (True, False):  # the two databases write other letters differently
        named |= Q(takes__contains=json.dumps(lot.material, ensure_ascii=is_ascii))
    return named | Q(takes="[]", material__in=fit.materials)


def _square_m2(viewer: Viewer, lot: Lot) -> Any:
    exact, coarse = (
        (F(f"site__{x}") - lot.site.x_m) * (F(f"site__{x}") - lot.site.x_m)
        + (F(f"site__{y}") - lot.site.y_m) * (F(f"site__{y}") - lot.site.y_m)
        for x, y in (("x_m", "y_m"), ("grid_x_m", "grid_y_m"))
    )
    return sort_key(viewer, KIND, "site", exact, coarse)
