# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to sites and facilities for a person, each cut to what they may know."""

from collections.abc import Collection, Iterable
from copy import copy
from typing import Any

from django.db.models import Q, QuerySet

from kotipesa_web.accounts.choices import MembershipState
from kotipesa_web.accounts.models import Organisation
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.lean import Lean
from kotipesa_web.core.permissions import EXACTLY, Projection, projection, require, seen_rows
from kotipesa_web.core.permissions.conditions import where_cut, where_shown
from kotipesa_web.core.permissions.projections import shows
from kotipesa_web.core.permissions.shown import Shown, shown
from kotipesa_web.core.prepared import prepared
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import GRID_M, coarse_of_months
from kotipesa_web.places.geojson import Box
from kotipesa_web.places.models import Facility, Region, Site
from kotipesa_web.places.outlines import wgs84_ring

SITE_FIELDS = (
    *("code", "name", "x_m", "y_m", "crs", "municipality", "type", "owner", "sensitivity"),
)
FACILITY_FIELDS = (
    *("code", "name", "role", "site", "materials", "capacity_t", "capacity_t_per_month"),
    *("eur_per_t", "kgco2e_per_t", "fixed_eur", "open_from", "open_to", "accepts_origin"),
    *("accepts_contamination", "accepts_sulphide", "outcome", "origin", "to_material"),
    *("yield_share", "residue_material", "owner", "sensitivity"),
)

NAMED = ("code", "name", "owner_id", "sensitivity")
PLACED = ("x_m", "y_m", "grid_x_m", "grid_y_m")
LEAN_SITE = Lean(
    Site,
    *(*SITE_FIELDS, "owner_id", "owner__code", "owner__name"),
    *("grid_x_m", "grid_y_m", "outline_wkb"),
)
LEAN_FACILITY = Lean(
    Facility,
    *(*FACILITY_FIELDS, "owner_id", "owner__code", "owner__name"),
    *(f"site__{name}" for name in (*NAMED, *PLACED)),
)


def regions() -> QuerySet[Region]:
    """List the regions; their names are public."""
    return Region.objects.order_by("code")


def organisations(viewer: Viewer) -> list[tuple[int, str]]:
    """List the organisations of the viewer's region by name: the id and the name of each."""
    return _members(viewer.region_id or 0)


@prepared
def _members(region_id: Any) -> "QuerySet[Organisation, Any]":
    members = Organisation.objects.filter(state=MembershipState.MEMBER, region_id=region_id)
    return members.order_by("name").values_list("pk", "name")


def visible_sites(viewer: Viewer) -> QuerySet[Site]:
    """Give the sites the viewer sees at all."""
    return _visible(viewer, Site.objects.all(), "see_site").select_related("owner")


def visible_facilities(viewer: Viewer) -> QuerySet[Facility]:
    """Give the facilities the viewer sees at all, with their sites."""
    found = _visible(viewer, Facility.objects.all(), "see_facility")
    return found.select_related("site", "owner")


def site_for(viewer: Viewer, pk: int) -> Shown:
    """Give one site as the viewer sees it; raises Hidden where there is none for them."""
    return show_site(viewer, _one(visible_sites(viewer), pk))


def facility_for(viewer: Viewer, pk: int) -> Shown:
    """Give one facility as the viewer sees it; raises Hidden where there is none for them."""
    return show_facility(viewer, _one(visible_facilities(viewer), pk))


def editable_site(viewer: Viewer, pk: int) -> Site:
    """Give a site the viewer may edit; raises Hidden or Refused."""
    site: Site = _one(visible_sites(viewer).select_related(None), pk)
    require(viewer, "edit_site", site)
    return site


def editable_facility(viewer: Viewer, pk: int) -> Facility:
    """Give a facility the viewer may edit; raises Hidden or Refused."""
    facility: Facility = _one(visible_facilities(viewer), pk)
    require(viewer, "edit_facility", facility)
    return facility


def usable_site(viewer: Viewer, pk: int) -> Site:
    """Give a site of which the viewer knows the exact place; raises Hidden."""
    site: Site = _one(visible_sites(viewer).select_related(None), pk)
    if projection(viewer, "see_site", site) == Projection.GENERALISED:
        raise Hidden(pk)
    return site


