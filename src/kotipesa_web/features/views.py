# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer OGC API Features, Part 1: Core, with what the caller may see."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import Projection
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.features import writing
from kotipesa_web.features.asked import asked_of
from kotipesa_web.features.collections import Collection, collection_of
from kotipesa_web.places.geojson import MEDIA_TYPE


@require_safe
def landing(request: HttpRequest) -> JsonResponse:
    """Show where to begin."""
    return _json(writing.landing(request))


@require_safe
def conformance(_request: HttpRequest) -> JsonResponse:
    """Show what is conformed to."""
    return _json({"conformsTo": writing.CONFORMANCE})


@require_safe
def collections(request: HttpRequest) -> JsonResponse:
    """Show what there is."""
    return _json(writing.collections(request))


@require_safe
def collection(request: HttpRequest, name: str) -> JsonResponse:
    """Show one collection."""
    return _json(writing.described(request, collection_of(name)))


@require_safe
def items(request: HttpRequest, name: str) -> JsonResponse:
    """Show a page of features."""
    one = collection_of(name)
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        asked = asked_of(request.GET)
    except ValidationError as refused:
        return _json({"code": "InvalidParameterValue", "description": refused.messages[0]}, 400)
    rows = one.rows(viewer)
    if asked.box:
        rows = rows.filter(one.within(viewer, asked.box))
    matched = rows.count()
    page = rows.order_by("pk")[asked.offset : asked.offset + asked.limit]
    seen = _disclosed(viewer, one, page)
    return _json(writing.items(request, one, asked, seen, matched), media=MEDIA_TYPE)


@require_safe
def item(request: HttpRequest, name: str, pk: int) -> JsonResponse:
    """Show one feature."""
    one = collection_of(name)
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = _disclosed(viewer, one, one.rows(viewer).filter(pk=pk))
    if not seen:
        raise Hidden(pk)
    return _json(writing.features(one, seen)[0], media=MEDIA_TYPE)


@command
def _disclosed(viewer: Viewer, one: Collection, rows: Iterable[Any]) -> list[Shown]:
    seen = one.show(viewer, rows)
    delivered = [(row.owner_id, str(row.level)) for row in seen if row.level != Projection.PUBLIC]
    record_disclosure(viewer, channel="features", what=one.id, delivered=delivered)
    return seen


def _json(told: Any, status: int = 200, media: str = "application/json") -> JsonResponse:
    answer = JsonResponse(
        told, status=status, content_type=media, json_dumps_params={"ensure_ascii": False}
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
