# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put lots on a map as GeoJSON: by place, or counted by grid cell where they are too many."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotipesa_web.core.permissions.conditions import where_shown
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.lists import amount_words, lot_name
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import show_listed
from kotipesa_web.places.geojson import Box, Feature, collection, features_at
from kotipesa_web.places.queries import cell_within, on_a_site, within
from kotipesa_web.places.words import window_words
from kotipesa_web.ui.addresses import row_addresses
from kotipesa_web.ui.formats import code_text, number_text

MOST_LOTS = 1_000
KIND = "lot"
DIRECTIONS = ("have", "need")
Point = tuple[float, float]


def lots_map(
    viewer: Viewer, lots: QuerySet[Lot], box: Box | None, most: int = MOST_LOTS
) -> dict[str, Any]:
    """Give the lots within a box of EPSG:3067 metres, or everywhere, as GeoJSON."""
    lots = lots.select_related(None).order_by()
    pks = [*lots.filter(within(viewer, KIND, box)).values_list("pk", flat=True)[: most + 1]]
    if len(pks) > most:
        return collection(_by_cell(viewer, lots.filter(on_a_site(viewer), cell_within(box))))
    return collection(_by_place(show_listed(viewer, pks)))


def _by_place(lots: list[Shown]) -> list[Feature]:
    lots.sort(key=lambda lot: (lot["site"], lot["direction"], lot.pk))
    groups = groupby(lots, key=lambda lot: (lot["site"], lot["direction"]))
    line, address = _lines(), row_addresses("lots:lot")
    return features_at(
        [(point, _properties([*group], line, address)) for (point, _direction), group in groups]
    )


def _properties(
    lots: Sequence[Shown], line: Callable[[Shown], str], address: Callable[[int], str]
) -> dict[str, Any]:
    first, more = lots[0], len(lots) - 1
    label = lot_name(first)
    return {
        "kind": first["direction"],
        "label": f"{label} + {more}" if more else label,
        "text": "; ".join(line(lot) for lot in lots[:4]) + (" …" if more > 3 else ""),
        "tonnes": sum(lot["tonnes"] for lot in lots if isinstance(lot["tonnes"], float)),
        "href": address(first.pk),
    }


def _lines() -> Callable[[Shown], str]:
    """Give what writes a lot; a few hundred windows and materials return thousands of times."""
    window, word = cache(window_words), cache(code_text)

    def line(lot: Shown) -> str:
        parts = (
            word("material", lot["material"]),
            amount_words(lot),
            window(lot["first_month"], lot["last_month"]),
        )
        return ", ".join(part for part in parts if part)

    return line


def _by_cell(viewer: Viewer, lots: QuerySet[Lot]) -> list[Feature]:
    """Count whole cells, of which everybody who sees a lot knows the centre."""
    exact = where_shown(viewer, KIND, "tonnes", Q())
    sums: dict[str, Any] = {}
    for way in DIRECTIONS:
        sums[f"{way}_count"] = Count("pk", filter=Q(direction=way))
        sums[f"{way}_t"] = Sum("tonnes", filter=exact & Q(direction=way))
    cells = lots.values_list("site__grid_x_m", "site__grid_y_m").annotate(**sums)
    return features_at([*_cells(cells.order_by("site__grid_x_m", "site__grid_y_m"))])


def _cells(cells: Any) -> Iterator[tuple[Point, dict[str, Any]]]:
    lists = {way: f"{reverse('lots:list')}?{urlencode({'direction': way})}" for way in DIRECTIONS}
    words = {way: code_text("direction", way) for way in DIRECTIONS}
    known_exactly = _("%(tonnes)s t known exactly")
    counted = cache(_counted)
    marks = (
        (x_m, y_m, direction, int(sums[2 * n]), sums[2 * n + 1])
        for x_m, y_m, *sums in cells
        for n, direction in enumerate(DIRECTIONS)
        if sums[2 * n]
    )
    for x_m, y_m, direction, count, tonnes in marks:
        weight = known_exactly % {"tonnes": number_text(tonnes or 0, 0)}
        yield (
            # Haves and needs of a cell stand side by side.
            (x_m + (600 if direction == "need" else -600), y_m),
            {
                "kind": direction,
                "label": counted(count),
                "text": f"{words[direction]}: {weight}",
                "tonnes": tonnes or 0,
                "href": lists[direction],
            },
        )


def _counted(count: int) -> str:
    return ngettext("%(count)s lot", "%(count)s lots", count) % {"count": number_text(count)}
