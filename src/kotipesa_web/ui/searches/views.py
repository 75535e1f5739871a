# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take in saved searches, and drop them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kotipesa_web.ui.searches import commands


@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Save the filters of a page and open it with them."""
    told = {name: request.POST.get(name, "") for name in ("page", "query", "name")}
    try:
        search = commands.save_search(
            viewer=request.viewer,  # type: ignore[attr-defined]
            is_shared=bool(request.POST.get("is_shared")),
            **told,
        )
    except ValidationError as refused:
        for text in refused.messages:
            messages.error(request, text)
        return redirect("home")
    messages.success(request, _("The search was saved."))
    return redirect(f"{reverse(search.page)}?{search.query}")


@require_POST
def drop_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a search and open its page."""
    search = commands.drop_search(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("The search was dropped."))
    return redirect(search.page)
