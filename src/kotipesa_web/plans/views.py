# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show plans, ask for them, compare and explain them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.places.words import way_words
from kotipesa_web.plans import commands
from kotipesa_web.plans.comparing import comparison_tables
from kotipesa_web.plans.contents import contents_of
from kotipesa_web.plans.downloads import FORMS, download_of
from kotipesa_web.plans.drawing import flows_geojson, moves_geojson
from kotipesa_web.plans.explaining import explain
from kotipesa_web.plans.forms import CompareForm, MovesForm, NewPlanForm
from kotipesa_web.plans.moves import moves_of_others, my_left, my_moves, rough_moves
from kotipesa_web.plans.overview import my_result, overview, stock_charts
from kotipesa_web.plans.published import published
from kotipesa_web.plans.queries import plan_for, plans_for, standing
from kotipesa_web.plans.secrecy import eyes_of
from kotipesa_web.plans.tables import figures, listed, moved


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans of the region."""
    viewer = request.viewer  # type: ignore[attr-defined]
    shown = {
        "table": listed.plans_table(plans_for(viewer), request.GET.get("page")),
        "may_run": is_allowed(viewer.role, "run_plan"),
    }
    return render(request, "plans/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """Take in what a plan is to keep to, and ask for it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = NewPlanForm(viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name, parameters = form.cleaned_data["name"], form.parameters
        job = commands.run_plan(viewer=viewer, name=name, parameters=parameters)
        return redirect("job", pk=job.pk)
    return render(request, "plans/new.html", {"form": form, "standing": standing(viewer)})


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a plan says of the region, and of the viewer's own."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = plan_for(viewer, pk)
    month = request.GET.get("month", "")
    shown: dict[str, Any] = {
        "plan": found,
        "may_run": is_allowed(viewer.role, "run_plan"),
        "may_see_moves": is_allowed(viewer.role, "see_plan_moves"),
        "mine": my_result(eyes_of(viewer, found), found),
        **overview(found, month),
    }
    return render(request, "plans/plan.html", shown)


@require_safe
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the figures of a plan rest on: effects, factors, municipalities, versions."""
    found = plan_for(request.viewer, pk)  # type: ignore[attr-defined]
    contents = contents_of(found)
    shown: dict[str, Any] = {"plan": found, "factors": figures.factors_table(contents)}
    if found.is_shown:
        shown |= {
            "impact": figures.impact_table(contents),
            "costs": figures.costs_table(found, contents),
            "coverage": figures.coverage_table(contents),
        }
    return render(request, "plans/basis.html", shown)


@require_safe
def flows(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the flows between municipalities in a month."""
    told = published(plan_for(request.viewer, pk))  # type: ignore[attr-defined]
    month = request.GET.get("month", "")
    chosen = [flow for flow in told.flows if flow.month == month]
    return JsonResponse(flows_geojson(chosen), content_type="application/geo+json")


@require_safe
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    """List the moves the viewer may know."""
    found = plan_for(request.viewer, pk)  # type: ignore[attr-defined]
    contents, eyes = contents_of(found), eyes_of(request.viewer, found)  # type: ignore[attr-defined]
    form = MovesForm(contents, request.GET)
    page = request.GET.get("page")
    shown: dict[str, Any] = {
        "plan": found,
        "form": form,
        "query": request.GET.urlencode(),
        "way": way_words(contents.record["settings"]["distances"]),
        "mine": moved.my_moves_table(found, my_moves(eyes, contents, form.asked), page),
        "left": moved.left_table(my_left(eyes, contents), page),
    }
    if eyes.sees_others():
        others = moves_of_others(eyes, contents, form.asked)
        shown["others"] = moved.others_table(found, others, page)
        shown["rough"] = moved.rough_table(rough_moves(eyes, contents), page)
    return render(request, "plans/moves.html", shown)


@require_safe
def moves_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the moves the viewer may know."""
    found = plan_for(request.viewer, pk)  # type: ignore[attr-defined]
    contents, eyes = contents_of(found), eyes_of(request.viewer, found)  # type: ignore[attr-defined]
    asked = MovesForm(contents, request.GET).asked
    chosen = my_moves(eyes, contents, asked) + moves_of_others(eyes, contents, asked)
    return JsonResponse(moves_geojson(chosen), content_type="application/geo+json")


@require_safe
def move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Explain one move."""
    found = plan_for(request.viewer, pk)  # type: ignore[attr-defined]
    eyes = eyes_of(request.viewer, found)  # type: ignore[attr-defined]
    contents = contents_of(found)
    told = explain(eyes, contents, number)
    way = way_words(contents.record["settings"]["distances"])
    shown = {"plan": found, "told": told, "move": told.move, "way": way}
    return render(request, "plans/move.html", shown)


@require_safe
def stores(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the stocks of all stores together, and of the viewer's own."""
    found = plan_for(request.viewer, pk)  # type: ignore[attr-defined]
    charts = stock_charts(eyes_of(request.viewer, found), found)  # type: ignore[attr-defined]
    shown = {"plan": found, "charts": charts}
    return render(request, "plans/stores.html", shown)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a plan beside another."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = plan_for(viewer, pk)
    form = CompareForm(viewer, pk, request.GET or None)
    shown: dict[str, Any] = {"plan": found, "form": form}
    if form.is_valid():
        other = plan_for(viewer, int(form.cleaned_data["other"]))
        shown |= {"other": other, **comparison_tables(eyes_of(viewer, found), found, other)}
    return render(request, "plans/compare.html", shown)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a plan to be computed again and compared byte by byte."""
    job = commands.recompute(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    return redirect("job", pk=job.pk)


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give what the viewer may know of a plan as a file, and write down that it left."""
    if form not in FORMS:
        raise Http404(form)
    file = download_of(request.viewer, pk, form)  # type: ignore[attr-defined]
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer
