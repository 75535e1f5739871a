# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put lots on a map as GeoJSON: by place, or counted by grid cell where they are too many."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotipesa_web.core.permissions.conditions import where_cut, where_shown
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.lists import amount_words, lot_name
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import show
from kotipesa_web.places.geojson import Box, Feature, collection, features_at
from kotipesa_web.places.words import window_words
from kotipesa_web.ui.formats import code_text, number_text

MOST_LOTS = 2_000
KIND = "lot"
Point = tuple[float, float]


def lots_map(
    viewer: Viewer, lots: QuerySet[Lot], box: Box | None, most: int = MOST_LOTS
) -> dict[str, Any]:
    """Give the lots within a box of EPSG:3067 metres, or everywhere, as GeoJSON."""
    lots = lots.filter(_within(viewer, box)) if box else lots
    if lots.select_related(None).order_by()[: most + 1].count() > most:
        return collection(_by_cell(viewer, lots))
    return collection(_by_place(viewer, lots))


def _within(viewer: Viewer, box: Box) -> Q:
    exact = Q(site__x_m__range=(box.low_x_m, box.high_x_m))
    exact &= Q(site__y_m__range=(box.low_y_m, box.high_y_m))
    coarse = Q(site__grid_x_m__range=(box.low_x_m, box.high_x_m))
    coarse &= Q(site__grid_y_m__range=(box.low_y_m, box.high_y_m))
    shown = where_shown(viewer, KIND, "site", exact)
    return shown | where_cut(viewer, KIND, "site", coarse)


def _by_place(viewer: Viewer, lots: QuerySet[Lot]) -> list[Feature]:
    seen = [(_point(lot), lot) for lot in (show(viewer, row) for row in lots)]
    seen.sort(key=lambda pair: (pair[0], pair[1]["direction"], pair[1].pk))
    told: list[tuple[Point, dict[str, Any]]] = []
    for (point, _direction), group in groupby(seen, key=lambda p: (p[0], p[1]["direction"])):
        told.append((point, _properties([lot for _place, lot in group])))
    return features_at(told)


def _point(lot: Shown) -> Point:
    site = lot["site"]
    return site if isinstance(site, tuple) else (site.x_m, site.y_m)


def _properties(lots: Sequence[Shown]) -> dict[str, Any]:
    first, more = lots[0], len(lots) - 1
    label = lot_name(first)
    return {
        "kind": first["direction"],
        "label": f"{label} + {more}" if more else label,
        "text": "; ".join(_line(lot) for lot in lots[:4]) + (" …" if more > 3 else ""),
        "tonnes": sum(lot["tonnes"] for lot in lots if isinstance(lot["tonnes"], float)),
        "href": reverse("lots:lot", args=[first.pk]),
    }


def _line(lot: Shown) -> str:
    amount = amount_words(lot)
    parts = (
        code_text("material", lot["material"]),
        amount,
        window_words(lot["first_month"], lot["last_month"]),
    )
    return ", ".join(part for part in parts if part)


def _by_cell(viewer: Viewer, lots: QuerySet[Lot]) -> list[Feature]:
    exact = where_shown(viewer, KIND, "tonnes", Q())
    cells = (
        lots.select_related(None)
        .order_by()
        .values_list("site__grid_x_m", "site__grid_y_m", "direction")
        .annotate(count=Count("pk"), tonnes=Sum("tonnes", filter=exact))
    )
    return features_at([*_cells(cells)])


def _cells(cells: Any) -> Iterator[tuple[Point, dict[str, Any]]]:
    for x_m, y_m, direction, count, tonnes in cells:
        lots = ngettext("%(count)s lot", "%(count)s lots", count) % {"count": number_text(count)}
        weight = _("%(tonnes)s t known exactly") % {"tonnes": number_text(tonnes or 0, 0)}
        yield (
            # Haves and needs of a cell stand side by side.
            (x_m + (600 if direction == "need" else -600), y_m),
            {
                "kind": direction,
                "label": lots,
                "text": f"{code_text('direction', direction)}: {weight}",
                "tonnes": tonnes or 0,
                "href": f"{reverse('lots:list')}?{urlencode({'direction': direction})}",
            },
        )
