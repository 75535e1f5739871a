# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit, confirm and withdraw projects by forms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kotipesa_web.core.permissions import require
from kotipesa_web.places.formpages import form_page
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.projects import commands
from kotipesa_web.projects.forms import AlternativesForm, ProjectForm, WithdrawForm, project_initial
from kotipesa_web.projects.queries import editable
from kotipesa_web.ui.tables import Link


@require_http_methods(["GET", "POST"])
def add_project(request: ViewedRequest) -> HttpResponse:
    """Add a project of one's own, and its site."""
    viewer = request.viewer
    require(viewer, "edit_project")
    form = ProjectForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        added = form.save(
            lambda: commands.add_project(viewer=viewer, values=form.values, site=form.site_values)
        )
        if added is not None:
            messages.success(request, _("The project is added. Now tell its masses."))
            return redirect("projects:project", added.pk)
    return form_page(request, form, title=_("Add a project"), up=_all_projects())


@require_http_methods(["GET", "POST"])
def edit_project(request: ViewedRequest, pk: int) -> HttpResponse:
    """Edit a project of one's own, and its site where its place or name changed."""
    viewer = request.viewer
    project = editable(viewer, pk)
    form = ProjectForm(request.POST or None, viewer=viewer, initial=project_initial(project))
    if request.method == "POST" and form.is_valid():
        saved = form.save(
            lambda: commands.edit_project(
                viewer=viewer,
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                values=form.values,
                site=form.site_values if form.is_site_changed else None,
            )
        )
        if saved is not None:
            messages.success(request, _("The project is saved."))
            return redirect("projects:project", pk)
    up = Link(project.name or project.code, reverse("projects:project", args=[pk]))
    return form_page(request, form, title=_("Edit the project"), up=up)


@require_http_methods(["GET", "POST"])
def withdraw_project(request: ViewedRequest, pk: int) -> HttpResponse:
    """Withdraw a project of one's own, after asking once more."""
    project = editable(request.viewer, pk)
    form = WithdrawForm(request.POST or None, initial={"version": project.version})
    if request.method == "POST" and form.is_valid():
        commands.withdraw_project(viewer=request.viewer, pk=pk, **form.cleaned_data)
        messages.success(request, _("The project and its lots are withdrawn."))
        return redirect("projects:list")
    told = {"project": project, "form": form}
    return render(request, "projects/withdraw.html", told)


@require_POST
def confirm_forecast(request: ViewedRequest, pk: int) -> HttpResponse:
    """Say that the forecast of a project still holds."""
    commands.confirm_forecast(viewer=request.viewer, pk=pk)
    messages.success(request, _("The forecast is confirmed today."))
    return redirect("projects:project", pk)


@require_http_methods(["GET", "POST"])
def alternatives(request: ViewedRequest, pk: int) -> HttpResponse:
    """Say which projects of one's own exclude this one, and how likely each is."""
    viewer = request.viewer
    project = editable(viewer, pk)
    form = AlternativesForm(request.POST or None, viewer=viewer, project=project)
    if request.method == "POST" and form.is_valid():
        saved = form.save(
            lambda: commands.set_alternatives(
                viewer=viewer,
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                probabilities=form.probabilities,
            )
        )
        if saved is not None:
            messages.success(request, _("The alternatives are saved."))
            return redirect("projects:project", pk)
    up = Link(project.name or project.code, reverse("projects:project", args=[pk]))
    return form_page(request, form, title=_("Alternatives of the project"), up=up)


def _all_projects() -> Link:
    return Link(_("Projects"), reverse("projects:list"))
