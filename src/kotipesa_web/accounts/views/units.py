# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the units of an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kotipesa_web.accounts import commands, queries
from kotipesa_web.accounts.forms.people import ChangedUnitForm, UnitForm
from kotipesa_web.accounts.views.asking import done


@require_http_methods(["GET", "HEAD", "POST"])
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit."""
    viewer = request.viewer  # type: ignore[attr-defined]
    home = queries.organisation_for(viewer, pk, "manage_organisation")
    form = UnitForm(home, request.POST or None)
    made = done(
        request,
        form,
        lambda: commands.add_unit(viewer=viewer, organisation=home, **form.cleaned_data),
    )
    if made:
        return redirect("accounts:organisation", pk=pk)
    return render(request, "accounts/unit.html", {"form": form, "organisation": home})


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit and change it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    seen = queries.unit_for(viewer, pk)
    form = ChangedUnitForm(seen, request.POST or None)
    told = done(
        request, form, lambda: commands.change_unit(viewer=viewer, pk=pk, **form.cleaned_data)
    )
    if told:
        messages.success(request, _("The unit is changed."))
        return redirect("accounts:organisation", pk=seen.organisation_id)
    page = {"form": form, "organisation": seen.organisation, "unit": seen}
    return render(request, "accounts/unit.html", page)


@require_POST
def remove_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a unit."""
    viewer = request.viewer  # type: ignore[attr-defined]
    home = queries.unit_for(viewer, pk).organisation_id
    commands.remove_unit(viewer=viewer, pk=pk)
    messages.success(request, _("The unit is removed."))
    return redirect("accounts:organisation", pk=home)
