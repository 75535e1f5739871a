# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show one project, and what was done to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kotipesa_web.core.audit.queries import lines_of
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.places.changes import change_table, known_names
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.facts import people_facts, project_facts, secrecy_facts
from kotipesa_web.projects.lists import forecast_status, project_name
from kotipesa_web.projects.queries import editable, get_for
from kotipesa_web.projects.sections import sections_of


@require_safe
def project_page(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show one project as the viewer sees it, with what other apps know of it."""
    viewer = request.viewer
    project = get_for(viewer, pk)
    told = {
        "project": project,
        "pk": pk,
        "level": project.level,
        "name": project_name(project),
        "facts": project_facts(project),
        "people": people_facts(project),
        "secrecy": secrecy_facts(project),
        "forecast": forecast_status(project, timezone.localdate()),
        "sections": sections_of(viewer, project),
        "may_edit": project.is_own and is_allowed(viewer.role, "edit_project"),
    }
    return render(request, "projects/project.html", told)


@require_safe
def project_history(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show who changed what of one's own project."""
    project = editable(request.viewer, pk)
    lines = [*lines_of(request.viewer, kind="project", row_id=pk)]
    names = {**known_names(request.viewer, lines), "state": dict(ProjectState.choices)}
    told = {"project": project, "table": change_table(lines, PROJECTS, names)}
    return render(request, "projects/history.html", told)
