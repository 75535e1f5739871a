# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write landing page, conformance, collections and items as OGC API Features has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.features.asked import Asked
from kotipesa_web.features.collections import COLLECTIONS, Collection
from kotipesa_web.places.geojson import MEDIA_TYPE, features_at

CLASSES = ("core", "oas30", "geojson")
CONFORMANCE = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{one}" for one in CLASSES]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
# What the points of Finland lie within; the true extent of rows would tell where hidden ones are.
FINLAND = [19.0, 59.0, 32.0, 71.0]


def landing(request: HttpRequest) -> dict[str, Any]:
    """Write the landing page."""
    return {
        "title": "Kotipesä",
        "description": _("The coming masses of a region, as far as you may see them."),
        "links": [
            _link(request, "self", "features:landing"),
            _link(request, "conformance", "features:conformance"),
            _link(request, "data", "features:collections"),
            _link(
                request,
                "service-desc",
                "api:openapi-json",
                media="application/vnd.oai.openapi+json;version=3.0",
            ),
        ],
    }


def collections(request: HttpRequest) -> dict[str, Any]:
    """Write the list of collections."""
    return {
        "links": [_link(request, "self", "features:collections")],
        "collections": [described(request, one) for one in COLLECTIONS],
    }


def described(request: HttpRequest, one: Collection) -> dict[str, Any]:
    """Write one collection."""
    return {
        "id": one.id,
        "title": str(one.title),
        "description": str(one.description),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {"spatial": {"bbox": [FINLAND], "crs": CRS84}},
        "links": [
            _link(request, "self", "features:collection", one.id),
            _link(request, "items", "features:items", one.id, media=MEDIA_TYPE),
        ],
    }


def items(
    request: HttpRequest, one: Collection, asked: Asked, rows: Sequence[Shown], matched: int
) -> dict[str, Any]:
    """Write a page of features with the link to the next one."""
    links = [_link(request, "self", "features:items", one.id, media=MEDIA_TYPE)]
    if asked.offset + len(rows) < matched:
        links.append(_next(request, asked))
    return {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(rows),
        "links": links,
        "features": features(one, rows),
    }


def features(one: Collection, rows: Sequence[Shown]) -> list[dict[str, Any]]:
    """Write rows as features; a row without a place has no geometry."""
    cells = [one.cells(row) for row in rows]
    placed = iter(features_at([_placed(row) for row in cells if row["x_m"] is not None]))
    return [
        {"id": row.pk, **(next(placed) if told["x_m"] is not None else _without_place(told))}
        for row, told in zip(rows, cells, strict=True)
    ]


def _placed(cells: Mapping[str, Any]) -> tuple[tuple[float, float], Mapping[str, Any]]:
    return (cells["x_m"], cells["y_m"]), _properties(cells)


def _without_place(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": None, "properties": _properties(cells)}


def _properties(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if name not in {"x_m", "y_m"}}


def _next(request: HttpRequest, asked: Asked) -> dict[str, str]:
    told = request.GET.copy()
    told["offset"], told["limit"] = str(asked.offset + asked.limit), str(asked.limit)
    address = request.build_absolute_uri(f"{request.path}?{told.urlencode()}")
    return {"rel": "next", "type": MEDIA_TYPE, "href": address}


def _link(
    request: HttpRequest, rel: str, name: str, *args: str, media: str = "application/json"
) -> dict[str, str]:
    address = request.build_absolute_uri(reverse(name, args=args))
    return {"rel": rel, "type": media, "href": address}
