# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the front page, what needs doing today, and an organisation its own data."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kotipesa_web.core.audit.queries import readings_of_my_rows
from kotipesa_web.core.disclosures.queries import what_left_of_mine
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.home import retention, tables
from kotipesa_web.home.doings import doings, is_urgent
from kotipesa_web.home.queries import public_figures
from kotipesa_web.home.taking_along import take_along
from kotipesa_web.plans.overview import my_result
from kotipesa_web.plans.queries import plans_for
from kotipesa_web.plans.secrecy import eyes_of

PER_PAGE = 25


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell what Kotipesä is, and what of the region is public; members go to their own page."""
    if is_allowed(request.viewer.role, "use_own_account"):  # type: ignore[attr-defined]
        return redirect("my_page")
    return render(request, "home/front.html", {"public": public_figures()})


@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Show what needs doing today."""
    found = doings(request.viewer)  # type: ignore[attr-defined]
    return render(request, "home/my_page.html", {"doings": found, "is_urgent": is_urgent(found)})


@require_safe
def our_data(request: HttpRequest) -> HttpResponse:
    """Show an organisation what it has told, who handled it and what of it left."""
    viewer = request.viewer  # type: ignore[attr-defined]
    counted = {kind: retention.graded(viewer, kind) for kind in retention.MODELS}
    told: dict[str, Any] = {
        "grades": tables.grades_table(counted),
        "kept": retention.ending(viewer),
        "readings": tables.readings_table(
            _page(readings_of_my_rows(viewer), request.GET.get("page"))
        ),
        "left": tables.left_table(_page(what_left_of_mine(viewer), request.GET.get("page"))),
        "may_import": is_allowed(viewer.role, "import_rows"),
        **_newest_plan(viewer),
    }
    return render(request, "home/our_data.html", told)


@require_safe
def our_data_file(request: HttpRequest) -> HttpResponse:
    """Answer with all of it as a file."""
    return take_along(viewer=request.viewer)  # type: ignore[attr-defined]


@require_POST
def remove_lot(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a lot whose time of keeping is over."""
    return _remove(request, "lot", pk)


@require_POST
def remove_project(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a project whose time of keeping is over."""
    return _remove(request, "project", pk)


def _remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    try:
        retention.remove(viewer=request.viewer, kind=kind, pk=pk)  # type: ignore[attr-defined]
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The row was removed for good."))
    return redirect("our_data")


def _page(lines: Any, number: str | None) -> "Page[Any]":
    return Paginator(lines, PER_PAGE).get_page(number)


def _newest_plan(viewer: Viewer) -> dict[str, Any]:
    plan = plans_for(viewer).first() if is_allowed(viewer.role, "see_plan_moves") else None
    return {"plan": plan, "mine": my_result(eyes_of(viewer, plan), plan) if plan else None}
