# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the mappings an organisation keeps, rename them and forget them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kotipesa_web.intake import commands
from kotipesa_web.intake.queries import mappings_of


@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    """List the kept mappings."""
    kept = mappings_of(request.viewer)  # type: ignore[attr-defined]
    return render(request, "intake/mappings.html", {"mappings": kept})


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a mapping something else."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        commands.rename_mapping(viewer=viewer, pk=pk, name=request.POST.get("name", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The mapping has its new name."))
    return redirect("intake:mappings")


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a mapping."""
    commands.drop_mapping(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("The mapping is forgotten."))
    return redirect("intake:mappings")
