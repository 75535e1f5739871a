# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show, add, edit and withdraw sites."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.core.permissions import is_allowed, require
from kotipesa_web.places import commands
from kotipesa_web.places.formpages import form_page
from kotipesa_web.places.lists import row_name, site_facts, site_table
from kotipesa_web.places.paging import page_of
from kotipesa_web.places.placing import place_of
from kotipesa_web.places.queries import (
    LEAN_SITE,
    editable_site,
    own_sites,
    show_sites,
    site_for,
    visible_sites,
)
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.places.rowforms import initial_of
from kotipesa_web.places.siteforms import SiteForm
from kotipesa_web.ui.rowfield import offered
from kotipesa_web.ui.tables import Link


@require_safe
def site_list(request: ViewedRequest) -> HttpResponse:
    """List the sites the viewer sees, newest first: names may be hidden, the order tells none."""
    viewer = request.viewer
    sites = visible_sites(viewer).order_by("-pk")
    count = sites.select_related(None).count()
    page, pks = page_of(sites, request.GET.get("page", ""), count)
    seen = LEAN_SITE.seen(viewer, "see_site", pks)
    table = site_table(show_sites(viewer, seen), page)
    told = {"table": table, "may_add": is_allowed(viewer.role, "edit_site")}
    return render(request, "places/sites.html", told)


@require_safe
def offered_sites(request: ViewedRequest) -> HttpResponse:
    """Answer what is typed with the viewer's own sites that are called so."""
    return offered(own_sites(request.viewer), request.GET.get("site", ""))


@require_safe
def site_page(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show one site as the viewer sees it."""
    viewer = request.viewer
    site = site_for(viewer, pk)
    may_edit = site.is_own and is_allowed(viewer.role, "edit_site")
    told = {
        "row": site,
        "pk": pk,
        "name": row_name(site),
        "facts": site_facts(site),
        "may_edit": may_edit,
    }
    if may_edit:
        told["version"] = editable_site(viewer, pk).version
    return render(request, "places/site.html", told)


@require_http_methods(["GET", "POST"])
def add_site(request: ViewedRequest) -> HttpResponse:
    """Add a site of one's own."""
    viewer = request.viewer
    require(viewer, "edit_site")
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site = form.save(lambda: commands.add_site(viewer=viewer, values=form.values))
        if site is not None:
            messages.success(request, _("The site is added."))
            return redirect("places:site", site.pk)
    return form_page(request, form, title=_("Add a site"), up=_all_sites())


@require_http_methods(["GET", "POST"])
def edit_site(request: ViewedRequest, pk: int) -> HttpResponse:
    """Edit a site of one's own."""
    viewer = request.viewer
    site = editable_site(viewer, pk)
    initial = {**initial_of(SiteForm, site), **place_of(site)}
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = form.save(
            lambda: commands.edit_site(viewer=viewer, pk=pk, version=version, values=form.values)
        )
        if saved is not None:
            messages.success(request, _("The site is saved."))
            return redirect("places:site", pk)
    up = Link(site.name or site.code, reverse("places:site", args=[pk]))
    return form_page(request, form, title=_("Edit the site"), up=up)


@require_POST
def withdraw_site(request: ViewedRequest, pk: int) -> HttpResponse:
    """Withdraw a site of one's own that nothing stands on."""
    site = editable_site(request.viewer, pk)
    version = request.POST.get("version", "")
    try:
        commands.withdraw_site(
            viewer=request.viewer,
            pk=pk,
            version=int(version) if version.isdecimal() else site.version,
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("places:site", pk)
    messages.success(request, _("The site is withdrawn."))
    return redirect("places:sites")


def _all_sites() -> Link:
    return Link(_("Sites"), reverse("places:sites"))
