# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Estimate the masses of a project early, and take what is chosen as its lots."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kotipesa.errors import InputError
from kotipesa_web.lots.accepting import accept_estimate
from kotipesa_web.lots.early import Asked, EarlyEstimate
from kotipesa_web.lots.engine import early_estimate
from kotipesa_web.lots.estimateforms import EstimateForm
from kotipesa_web.places.forms import add_refusal
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import editable


@require_http_methods(["GET", "POST"])
def estimate(request: ViewedRequest, pk: int) -> HttpResponse:
    """Ask, show low, middle and high, and add what is chosen."""
    project = editable(request.viewer, pk)
    form = EstimateForm(request.POST or None, project=project)
    if request.method != "POST" or not form.is_valid():
        return _page(request, project, form, None)
    if request.POST.get("do") == "accept":
        added = _accept(request, project, form)
        if added:
            words = ngettext("%(count)s lot is added.", "%(count)s lots are added.", added)
            messages.success(request, words % {"count": added})
            return redirect("projects:project", pk)
    return _page(request, project, form, _found(form.asked, request))


def _accept(request: ViewedRequest, project: Project, form: EstimateForm) -> int:
    chosen = request.POST.getlist("chosen")
    try:
        lots = accept_estimate(
            viewer=request.viewer, project_pk=project.pk, asked=form.asked, chosen=chosen
        )
    except InputError as refused:
        add_refusal(form, refused.problems, {})
        return 0
    except ValidationError as refused:
        add_refusal(form, refused, {})
        return 0
    if not lots:
        form.add_error(None, _("Choose at least one row."))
    return len(lots)


def _found(asked: Asked, request: ViewedRequest) -> EarlyEstimate | None:
    return early_estimate(asked, request.viewer.language)


def _page(
    request: ViewedRequest, project: Project, form: EstimateForm, found: EarlyEstimate | None
) -> HttpResponse:
    told = {"project": project, "form": form, "found": found}
    return render(request, "lots/estimate.html", told)
