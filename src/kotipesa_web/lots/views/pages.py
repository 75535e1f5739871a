# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show one lot, and what was done to it."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.audit.queries import lines_of
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.attaching import attachments_of
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.lots.facts import forecast_chart, lot_facts, secrecy_facts
from kotipesa_web.lots.forms import AttachmentForm
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.lots.queries import RELATED, editable, get_for, show
from kotipesa_web.places.changes import Names, change_table, known_names, numbers_in
from kotipesa_web.places.requests import ViewedRequest
from kotipesa_web.projects.queries import names_of_projects


@require_safe
def lot_page(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show one lot as the viewer sees it, with its attachments."""
    return show_lot(request, pk, AttachmentForm())


def show_lot(request: ViewedRequest, pk: int, form: AttachmentForm) -> HttpResponse:
    """Show a lot with the form of its attachments as it stands."""
    viewer = request.viewer
    lot = get_for(viewer, pk)
    told = {
        "lot": lot,
        "pk": pk,
        "level": lot.level,
        "name": lot_name(lot),
        "facts": lot_facts(lot),
        "secrecy": secrecy_facts(lot),
        "attachments": attachments_of(viewer, pk),
        "form": form,
        "may_edit": lot.is_own and is_allowed(viewer.role, "edit_lot"),
    }
    return render(request, "lots/lot.html", told)


@require_safe
def lot_history(request: ViewedRequest, pk: int) -> HttpResponse:
    """Show who changed what of one's own lot, and how its forecast moved."""
    lot = show(request.viewer, editable(request.viewer, pk, *RELATED))
    lines = [*lines_of(request.viewer, kind="lot", row_id=pk)]
    told = {
        "pk": pk,
        "name": lot_name(lot),
        "table": change_table(lines, LOTS, _names(request.viewer, lines)),
        "chart": forecast_chart(lot, lines),
    }
    return render(request, "lots/history.html", told)


def _names(viewer: Viewer, lines: Sequence[AuditLine]) -> Names:
    projects = names_of_projects(viewer, numbers_in(lines, "project_id"))
    return {**known_names(viewer, lines), "project_id": projects, "state": dict(LotState.choices)}
