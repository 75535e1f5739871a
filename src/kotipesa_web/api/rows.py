# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer reading and writing of rows, for every kind alike."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from kotipesa_web.api.keys import may_read, may_write
from kotipesa_web.api.resources import LOT, PROJECT, Resource, values_of
from kotipesa_web.api.schemas import ProblemDocument, Row, Rows, typed
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import Projection
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 1_000
REFUSALS: dict[int, Any] = dict.fromkeys((403, 404, 409, 422), ProblemDocument)
TypedLot = typed("lots", "TypedLot")
TypedProject = typed("projects", "TypedProject")


class Paging(Schema):
    """Which rows of the list are wanted."""

    limit: int = 100
    offset: int = 0
    material: str = ""
    direction: str = ""
    municipality: str = ""
    state: str = ""


def rows_router(resource: Resource, shape: Any) -> Router:
    """Make the addresses of one kind of row."""
    router = Router(tags=[resource.kind])
    name = resource.kind

    @router.get("", operation_id=f"list_{name}", response={200: Rows, **REFUSALS}, url_name=name)
    def list_rows(request: HttpRequest, asked: Query[Paging]) -> Any:
        """List the rows you may see, each as much as you may know."""
        may_read(request, name)
        return _page(resource, request.viewer, asked)  # type: ignore[attr-defined]

    @router.post("", operation_id=f"add_{name}", response={201: Row, **REFUSALS}, url_name=name)
    def add_row(request: HttpRequest, told: shape) -> Any:
        """Add a row of your organisation."""
        may_write(request, name)
        viewer = request.viewer  # type: ignore[attr-defined]
        values = values_of(resource, viewer, told.dict(exclude_unset=True, exclude={"version"}))
        return Status(201, _one(resource, viewer, resource.add(viewer=viewer, values=values).pk))

    one = f"{name}-one"

    @router.get(
        "/{int:pk}", operation_id=f"get_{name}", response={200: Row, **REFUSALS}, url_name=one
    )
    def get_row(request: HttpRequest, pk: int) -> Any:
        """Give one row."""
        may_read(request, name)
        return _one(resource, request.viewer, pk)  # type: ignore[attr-defined]

    @router.patch(
        "/{int:pk}", operation_id=f"edit_{name}", response={200: Row, **REFUSALS}, url_name=one
    )
    def edit_row(request: HttpRequest, pk: int, told: shape) -> Any:
        """Change a row of your organisation, from the version you read."""
        may_write(request, name)
        viewer = request.viewer  # type: ignore[attr-defined]
        values = values_of(resource, viewer, told.dict(exclude_unset=True, exclude={"version"}))
        resource.edit(viewer=viewer, pk=pk, version=told.version or 0, values=values)
        return _one(resource, viewer, pk)

    @router.delete(
        "/{int:pk}", operation_id=f"withdraw_{name}", response={204: None, **REFUSALS}, url_name=one
    )
    def withdraw_row(request: HttpRequest, pk: int, version: int) -> Any:
        """Withdraw a row of your organisation, from the version you read."""
        may_write(request, name)
        viewer = request.viewer  # type: ignore[attr-defined]
        resource.withdraw(viewer=viewer, pk=pk, version=version)
        return Status(204, None)

    return router


lots_router = rows_router(LOT, TypedLot)
projects_router = rows_router(PROJECT, TypedProject)


def _page(resource: Resource, viewer: Viewer, asked: Paging) -> dict[str, Any]:
    told = {name: value for name, value in asked.dict().items() if isinstance(value, str)}
    rows = resource.filtered(viewer, resource.rows(viewer), told).order_by("pk")
    limit, offset = min(max(asked.limit, 1), MOST), max(asked.offset, 0)
    page = _disclosed(resource, viewer, rows[offset : offset + limit])
    return {"count": rows.count(), "items": page}


def _one(resource: Resource, viewer: Viewer, pk: int) -> dict[str, Any]:
    found = _disclosed(resource, viewer, resource.rows(viewer).filter(pk=pk))
    if not found:
        raise Hidden(pk)
    return found[0]


def _disclosed(resource: Resource, viewer: Viewer, rows: "QuerySet[Any]") -> list[dict[str, Any]]:
    """Tell rows, and write down first that they leave; only that writing is a transaction."""
    pks = [*rows.select_related(None).values_list("pk", flat=True)]
    read = resource.lean.seen(viewer, resource.see, pks)
    seen = resource.show(viewer, read)
    delivered = [(row.owner_id, str(row.level)) for row in seen if row.level != Projection.PUBLIC]
    record_disclosure(viewer, channel="api", what=resource.kind, delivered=delivered)
    cells = resource.export().cells
    return [_told(shown, cells(shown), row.version) for shown, row in zip(seen, read, strict=True)]


def _told(shown: Shown, cells: Any, version: int) -> dict[str, Any]:
    known = {name: value for name, value in cells.items() if value is not None and name != "shown"}
    return {
        "id": shown.pk,
        "shown": str(shown.level),
        "version": version if shown.is_own else None,
        "cells": known,
    }
