# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show projects as a list, on a map, and as files."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.places.exporting import hand_out_list
from kotipesa_web.places.geojson import box_of, geojson_answer
from kotipesa_web.places.paging import found_once, page_of
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.projects import filters
from kotipesa_web.projects.forms import ProjectFilterForm
from kotipesa_web.projects.lists import project_export, project_table, projects_map
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import WHOLE, own_projects, show_all, show_listed, visible_to
from kotipesa_web.ui.rowfield import offered


@require_safe
def project_list(request: ViewedRequest) -> HttpResponse:
    """Show the projects the viewer sees, filtered, sorted, by pages."""
    viewer = request.viewer
    form = ProjectFilterForm(request.GET, viewer=viewer)
    projects = filters.filtered(viewer, visible_to(viewer), form.asked)
    if "q" in form.asked:
        projects = found_once(projects)
    order = _order(request)
    count = projects.select_related(None).count()
    projects = filters.ordered(viewer, projects, order)
    page, pks = page_of(projects, request.GET.get("page", ""), count)
    table = project_table(
        show_listed(viewer, pks),
        order=order,
        page=page,
        query=request.GET.urlencode(),
    )
    told = {"form": form, "table": table, "may_add": is_allowed(viewer.role, "edit_project")}
    return render(request, "projects/list.html", told)


@require_safe
def project_map(request: ViewedRequest) -> HttpResponse:
    """Show the same projects on a map."""
    form = ProjectFilterForm(request.GET, viewer=request.viewer)
    told = {"form": form, "query": request.GET.urlencode()}
    return render(request, "projects/map.html", told)


@require_safe
def project_places(request: ViewedRequest) -> HttpResponse:
    """Answer a map with GeoJSON of the projects within its box."""
    box = box_of(request.GET.get("bbox", ""))
    return geojson_answer(projects_map(request.viewer, _asked(request), box))


@require_safe
def offered_projects(request: ViewedRequest) -> HttpResponse:
    """Answer what is typed with the viewer's own projects that are called so."""
    return offered(own_projects(request.viewer), request.GET.get("project", ""))


@require_safe
def project_file(request: ViewedRequest) -> HttpResponse:
    """Answer with the same projects as a file."""
    projects = filters.ordered(request.viewer, _asked(request), _order(request))
    return hand_out_list(
        viewer=request.viewer,
        export=project_export(),
        rows=show_all(request.viewer, WHOLE.of(projects)),
        form=request.GET.get("format", ""),
    )


def _asked(request: ViewedRequest) -> QuerySet[Project]:
    form = ProjectFilterForm(request.GET, viewer=request.viewer)
    return filters.filtered(request.viewer, visible_to(request.viewer), form.asked)


def _order(request: ViewedRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in filters.ORDERS else filters.DEFAULT_ORDER
