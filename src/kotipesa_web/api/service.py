# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather the API: its routers, its refusals, its description."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from kotipesa_web.api.faults import say_problems
from kotipesa_web.api.plans import plans_router
from kotipesa_web.api.rows import lots_router, projects_router
from kotipesa_web.api.schemas import Who

api = NinjaAPI(
    title="Kotipesä",
    version="1",
    description=(
        "The register of a region's coming masses. Send a key as `Authorization: Bearer KEY`; "
        "without one you read what is public. Amounts are in the units told, places in EPSG:3067."
    ),
    urls_namespace="api",
    docs_url=None,
)
say_problems(api)
api.add_router("/lots", lots_router)
api.add_router("/projects", projects_router)
api.add_router("/plans", plans_router)


@api.get("/me", response=Who, url_name="me", tags=["me"])
def me(request: HttpRequest) -> Any:
    """Tell for whom you act."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return {
        "name": viewer.name,
        "role": str(viewer.role),
        "organisation": viewer.organisation_id,
        "region": viewer.region_id,
    }


@require_safe
def beginning(request: HttpRequest) -> JsonResponse:
    """Tell where the API is described."""
    return JsonResponse({"openapi": request.build_absolute_uri(reverse("api:openapi-json"))})
