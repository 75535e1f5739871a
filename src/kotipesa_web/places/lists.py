# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the tables and the map of sites and facilities."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.places.facts import Fact, column_facts, place_fact
from kotipesa_web.places.geojson import collection, features_at
from kotipesa_web.places.words import municipality_name, owner_name, seen_by
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Link, Table

if TYPE_CHECKING:
    from django.core.paginator import Page

FACILITY_COLUMNS = (
    *("materials", "capacity_t", "capacity_t_per_month", "open_from", "open_to", "eur_per_t"),
    *("kgco2e_per_t", "fixed_eur", "accepts_contamination", "accepts_sulphide"),
    *("accepts_origin", "outcome", "origin", "to_material", "residue_material"),
)


def site_table(sites: Iterable[Shown], page: "Page[Any]") -> Table:
    """List sites."""
    return Table(
        id="sites",
        caption=_("Sites"),
        columns=(
            Column("name", _("Site"), "link"),
            Column("municipality", _("Municipality")),
            Column("type", _("Type"), "code", list="site_type"),
            Column("owner", _("Owner")),
            Column("sensitivity", _("Seen by"), "status"),
        ),
        rows=[
            {
                "name": Link(row_name(site), reverse("places:site", args=[site.pk])),
                "municipality": municipality_name(site["municipality"]),
                "type": site["type"],
                "owner": owner_name(site),
                "sensitivity": seen_by(site),
            }
            for site in sites
        ],
        page=page,
        empty=_("No sites yet."),
        is_caption_hidden=True,
    )


def facility_table(facilities: Iterable[Shown], page: "Page[Any]") -> Table:
    """List facilities."""
    return Table(
        id="facilities",
        caption=_("Facilities"),
        columns=(
            Column("name", _("Facility"), "link"),
            Column("role", _("Role"), "code", list="role"),
            Column("materials", _("Materials")),
            Column("capacity_t", _("Capacity"), "tonnes"),
            Column("owner", _("Owner")),
            Column("sensitivity", _("Seen by"), "status"),
        ),
        rows=[_facility_row(facility) for facility in facilities],
        page=page,
        empty=_("No facilities yet."),
        is_caption_hidden=True,
    )


def row_name(row: Shown) -> str:
    """Name a site or facility, as far as its name is seen."""
    return str(row["name"] or row["code"] or _("Shown roughly"))


def facilities_map(facilities: Iterable[Shown]) -> dict[str, Any]:
    """Give facilities as GeoJSON, each where it is or in the middle of its grid cell."""
    return collection(features_at([_mark(facility) for facility in facilities]))


def site_facts(site: Shown) -> list[Fact]:
    """Tell what is known of a site."""
    found = column_facts("sites", site, (("municipality", "municipality"), ("type", "type")))
    place = place_fact((site["x_m"], site["y_m"])) if site.level == "generalised" else None
    owner = [Fact(_("Owner"), owner_name(site))] if site["owner"] else []
    return [*found, *([place] if place else []), *owner]


def facility_facts(facility: Shown) -> list[Fact]:
    """Tell what is known of a facility."""
    pairs = [(name, name) for name in FACILITY_COLUMNS]
    place = place_fact(facility["site"])
    owner = [Fact(_("Owner"), owner_name(facility))] if facility["owner"] else []
    return [
        Fact(_("Role"), code_text("role", facility["role"])),
        *([place] if place else []),
        *column_facts("facilities", facility, pairs),
        *owner,
    ]


def _facility_row(facility: Shown) -> dict[str, Any]:
    materials = [code_text("material", code) for code in facility["materials"] or []]
    return {
        "name": Link(row_name(facility), reverse("places:facility", args=[facility.pk])),
        "role": facility["role"],
        "materials": ", ".join(materials) or _("All"),
        "capacity_t": facility["capacity_t"],
        "owner": owner_name(facility),
        "sensitivity": seen_by(facility),
    }


def _mark(facility: Shown) -> tuple[tuple[float, float], dict[str, Any]]:
    site = facility["site"]
    point = site if isinstance(site, tuple) else (site.x_m, site.y_m)
    return point, {
        "kind": facility["role"],
        "label": row_name(facility),
        "text": code_text("role", facility["role"]),
        "href": reverse("places:facility", args=[facility.pk]),
    }
