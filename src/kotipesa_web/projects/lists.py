# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the tables, map and files of projects."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotipesa_web.core.columns import cell
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import Head
from kotipesa_web.places.exporting import Export
from kotipesa_web.places.geojson import Box, Feature, collection, features_at
from kotipesa_web.places.queries import within
from kotipesa_web.places.words import municipality_name, owner_name, seen_by, window_words
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import show_listed
from kotipesa_web.ui.addresses import row_addresses
from kotipesa_web.ui.columns import column, columns_of
from kotipesa_web.ui.formats import choice_text, number_text
from kotipesa_web.ui.tables import Column, Link, Status, Table

if TYPE_CHECKING:
    from django.core.paginator import Page

FORMATS = (("CSV", "csv"), ("Excel", "xlsx"), ("GeoJSON", "geojson"))
MOST_PROJECTS = 1_000
FIELDS = {column: path.partition("__")[0] for column, path in PROJECTS.fields.items()}
STALE_AFTER_DAYS = 180
KIND = "project"


def project_table(projects: Iterable[Shown], *, order: str, page: "Page[Any]", query: str) -> Table:
    """Make the long list: sorted, paged, with its downloads."""
    files = reverse("projects:file")
    return Table(
        id="projects",
        caption=_("Coming projects"),
        columns=(
            Column("name", _("Project"), "link", is_sortable=True),
            Column("municipality", _("Municipality"), is_sortable=True),
            Column("phase", _("Phase"), "code", list="phase", is_sortable=True),
            Column("first_month", column("lots", "from").title(), "month", is_sortable=True),
            Column("last_month", column("lots", "to").title(), "month", is_sortable=True),
            Column("owner", _("Owner")),
            Column("sensitivity", _("Seen by"), "status"),
            Column("state", _("State")),
            Column("forecast", _("Forecast"), "status"),
        ),
        rows=_rows(projects),
        sorted_by=order,
        page=page,
        downloads=tuple(
            Link(text, f"{files}?{'&'.join(filter(None, (query, urlencode({'format': name}))))}")
            for text, name in FORMATS
        ),
        empty=_("No projects match. Loosen the filters, or add a project."),
        is_caption_hidden=True,
    )


def project_name(project: Shown) -> str:
    """Name a project, as far as it has a name the viewer sees."""
    return str(project["name"] or project["code"] or _("A project shown roughly"))


def forecast_status(project: Shown, today: date) -> Status | None:
    """Say how fresh the forecast is; None where the viewer does not see when it was confirmed."""
    if "last_confirmed" not in project.values:
        return None
    confirmed = project["last_confirmed"]
    if confirmed is None:
        return Status("attention", _("Never confirmed"))
    days = (today - confirmed).days
    if days > STALE_AFTER_DAYS:
        return Status("attention", _("Stale"))
    return Status("good", _("Confirmed"))


def projects_map(viewer: Viewer, projects: QuerySet[Project], box: Box | None) -> dict[str, Any]:
    """Give the projects within a box of EPSG:3067 metres, or everywhere, as GeoJSON."""
    placed = projects.select_related(None).order_by().filter(within(viewer, KIND, box))
    pks = [*placed.values_list("pk", flat=True)[: MOST_PROJECTS + 1]]
    if len(pks) > MOST_PROJECTS:
        return collection(_by_cell(placed))
    return collection(features_at(_marks(show_listed(viewer, pks))))


def project_export() -> Export:
    """Describe the file in the language of the viewer."""
    numbers = {"number": "any", "count": "any"}
    told = [Head(c.name, c.title(), numbers.get(c.type, "text")) for c in columns_of("projects")]
    more = (
        Head("from", column("lots", "from").title()),
        Head("to", column("lots", "to").title()),
        Head("x_m", "x (EPSG:3067)", "any"),
        Head("y_m", "y (EPSG:3067)", "any"),
        Head("shown", _("How much is shown")),
    )
    return Export("projects", (*told, *more), _cells)


def _rows(projects: Iterable[Shown]) -> list[dict[str, Any]]:
    address, town = row_addresses("projects:project"), cache(municipality_name)
    today = timezone.localdate()
    return [
        {
            "name": Link(project_name(project), address(project.pk)),
            "municipality": town(project["municipality"]),
            "phase": project["phase"],
            "first_month": project["first_month"],
            "last_month": project["last_month"],
            "owner": owner_name(project),
            "sensitivity": seen_by(project),
            "state": choice_text(ProjectState, project["state"]),
            "forecast": forecast_status(project, today),
        }
        for project in projects
    ]


def _marks(projects: Iterable[Shown]) -> list[tuple[tuple[float, float], dict[str, Any]]]:
    address = row_addresses("projects:project")
    window = cache(window_words)  # a few hundred windows return thousands of times
    return [
        (
            project["site"],
            {
                "kind": KIND,
                "label": project_name(project),
                "text": window(project["first_month"], project["last_month"]),
                "href": address(project.pk),
            },
        )
        for project in projects
    ]


def _by_cell(projects: QuerySet[Project]) -> list[Feature]:
    cells = projects.values_list("site__grid_x_m", "site__grid_y_m").annotate(count=Count("pk"))
    href = reverse("projects:list")
    return features_at(
        [
            (
                (x_m, y_m),
                {
                    "kind": KIND,
                    "label": ngettext("%(count)s project", "%(count)s projects", count)
                    % {"count": number_text(count)},
                    "tonnes": count * 100,
                    "href": href,
                },
            )
            for x_m, y_m, count in cells
        ]
    )


def _cells(project: Shown) -> dict[str, Any]:
    cells = {column: cell(_plain(project[field])) for column, field in FIELDS.items()}
    site = project["site"]
    point = site if site is None or isinstance(site, tuple) else (site.x_m, site.y_m)
    return {
        **{name: None if value == "" else value for name, value in cells.items()},
        "from": project["first_month"],
        "to": project["last_month"],
        "x_m": point[0] if point else None,
        "y_m": point[1] if point else None,
        "shown": str(project.level),
    }


def _plain(value: Any) -> Any:
    return getattr(value, "code", value)
