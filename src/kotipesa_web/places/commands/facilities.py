# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw facilities."""

from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command, held
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.columns import FACILITIES, SITES
from kotipesa_web.places.engine import SITE_CRS, given_rows, refuse_unsound, row_of
from kotipesa_web.places.keeping import Values, new_row, save_changed, save_new, set_values
from kotipesa_web.places.models import Facility
from kotipesa_web.places.queries import editable_facility, usable_site

EDITABLE = (
    "code",
    "name",
    "site_id",
    "yield_share",
    *(name for name in FACILITIES.same if name != "owner"),
)


@command
def add_facility(*, viewer: Viewer, values: Values) -> Facility:
    """Add a facility on a site of one's own (``site_id``); raises InputError or ValidationError."""
    facility = new_row(Facility, viewer)
    _, after = set_values(facility, values, EDITABLE)
    require(viewer, "edit_facility", facility)
    _judge(viewer, facility)
    save_new(facility, "f")
    record(viewer, action="add_facility", row=facility, after=after)
    return facility


@command
def edit_facility(*, viewer: Viewer, pk: int, version: int, values: Values) -> Facility:
    """Change a facility; raises Conflict, and as add_facility."""
    editable_facility(viewer, pk)
    facility = held(Facility.objects.all(), pk, version, dict(values))
    before, after = set_values(facility, values, EDITABLE)
    require(viewer, "edit_facility", facility)
    _judge(viewer, facility)
    save_changed(facility)
    record(viewer, action="edit_facility", row=facility, before=before, after=after)
    return facility


@command
def withdraw_facility(*, viewer: Viewer, pk: int, version: int) -> Facility:
    """Withdraw a facility: no plan uses it any more."""
    editable_facility(viewer, pk)
    facility = held(Facility.objects.all(), pk, version, {})
    facility.is_withdrawn = True
    save_changed(facility)
    record(viewer, action="withdraw_facility", row=facility)
    return facility


def _judge(viewer: Viewer, facility: Facility) -> None:
    site = usable_site(viewer, facility.site_id)
    row = {**row_of(FACILITIES, facility), "id": facility.code or "new"}
    refuse_unsound(
        {
            "facilities": [row],
            "sites": [{**row_of(SITES, site), **SITE_CRS}],
            "materials": given_rows(facility.region_id, "materials"),
        }
    )
