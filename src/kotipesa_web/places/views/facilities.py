# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show, add, edit and withdraw facilities."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.core.permissions import is_allowed, require
from kotipesa_web.places import commands
from kotipesa_web.places.formpages import form_page
from kotipesa_web.places.geojson import geojson_answer
from kotipesa_web.places.lists import facilities_map, facility_facts, facility_table, row_name
from kotipesa_web.places.paging import page_of
from kotipesa_web.places.queries import (
    LEAN_FACILITY,
    editable_facility,
    facility_for,
    show_facilities,
    visible_facilities,
)
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.places.rowforms import initial_of
from kotipesa_web.places.siteforms import FacilityForm
from kotipesa_web.ui.tables import Link

MOST_ON_MAP = 2_000


@require_safe
def facility_list(request: ViewedRequest) -> HttpResponse:
    """List the facilities the viewer sees, by role, with a map."""
    viewer = request.viewer
    facilities = visible_facilities(viewer).order_by("role", "-pk")
    count = facilities.select_related(None).count()
    page, pks = page_of(facilities, request.GET.get("page", ""), count)
    seen = LEAN_FACILITY.seen(viewer, "see_facility", pks)
    table = facility_table(show_facilities(viewer, seen), page)
    told = {"table": table, "may_add": is_allowed(viewer.role, "edit_facility")}
    return render(request, "places/facilities.html", told)


@require_safe
def facility_places(request: ViewedRequest) -> HttpResponse:
    """Answer a map with GeoJSON of the facilities."""
    found = visible_facilities(request.viewer).order_by("pk")[:MOST_ON_MAP]
    return geojson_answer(facilities_map(show_facilities(request.viewer, LEAN_FACILITY.of(found))))


@require_safe
def facility_page(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show one facility as the viewer sees it."""
    viewer = request.viewer
    facility = facility_for(viewer, pk)
    may_edit = facility.is_own and is_allowed(viewer.role, "edit_facility")
    told = {
        "row": facility,
        "pk": pk,
        "name": row_name(facility),
        "facts": facility_facts(facility),
        "may_edit": may_edit,
    }
    if may_edit:
        told["version"] = editable_facility(viewer, pk).version
    return render(request, "places/facility.html", told)


@require_http_methods(["GET", "POST"])
def add_facility(request: ViewedRequest) -> HttpResponse:
    """Add a facility on a site of one's own."""
    viewer = request.viewer
    require(viewer, "edit_facility")
    form = FacilityForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        facility = form.save(lambda: commands.add_facility(viewer=viewer, values=form.values))
        if facility is not None:
            messages.success(request, _("The facility is added."))
            return redirect("places:facility", facility.pk)
    up = Link(_("Facilities"), reverse("places:facilities"))
    return form_page(request, form, title=_("Add a facility"), up=up)


@require_http_methods(["GET", "POST"])
def edit_facility(request: ViewedRequest, pk: int) -> HttpResponse:
    """Edit a facility of one's own."""
    viewer = request.viewer
    facility = editable_facility(viewer, pk)
    form = FacilityForm(
        request.POST or None, viewer=viewer, initial=initial_of(FacilityForm, facility)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = form.save(
            lambda: commands.edit_facility(
                viewer=viewer, pk=pk, version=version, values=form.values
            )
        )
        if saved is not None:
            messages.success(request, _("The facility is saved."))
            return redirect("places:facility", pk)
    up = Link(facility.name or facility.code, reverse("places:facility", args=[pk]))
    return form_page(request, form, title=_("Edit the facility"), up=up)


@require_POST
def withdraw_facility(request: ViewedRequest, pk: int) -> HttpResponse:
    """Withdraw a facility of one's own."""
    facility = editable_facility(request.viewer, pk)
    version = request.POST.get("version", "")
    commands.withdraw_facility(
        viewer=request.viewer,
        pk=pk,
        version=int(version) if version.isdecimal() else facility.version,
    )
    messages.success(request, _("The facility is withdrawn."))
    return redirect("places:facilities")
