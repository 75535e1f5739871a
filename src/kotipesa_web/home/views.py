# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kotipesa_web.home.queries import public_figures


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell what Kotipesä is, and what of the region is public."""
    return render(request, "home/front.html", {"public": public_figures()})
