# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show what a person is told of, and let them watch their saved searches."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.matches import queries as matches
from kotipesa_web.matches.searches import commands, queries


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """List what the viewer watches, with what is new, and what they could watch."""
    viewer = request.viewer  # type: ignore[attr-defined]
    news = queries.news_in_searches(viewer)
    watched = [*queries.watched_searches(viewer).order_by("search__name", "pk")]
    ours = {one.search_id for one in watched}
    told: dict[str, Any] = {
        "watched": [(one, news.get(one.search_id, [])) for one in watched],
        "others": [one for one in queries.watchable_searches(viewer) if one.pk not in ours],
        "lots": [],
    }
    if is_allowed(viewer.role, "see_matches"):
        lots = matches.watched_lots(viewer)
        told["lots"] = [(lot.pk, lot_name(lot), new) for lot, new in lots]
    return render(request, "matches/alerts.html", told)


@require_safe
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one search: whether it is watched, and what is new in it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.watchable(viewer, pk)
    told = {
        "search": found,
        "address": f"{reverse(found.page)}?{found.query}",
        "watch": queries.watched(viewer, pk),
        "news": queries.news_in_searches(viewer).get(pk, []),
    }
    return render(request, "matches/search.html", told)


@require_POST
def watch_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a search."""
    try:
        commands.watch_search(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("You will hear of what is new, at most once a day."))
    return redirect("matches:search", pk)


@require_POST
def unwatch_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a search no more."""
    commands.unwatch_search(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("You hear of this search no more."))
    return redirect("matches:alerts")


@require_POST
def seen_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what is new in a search as looked at."""
    commands.mark_found_seen(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    return redirect("matches:search", pk)
