# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the organisations of the region and one's own; decide on those who ask; leave."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.accounts import commands, queries, tables
from kotipesa_web.accounts.choices import OrganisationKind
from kotipesa_web.accounts.forms.joining import LeavingForm
from kotipesa_web.accounts.views.asking import done
from kotipesa_web.core.permissions import is_allowed, may


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List those who wait for an answer, and the members."""
    viewer = request.viewer  # type: ignore[attr-defined]
    opens = is_allowed(viewer.role, "accept_members")
    page = {
        "asked": list(queries.asked_to_join(viewer)),
        "decides": opens,
        "members": tables.members_table(queries.members_of_region(viewer), opens=opens),
    }
    return render(request, "accounts/organisations.html", page)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Lead to one's own organisation."""
    return redirect("accounts:organisation", pk=request.viewer.organisation_id)  # type: ignore[attr-defined]


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation: its people, units and open invitations."""
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = queries.organisation_for(viewer, pk, "see_organisation")
    keeps = may(viewer, "manage_organisation", seen)
    page = {
        "organisation": seen,
        "is_own": viewer.owns(seen.pk),
        "keeps": keeps,
        "leaves": keeps and seen.kind != OrganisationKind.COORDINATOR,
        "people": tables.people_table(queries.people_of(seen), keeps=keeps),
        "units": tables.units_table(queries.units_of(seen), keeps=keeps),
        "invitations": list(queries.invitations_of(seen)) if keeps else [],
        "accepted": queries.newest_acceptance(seen),
    }
    return render(request, "accounts/organisation.html", page)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse one who asked to join."""
    viewer = request.viewer  # type: ignore[attr-defined]
    is_accepted = request.POST.get("answer") == "accept"
    try:
        asked = commands.decide_on_joining(viewer=viewer, pk=pk, is_accepted=is_accepted)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("accounts:organisations")
    told = _("%(name)s is now a member.") if is_accepted else _("%(name)s was refused.")
    messages.success(request, told % {"name": asked.name})
    return redirect("accounts:organisations")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the region, after being asked once more."""
    viewer = request.viewer  # type: ignore[attr-defined]
    leaving = queries.organisation_for(viewer, pk, "manage_organisation")
    form = LeavingForm(leaving, request.POST or None)

    def leave_now() -> object:
        version = form.cleaned_data["version"]
        return commands.leave_region(viewer=viewer, pk=pk, version=version)

    if done(request, form, leave_now):
        messages.success(request, _("%(name)s has left the region.") % {"name": leaving.name})
        return redirect("home")
    return render(request, "accounts/leave.html", {"form": form, "organisation": leaving})