def on_a_site(viewer: Viewer) -> Q:
    """Give the condition of rows that have a site; its region lets the database begin there."""
    if viewer.region_id is None:
        return Q(site__isnull=False)
    return Q(site__region_id=viewer.region_id)


def cell_within(box: Box | None) -> Q:
    """Give the condition of rows in grid cells whose centre lies in a box, or in any cell."""
    if box is None:
        return Q()
    return Q(
        site__grid_x_m__range=(box.low_x_m, box.high_x_m),
        site__grid_y_m__range=(box.low_y_m, box.high_y_m),
    )


def within(viewer: Viewer, kind: str, box: Box | None) -> Q:
    """Give the condition of rows of a kind that the viewer sees in a box, or anywhere.

    Of a row shown roughly, the centre of its cell decides; what lies farther off than half a cell
    is spared the question.
    """
    if box is None:
        return on_a_site(viewer)
    half = GRID_M / 2
    around = Q(
        site__x_m__range=(box.low_x_m - half, box.high_x_m + half),
        site__y_m__range=(box.low_y_m - half, box.high_y_m + half),
    )
    exact = Q(
        site__x_m__range=(box.low_x_m, box.high_x_m),
        site__y_m__range=(box.low_y_m, box.high_y_m),
    )
    shown = where_shown(viewer, kind, "site", exact)
    cut = where_cut(viewer, kind, "site", cell_within(box))
    return on_a_site(viewer) & around & (shown | cut)


def own_sites(viewer: Viewer) -> QuerySet[Site]:
    """List the sites of the viewer's organisation by name."""
    return visible_sites(viewer).filter(owner_id=viewer.organisation_id or 0).order_by("name", "pk")


def names_of_sites(viewer: Viewer, pks: Collection[int]) -> dict[int, str]:
    """Name sites by number: those of which the viewer knows the place, withdrawn ones, too."""
    known = Site.objects.filter(seen_rows(viewer, "see_site", *EXACTLY), pk__in=pks)
    return {pk: name or code for pk, name, code in known.values_list("pk", "name", "code")}


def show_sites(viewer: Viewer, sites: Iterable[Any]) -> list[Shown]:
    """Cut sites to what the viewer sees of each."""
    return [show_site(viewer, site) for site in sites]


def show_facilities(viewer: Viewer, facilities: Iterable[Any]) -> list[Shown]:
    """Cut facilities to what the viewer sees of each."""
    return [show_facility(viewer, facility) for facility in facilities]


def show_site(viewer: Viewer, site: Any) -> Shown:
    """Cut one site to what the viewer sees of it."""
    whole = {field: getattr(site, field) for field in SITE_FIELDS}
    whole["outline"] = wgs84_ring(site.outline_wkb)
    coarse = {"x_m": site.grid_x_m, "y_m": site.grid_y_m}
    return shown(viewer, "site", site, whole, coarse)


def show_facility(viewer: Viewer, facility: Any) -> Shown:
    """Cut one facility to what the viewer sees of it."""
    whole = {field: getattr(facility, field) for field in FACILITY_FIELDS}
    whole["site"] = named_as_seen(viewer, facility.site)
    quarters = coarse_of_months(facility.open_from, facility.open_to)
    coarse = {
        "site": (facility.site.grid_x_m, facility.site.grid_y_m),
        "open_from": quarters["first_quarter"],
        "open_to": quarters["last_quarter"],
        "capacity_t": None,
    }
    return shown(viewer, "facility", facility, whole, coarse)


def named_as_seen(viewer: Viewer, site: Any) -> Any:
    """Give the place of a row one sees; without its id and name where the site is more secret."""
    if shows("site", projection(viewer, "see_site", site), "code"):
        return site
    place = copy(site)
    place.code = place.name = ""
    return place


def _visible(viewer: Viewer, rows: "QuerySet[Any]", action: str) -> "QuerySet[Any]":
    seen = rows.filter(seen_rows(viewer, action), is_withdrawn=False)
    return seen if viewer.region_id is None else seen.filter(region_id=viewer.region_id)


def _one(rows: "QuerySet[Any]", pk: int) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Hidden(pk)
    return row
