# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show plans."""

from django.http import HttpRequest, HttpResponse


def plans(request: HttpRequest) -> HttpResponse:
    """List."""
    raise NotImplementedError(request)


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show."""
    raise NotImplementedError(request, pk)
