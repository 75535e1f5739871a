# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw lots."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command, held
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.coarse import coarse_of_lot
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.engine import weigh
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import editable
from kotipesa_web.places.columns import SITES
from kotipesa_web.places.engine import SITE_CRS, given_rows, row_of
from kotipesa_web.places.keeping import Values, new_row, save_changed, save_new, set_values
from kotipesa_web.places.queries import usable_site
from kotipesa_web.places.streams import streams_on
from kotipesa_web.projects import queries as projects

EDITABLE = (
    *("code", "first_month", "last_month", "site_id", "project_id", "state"),
    *("producer", "link", "rests_on"),
    *(name for name in LOTS.same if name != "sensitivity"),
)


@command
def add_lot(*, viewer: Viewer, values: Values) -> Lot:
    """Add a lot of the viewer's organisation on a site they know (``site_id``).

    A lot of a project (``project_id``) lies on the project's site unless another is told. Raises
    InputError or ValidationError with what is wrong in the values.
    """
    lot = new_row(Lot, viewer)
    _, after = set_values(lot, _with_site(viewer, values), EDITABLE)
    require(viewer, "edit_lot", lot)
    _judge_and_weigh(viewer, lot)
    save_new(lot, "l")
    record(viewer, action="add_lot", row=lot, after={**after, "tonnes": lot.tonnes})
    return lot


@command
def edit_lot(*, viewer: Viewer, pk: int, version: int, values: Values) -> Lot:
    """Change a lot; raises Conflict where somebody did meanwhile, and as add_lot."""
    editable(viewer, pk)
    lot = held(Lot.objects.all(), pk, version, dict(values))
    weight_t = lot.tonnes
    before, after = set_values(lot, _with_site(viewer, values), EDITABLE)
    require(viewer, "edit_lot", lot)
    _judge_and_weigh(viewer, lot)
    if lot.tonnes != weight_t:
        before["tonnes"], after["tonnes"] = weight_t, lot.tonnes
    save_changed(lot)
    record(viewer, action="edit_lot", row=lot, before=before, after=after)
    return lot


@command
def withdraw_lot(*, viewer: Viewer, pk: int, version: int, reason: str = "") -> Lot:
    """Withdraw a lot: it is seen and planned no more."""
    editable(viewer, pk)
    lot = held(Lot.objects.all(), pk, version, {})
    before, after = changed(lot, {"state": LotState.WITHDRAWN.value})
    save_changed(lot)
    record(viewer, action="withdraw_lot", row=lot, before=before, after=after, note=reason[:200])
    return lot


def _with_site(viewer: Viewer, values: Values) -> Values:
    """Put a lot on the site of its project where no other is told."""
    if values.get("site_id") or not values.get("project_id"):
        return values
    project = projects.editable(viewer, values["project_id"])
    return {**values, "site_id": project.site_id}


def _judge_and_weigh(viewer: Viewer, lot: Lot) -> None:
    """Refuse what the engine would refuse in a file; keep what it weighs, and that roughly."""
    if lot.kind not in streams_on(viewer):
        raise ValidationError({"kind": _("This stream is not on in the region.")})
    site = usable_site(viewer, lot.site_id)
    if lot.project_id is not None:
        projects.editable(viewer, lot.project_id)
    row = {**row_of(LOTS, lot), "id": lot.code or "new"}
    (weight,) = weigh(
        {
            "lots": [row],
            "sites": [{**row_of(SITES, site), **SITE_CRS}],
            "projects": [{"id": row["project"]}] if row["project"] else [],
            "materials": given_rows(lot.region_id, "materials"),
        }
    )
    lot.tonnes, lot.tonnes_low, lot.tonnes_high = weight.values()
    if not lot.municipality:
        lot.municipality = site.municipality
    coarse = coarse_of_lot(lot.first_month, lot.last_month, lot.tonnes)
    lot.first_quarter, lot.last_quarter, lot.band = (
        coarse[name] for name in ("first_quarter", "last_quarter", "band")
    )
