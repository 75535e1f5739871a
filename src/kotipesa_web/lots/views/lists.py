# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show lots as a list, on a map, and as files."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.lots import filters
from kotipesa_web.lots.exports import lot_export
from kotipesa_web.lots.forms import LotFilterForm
from kotipesa_web.lots.lists import lot_table
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.on_map import lots_map
from kotipesa_web.lots.queries import WHOLE, show_all, show_listed, visible_to
from kotipesa_web.places.exporting import hand_out_list
from kotipesa_web.places.geojson import box_of, geojson_answer
from kotipesa_web.places.paging import found_once, page_of
from kotipesa_web.places.requests import ViewedRequest


@require_safe
def lot_list(request: ViewedRequest) -> HttpResponse:
    """Show the lots the viewer sees, filtered, sorted, by pages, with their sums."""
    viewer = request.viewer
    form = LotFilterForm(request.GET, viewer=viewer)
    lots = filters.filtered(viewer, visible_to(viewer), form.asked)
    if "q" in form.asked:
        lots = found_once(lots)
    total = filters.totals(viewer, lots)
    order = _order(request)
    page, pks = page_of(
        filters.ordered(viewer, lots, order), request.GET.get("page", ""), total["count"]
    )
    table = lot_table(
        show_listed(viewer, pks),
        order=order,
        page=page,
        total=total,
        query=request.GET.urlencode(),
    )
    told = {"form": form, "table": table, "total": total}
    told["may_add"] = is_allowed(viewer.role, "edit_lot")
    return render(request, "lots/list.html", told)


@require_safe
def lot_map(request: ViewedRequest) -> HttpResponse:
    """Show the same lots on a map."""
    form = LotFilterForm(request.GET, viewer=request.viewer)
    return render(request, "lots/map.html", {"form": form, "query": request.GET.urlencode()})


@require_safe
def lot_places(request: ViewedRequest) -> HttpResponse:
    """Answer a map with GeoJSON of the lots within its box."""
    return geojson_answer(
        lots_map(request.viewer, _asked(request), box_of(request.GET.get("bbox", "")))
    )


@require_safe
def lot_file(request: ViewedRequest) -> HttpResponse:
    """Answer with the same lots as a file."""
    lots = filters.ordered(request.viewer, _asked(request), _order(request))
    return hand_out_list(
        viewer=request.viewer,
        export=lot_export(),
        rows=show_all(request.viewer, WHOLE.of(lots)),
        form=request.GET.get("format", ""),
    )


def _asked(request: ViewedRequest) -> QuerySet[Lot]:
    form = LotFilterForm(request.GET, viewer=request.viewer)
    return filters.filtered(request.viewer, visible_to(request.viewer), form.asked)


def _order(request: ViewedRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in filters.ORDERS else filters.DEFAULT_ORDER
