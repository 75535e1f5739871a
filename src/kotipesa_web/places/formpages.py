# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the form of a row on a page of its own."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotipesa_web.places.placing import PlaceForm
from kotipesa_web.places.rowforms import RowForm
from kotipesa_web.ui.tables import Link, Text


def form_page(
    request: HttpRequest, form: RowForm, *, title: Text, up: Link, lead: Text = ""
) -> HttpResponse:
    """Show a form, with both versions where somebody else changed the row meanwhile."""
    told = {
        "form": form,
        "title": title,
        "up": up,
        "lead": lead,
        "asks_place": isinstance(form, PlaceForm),
    }
    status = HTTPStatus.CONFLICT if form.compared else HTTPStatus.OK
    return render(request, "places/form.html", told, status=status)
