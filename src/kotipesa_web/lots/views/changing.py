# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit and withdraw lots by forms; attach files to them and take them off."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kotipesa.errors import InputError
from kotipesa_web.core.permissions import require
from kotipesa_web.lots import attaching, commands
from kotipesa_web.lots.forms import AttachmentForm, LotForm
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.queries import editable
from kotipesa_web.lots.views.pages import show_lot
from kotipesa_web.places.formpages import form_page
from kotipesa_web.places.forms import add_refusal
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.places.rowforms import initial_of
from kotipesa_web.projects.forms import WithdrawForm
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import editable as editable_project
from kotipesa_web.ui.tables import Link


@require_http_methods(["GET", "POST"])
def add_lot(request: ViewedRequest) -> HttpResponse:
    """Add a lot of one's own, of a project (``?project=``) or apart."""
    viewer = request.viewer
    require(viewer, "edit_lot")
    asked = request.GET.get("project", "")
    project = editable_project(viewer, int(asked)) if asked.isdecimal() else None
    form = LotForm(request.POST or None, viewer=viewer, initial=_of_project(project))
    if request.method == "POST" and form.is_valid():
        lot = form.save(lambda: commands.add_lot(viewer=viewer, values=form.values))
        if lot is not None:
            messages.success(request, _("The lot is added."))
            return _after(lot)
    return form_page(request, form, title=_("Add a lot"), up=_up(project))


@require_http_methods(["GET", "POST"])
def edit_lot(request: ViewedRequest, pk: int) -> HttpResponse:
    """Edit a lot of one's own."""
    viewer = request.viewer
    lot = editable(viewer, pk)
    form = LotForm(request.POST or None, viewer=viewer, initial=initial_of(LotForm, lot))
    if request.method == "POST" and form.is_valid():
        saved = form.save(
            lambda: commands.edit_lot(
                viewer=viewer,
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                values=form.values,
            )
        )
        if saved is not None:
            messages.success(request, _("The lot is saved."))
            return redirect("lots:lot", pk)
    up = Link(lot.name or lot.code, reverse("lots:lot", args=[pk]))
    return form_page(request, form, title=_("Edit the lot"), up=up)


@require_http_methods(["GET", "POST"])
def withdraw_lot(request: ViewedRequest, pk: int) -> HttpResponse:
    """Withdraw a lot of one's own, after asking once more."""
    lot = editable(request.viewer, pk)
    form = WithdrawForm(request.POST or None, initial={"version": lot.version})
    if request.method == "POST" and form.is_valid():
        commands.withdraw_lot(viewer=request.viewer, pk=pk, **form.cleaned_data)
        messages.success(request, _("The lot is withdrawn."))
        return _after(lot) if lot.project_id else redirect("lots:list")
    return render(request, "lots/withdraw.html", {"lot": lot, "form": form})


@require_POST
def attach_file(request: ViewedRequest, pk: int) -> HttpResponse:
    """Attach a file to a lot of one's own; what is refused stands beside the field."""
    editable(request.viewer, pk)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid() and _attach(request, pk, form):
        messages.success(request, _("The file is attached."))
        return redirect("lots:lot", pk)
    return show_lot(request, pk, form)


@require_POST
def detach_file(request: ViewedRequest, pk: int) -> HttpResponse:
    """Take an attachment off its lot."""
    attachment = attaching.detach(viewer=request.viewer, pk=pk)
    messages.success(request, _("The file is taken off."))
    return redirect("lots:lot", attachment.lot_id)


def _attach(request: ViewedRequest, pk: int, form: AttachmentForm) -> bool:
    upload = form.cleaned_data["file"]
    try:
        attaching.attach(
            viewer=request.viewer,
            lot_pk=pk,
            name=upload.name,
            chunks=upload.chunks(),
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
        )
    except InputError as refused:
        add_refusal(form, refused.problems, {"": "file"})
    except ValidationError as refused:
        add_refusal(form, refused, {"": "file"})
    return not form.errors


def _of_project(project: Project | None) -> dict[str, Any]:
    """Begin a lot as its project is: its months, phase and secrecy."""
    if project is None:
        return {}
    same = ("first_month", "last_month", "phase", "sensitivity", "publicity_ground")
    return {"project": project.pk, **{name: getattr(project, name) for name in same}}


def _after(lot: Lot) -> HttpResponse:
    if lot.project_id is not None:
        return redirect("projects:project", lot.project_id)
    return redirect("lots:lot", lot.pk)


def _up(project: Project | None) -> Link:
    if project is None:
        return Link(_("Haves and needs"), reverse("lots:list"))
    return Link(project.name or project.code, reverse("projects:project", args=[project.pk]))
