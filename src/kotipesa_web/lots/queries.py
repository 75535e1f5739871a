# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to lots for a person: those they may see, each cut to what they may know."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.lean import Lean
from kotipesa_web.core.permissions import require, seen_rows
from kotipesa_web.core.permissions.shown import Shown, shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.queries import named_as_seen
from kotipesa_web.places.streams import in_streams_on
from kotipesa_web.projects.queries import named_project

FIELDS = (
    *("code", "name", "direction", "material", "material_group", "amount", "unit"),
    *("amount_low", "amount_high", "tonnes", "tonnes_low", "tonnes_high", "municipality"),
    *("first_month", "last_month", "fitness", "contamination", "sulphide", "invasive"),
    *("reliability", "phase", "level_m", "reserved", "realised_from", "realised_to", "kind"),
    *("note", "producer", "link", "accepts", "min_fitness", "accepts_contamination"),
    *("accepts_sulphide", "rests_on", "state", "owner", "unit_of_owner", "project", "site"),
    *("sensitivity", "publicity_ground", "retain_until"),
)
IN_LISTS = (
    *("code", "name", "direction", "material", "tonnes", "tonnes_low", "tonnes_high"),
    *("municipality", "first_month", "last_month", "state", "owner", "project", "site"),
    *("sensitivity",),
)
TO_SHOW = (
    *("owner_id", "band", "first_quarter", "last_quarter", "owner__code", "owner__name"),
    *("project__code", "project__name", "project__owner_id", "project__sensitivity"),
    *("site__x_m", "site__y_m", "site__grid_x_m", "site__grid_y_m"),
)
LISTED = Lean(Lot, *IN_LISTS, *TO_SHOW)
WHOLE = Lean(
    Lot,
    *(*FIELDS, "version", *TO_SHOW, "unit_of_owner__name"),
    *("site__code", "site__name", "site__owner_id", "site__sensitivity"),
)
RELATED = ("site", "project", "owner", "unit_of_owner")
"""The rows that ``show`` takes from a lot."""


def visible_to(viewer: Viewer) -> QuerySet[Lot]:
    """Give the lots the viewer sees at all, of streams that are on, with what a list needs."""
    seen = seen_rows(viewer, "see_lot") & in_streams_on(viewer) & ~Q(state=LotState.WITHDRAWN)
    if viewer.region_id is not None:
        seen &= Q(region_id=viewer.region_id)
    return Lot.objects.filter(seen).select_related(*RELATED)


def get_for(viewer: Viewer, pk: int) -> Shown:
    """Give one lot as the viewer sees it; raises Hidden where there is none for them."""
    lot = visible_to(viewer).filter(pk=pk).first()
    if lot is None:
        raise Hidden(pk)
    return show(viewer, lot)


def editable(viewer: Viewer, pk: int, *related: str) -> Lot:
    """Give a lot the viewer may edit, read with the rows it is to bring; raises Hidden, Refused."""
    lots = visible_to(viewer).select_related(None)
    lot = (lots.select_related(*related) if related else lots).filter(pk=pk).first()
    if lot is None:
        raise Hidden(pk)
    require(viewer, "edit_lot", lot)
    return lot


def lots_of_project(viewer: Viewer, project_pk: int) -> list[Shown]:
    """List the lots of a project the viewer sees, by direction and material."""
    lots = visible_to(viewer).filter(project_id=project_pk)
    return show_all(viewer, lots.order_by("direction", "material", "first_month", "pk"))


def show_listed(viewer: Viewer, pks: Sequence[int]) -> list[Shown]:
    """Show the lots of these ids, of each as much as lists and maps tell; ``site`` is a point."""
    return [
        _cut(viewer, lot, IN_LISTS, (lot.site.x_m, lot.site.y_m))
        for lot in LISTED.seen(viewer, "see_lot", pks)
    ]


def show_all(viewer: Viewer, lots: Iterable[Any]) -> list[Shown]:
    """Cut lots, models or read by ``WHOLE``, to what the viewer sees of each."""
    return [show(viewer, lot) for lot in lots]


def show(viewer: Viewer, lot: Any) -> Shown:
    """Cut one lot to what the viewer sees of it."""
    return _cut(viewer, lot, FIELDS, named_as_seen(viewer, lot.site))


def _cut(viewer: Viewer, lot: Any, fields: Sequence[str], site: Any) -> Shown:
    whole = {field: getattr(lot, field) for field in fields}
    whole["project"] = named_project(viewer, lot.project)
    whole["site"] = site
    coarse = {
        "tonnes": lot.band,
        "first_month": lot.first_quarter,
        "last_month": lot.last_quarter,
        "site": (lot.site.grid_x_m, lot.site.grid_y_m),
    }
    return shown(viewer, "lot", lot, whole, coarse)
