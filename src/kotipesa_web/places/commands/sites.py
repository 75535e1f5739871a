# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw sites."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa.geo import ETRS_TM35FIN, system_name
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command, held
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import refuse_unsound
from kotipesa_web.places.keeping import Values, new_row, save_changed, save_new, set_values
from kotipesa_web.places.models import Site
from kotipesa_web.places.outlines import outline_fields, point_fields
from kotipesa_web.places.queries import editable_site

PLACE = ("x", "y", "crs", "geometry")
EDITABLE = ("code", "name", "municipality", "type")
PLACED = (
    *("crs", "given_x", "given_y", "x_m", "y_m", "grid_x_m", "grid_y_m", "outline_wkb"),
    *("low_x_m", "low_y_m", "high_x_m", "high_y_m"),
)
TOLD = (*EDITABLE, "crs", "given_x", "given_y", "sensitivity")


@command
def add_site(*, viewer: Viewer, values: Values) -> Site:
    """Add a site; ``values`` has ``x``, ``y``, ``crs`` and ``geometry`` (WKT) besides its fields.

    Raises InputError or ValidationError with what is wrong in them.
    """
    site = new_row(Site, viewer)
    set_values(site, _with_place(site, values), (*EDITABLE, *PLACED))
    require(viewer, "edit_site", site)
    save_new(site, "s")
    record(viewer, action="add_site", row=site, after=_told(site))
    return site


@command
def edit_site(*, viewer: Viewer, pk: int, version: int, values: Values) -> Site:
    """Change a site; raises Conflict, and as add_site.

    Without ``x`` and ``y`` its place stays, and without ``geometry`` its outline does.
    """
    editable_site(viewer, pk)
    site = held(Site.objects.all(), pk, version, dict(values))
    before = _told(site)
    set_values(site, _with_place(site, values), (*EDITABLE, *PLACED))
    require(viewer, "edit_site", site)
    save_changed(site)
    after = {name: value for name, value in _told(site).items() if value != before[name]}
    record(viewer, action="edit_site", row=site, before=_only(before, after), after=after)
    return site


@command
def withdraw_site(*, viewer: Viewer, pk: int, version: int) -> Site:
    """Withdraw a site; raises ValidationError while a facility stands on it."""
    editable_site(viewer, pk)
    site = held(Site.objects.all(), pk, version, {})
    if site.facilities.filter(is_withdrawn=False).exists():
        raise ValidationError(_("A facility stands on this site; withdraw it first."))
    site.is_withdrawn = True
    save_changed(site)
    record(viewer, action="withdraw_site", row=site)
    return site


def _with_place(site: Site, values: Values) -> dict[str, Any]:
    """Judge a site as the engine would a file's row, and turn its place into its fields."""
    told = {name: values[name] for name in values if name not in PLACE}
    row = {"id": values.get("code") or site.code or "new"}
    row |= {name: told.get(name, getattr(site, name)) for name in ("name", "municipality", "type")}
    if "x" not in values and site.pk is not None:
        refuse_unsound({"sites": [{**row, "x": site.x_m, "y": site.y_m, "crs": ETRS_TM35FIN}]})
        return told
    given = {name: values.get(name) for name in PLACE}
    given["crs"] = given["crs"] or ETRS_TM35FIN
    refuse_unsound({"sites": [{**row, **given}]})
    crs = system_name(str(given["crs"]))
    point = point_fields(float(values["x"]), float(values["y"]), crs)
    keeps_outline = "geometry" not in values and site.pk is not None
    return told | point | ({} if keeps_outline else outline_fields(given["geometry"] or "", crs))


def _told(site: Site) -> dict[str, Any]:
    return {name: getattr(site, name) for name in TOLD}


def _only(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: before[name] for name in after}
