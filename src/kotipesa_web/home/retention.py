# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know why rows are kept from the public and how long, and remove them when that time is over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.models import Lot
from kotipesa_web.projects.models import Project

MODELS: dict[str, type[Any]] = {"lot": Lot, "project": Project}
SOON = timedelta(days=90)
MOST = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """One own row whose time of keeping is over or ends soon."""

    kind: str
    pk: int
    name: str
    ground: str
    until: date
    is_over: bool


def own_rows(viewer: Viewer, kind: str) -> "QuerySet[Any]":
    """Give every row of a kind of the viewer's organisation, withdrawn ones too."""
    every: QuerySet[Any] = MODELS[kind]._default_manager.all()  # noqa: SLF001 - told by name
    return every.filter(owner_id=viewer.organisation_id or 0)


def graded(viewer: Viewer, kind: str) -> list[dict[str, Any]]:
    """Count own rows by grade and ground of secrecy."""
    rows = own_rows(viewer, kind).order_by().values("sensitivity", "publicity_ground")
    return [*rows.annotate(count=Count("pk")).order_by("sensitivity", "publicity_ground")]


def ending(viewer: Viewer) -> list[Kept]:
    """List own rows whose time of keeping is over or ends soon, the first to end first."""
    today = timezone.localdate()
    found = [
        Kept(
            kind,
            row.pk,
            row.name or row.code,
            row.get_publicity_ground_display(),
            row.retain_until,
            is_over=row.retain_until < today,
        )
        for kind in MODELS
        for row in own_rows(viewer, kind)
        .filter(retain_until__lte=today + SOON)
        .order_by("retain_until", "pk")[:MOST]
    ]
    return sorted(found, key=lambda row: (row.until, row.kind, row.pk))


@command
def remove(*, viewer: Viewer, kind: str, pk: int) -> None:
    """Remove a row of one's own for good, with what hangs on it, once its time of keeping is over.

    Raises Hidden, Refused, or ValidationError for a row that is still kept.
    """
    row = own_rows(viewer, kind).select_for_update().filter(pk=pk).first()
    if row is None:
        raise Hidden(pk)
    require(viewer, f"edit_{kind}", row)
    if row.retain_until is None or row.retain_until >= timezone.localdate():
        raise ValidationError(_("The time this row is kept is not over."))
    told = {"code": row.code, "retain_until": str(row.retain_until)}
    record(viewer, action="remove_kept", row=row, before=told)
    row.delete()
