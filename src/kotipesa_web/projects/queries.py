# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the only door to projects for a person, each cut to what they may know."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from kotipesa_web.accounts.models import User
from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.lean import Lean
from kotipesa_web.core.permissions import EXACTLY, projection, require, seen_rows
from kotipesa_web.core.permissions.projections import shows
from kotipesa_web.core.permissions.shown import Shown, shown
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.queries import named_as_seen
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.models import Project

FIELDS = (
    *("code", "name", "municipality", "project_area", "address", "description", "phase", "state"),
    *("probability", "alternative_of", "same_as", "shift_earlier", "shift_later", "site"),
    *("first_month", "last_month", "responsible", "contact_name", "contact_email"),
    *("contact_phone", "contact_organisation", "last_confirmed", "owner", "sensitivity"),
    *("publicity_ground", "retain_until"),
)
IN_LISTS = (
    *("code", "name", "municipality", "phase", "first_month", "last_month", "owner"),
    *("sensitivity", "state", "last_confirmed", "site"),
)
TO_SHOW = (
    *("owner_id", "first_quarter", "last_quarter", "owner__code", "owner__name"),
    *("site__x_m", "site__y_m", "site__grid_x_m", "site__grid_y_m"),
)
NAMED = ("code", "name", "owner_id", "sensitivity")
LISTED = Lean(Project, *IN_LISTS, *TO_SHOW)
WHOLE = Lean(
    Project,
    *(*FIELDS, "version", *TO_SHOW, "responsible__name", "responsible__email"),
    *(f"{other}__{name}" for other in ("alternative_of", "same_as", "site") for name in NAMED),
)


def visible_to(viewer: Viewer) -> QuerySet[Project]:
    """Give the projects the viewer sees at all, with what a row of a list needs."""
    seen = seen_rows(viewer, "see_project") & ~Q(state=ProjectState.WITHDRAWN)
    if viewer.region_id is not None:
        seen &= Q(region_id=viewer.region_id)
    return Project.objects.filter(seen).select_related(
        "site", "owner", "alternative_of", "same_as", "responsible"
    )


def get_for(viewer: Viewer, pk: int) -> Shown:
    """Give one project as the viewer sees it; raises Hidden where there is none for them."""
    return show(viewer, _one(visible_to(viewer), pk))


def editable(viewer: Viewer, pk: int) -> Project:
    """Give a project the viewer may edit; raises Hidden or Refused."""
    project = _one(visible_to(viewer).select_related(None), pk)
    require(viewer, "edit_project", project)
    return project


def own_projects(viewer: Viewer) -> QuerySet[Project]:
    """List the projects of the viewer's organisation by name."""
    own = visible_to(viewer).filter(owner_id=viewer.organisation_id or 0)
    return own.order_by("name", "pk")


def colleagues(viewer: Viewer) -> QuerySet[User, tuple[int, str]]:
    """List the people of the viewer's organisation, by id and name."""
    people = User.objects.filter(memberships__organisation_id=viewer.organisation_id or 0)
    return people.order_by("name").distinct().values_list("pk", "name")


def names_of_projects(viewer: Viewer, pks: Collection[int]) -> dict[int, str]:
    """Name projects by number: those the viewer may know by name, withdrawn ones, too."""
    known = Project.objects.filter(seen_rows(viewer, "see_project", *EXACTLY), pk__in=pks)
    return {pk: name or code for pk, name, code in known.values_list("pk", "name", "code")}


def show_listed(viewer: Viewer, pks: Sequence[int]) -> list[Shown]:
    """Show the projects of these ids, as much as lists and maps tell; ``site`` is a point."""
    projects = LISTED.seen(viewer, "see_project", pks)
    points = ((one.site.x_m, one.site.y_m) if one.site else None for one in projects)
    return [
        _cut(viewer, project, {field: getattr(project, field) for field in IN_LISTS}, point)
        for project, point in zip(projects, points, strict=True)
    ]


def show_all(viewer: Viewer, projects: Iterable[Any]) -> list[Shown]:
    """Cut projects, models or read by ``WHOLE``, to what the viewer sees of each."""
    return [show(viewer, project) for project in projects]


def show(viewer: Viewer, project: Any) -> Shown:
    """Cut one project to what the viewer sees of it."""
    whole = {field: getattr(project, field) for field in FIELDS}
    for field in ("alternative_of", "same_as"):
        whole[field] = named_project(viewer, whole[field])
    site = named_as_seen(viewer, project.site) if project.site else None
    return _cut(viewer, project, whole, site)


def _cut(viewer: Viewer, project: Any, whole: dict[str, Any], place: Any) -> Shown:
    site = project.site
    coarse = {
        "first_month": project.first_quarter,
        "last_month": project.last_quarter,
        "site": (site.grid_x_m, site.grid_y_m) if site else None,
    }
    return shown(viewer, "project", project, whole | {"site": place}, coarse)


def named_project(viewer: Viewer, project: Any) -> Any:
    """Give the project that a row one sees names; None where the project is more secret."""
    if project is None or shows("project", projection(viewer, "see_project", project), "code"):
        return project
    return None


def _one(projects: QuerySet[Project], pk: int) -> Project:
    project = projects.filter(pk=pk).first()
    if project is None:
        raise Hidden(pk)
    return project
