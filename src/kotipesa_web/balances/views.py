# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show balances: of the region, of our own lots, of a drawn area; and how they have changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kotipesa_web.balances import commands
from kotipesa_web.balances.behind import lots_behind
from kotipesa_web.balances.changes import compared, listed
from kotipesa_web.balances.contents import contents_of
from kotipesa_web.balances.downloads import hand_out_table
from kotipesa_web.balances.drawing import municipalities_geojson
from kotipesa_web.balances.forms import AnnexForm, AreaForm, BalanceForm, BehindForm, CompareForm
from kotipesa_web.balances.pages import TABLES, exact_page, query_of, region_page
from kotipesa_web.balances.queries import newest_for, versions_for
from kotipesa_web.balances.scopes import OURS, Scope
from kotipesa_web.balances.sums import by_municipality
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.geojson import geojson_answer
from kotipesa_web.places.outlines import municipality_rings


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]


@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """Show the balance of the region, or of what is open in a municipality."""
    viewer = _viewer(request)
    job = commands.keep_fresh(viewer=viewer)
    version = newest_for(viewer)
    shown: dict[str, Any] = {"version": version, "job": job, "is_mine": _is_mine(viewer, job)}
    if version is not None:
        contents = contents_of(version)
        form = BalanceForm(contents, request.GET)
        shown |= {"form": form, **region_page(contents, form.asked, query_of(form))}
    return render(request, "balances/balance.html", shown)


def _is_mine(viewer: Viewer, job: Any) -> bool:
    return job is not None and (job.asked_by_id == viewer.user_id or viewer.owns(job.owner_id))


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Answer the map with what is open in each municipality."""
    version = newest_for(_viewer(request))
    contents = contents_of(version) if version else None
    form = BalanceForm(contents, request.GET)
    lines = by_municipality(contents, form.asked) if contents else []
    outlines = municipality_rings(_viewer(request).region_id or 0)
    return geojson_answer(municipalities_geojson(lines, query_of(form), outlines))


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Open a figure down to the lots its reader knows exactly."""
    viewer = _viewer(request)
    version = newest_for(viewer)
    form = BehindForm(contents_of(version) if version else None, request.GET)
    asked, scope = form.asked, form.scope
    direction = form.cleaned_data.get("direction", "")
    found = lots_behind(viewer, scope, asked, direction, request.GET.get("page"))
    shown = {"form": form, "found": found, "asked": asked, "scope": scope, "direction": direction}
    return render(request, "balances/behind.html", shown)


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """Show the exact balance of the lots of the viewer's organisation."""
    viewer = _viewer(request)
    version = newest_for(viewer)
    form = BalanceForm(contents_of(version) if version else None, request.GET)
    query = {**query_of(form), "whose": OURS}
    shown = {"form": form, **exact_page(viewer, Scope(OURS), form.asked, query)}
    return render(request, "balances/ours.html", shown)


@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """Show the balance of a drawn area, of the lots its reader knows exactly."""
    viewer = _viewer(request)
    version = newest_for(viewer)
    form = AreaForm(contents_of(version) if version else None, request.GET)
    shown: dict[str, Any] = {"form": form}
    if form.scope.corners:
        query = {**query_of(form), "outline": request.GET.get("outline", "")}
        shown |= exact_page(viewer, form.scope, form.asked, query)
    return render(request, "balances/area.html", shown)


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """List the balances as they were made, and set two of them side by side."""
    viewer = _viewer(request)
    found = [*versions_for(viewer)]
    form = CompareForm(found, request.GET if "one" in request.GET else None)
    shown: dict[str, Any] = {"form": form, "table": listed(viewer, request.GET.get("page"))}
    if form.is_valid():
        told = form.cleaned_data
        shown["changes"] = compared(viewer, int(told["one"]), int(told["other"]))
    return render(request, "balances/versions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def annex(request: HttpRequest) -> HttpResponse:
    """Take in what stands on the cover of an annex, and ask for it."""
    viewer = _viewer(request)
    start = {"author": viewer.name, "ending": ".docx", "by": ["material"]}
    form = AnnexForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        job = commands.ask_annex(viewer=viewer, asked=form.asked)
        return redirect("job", pk=job.pk)
    return render(request, "balances/annex.html", {"form": form})


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Answer with a table of the balance as a file; before the first is made, with its page."""
    version = newest_for(_viewer(request))
    if version is None:
        return redirect("balances:balance")
    contents = contents_of(version)
    filters = BalanceForm(contents, request.GET)
    make = TABLES.get(request.GET.get("table", ""), TABLES["months"])
    table = make(contents, filters.asked, query_of(filters))
    return hand_out_table(_viewer(request), table, request.GET.get("format", ""))
