# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show administrators their pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa.errors import InputError, Problem
from kotipesa.vocab import codes
from kotipesa_web.administration import commands, queries, tables
from kotipesa_web.administration.forms import FactorForm, RegionForm, TablesForm
from kotipesa_web.ui.formats import language


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the platform is, and the doors of administration."""
    viewer = request.viewer  # type: ignore[attr-defined]
    region = queries.region_of(viewer)
    streams = [
        {"code": one.code, "name": getattr(one, language()), "is_on": one.code in region.streams}
        for one in codes("kind")
    ]
    page = {"region": region, "standing": queries.standing(viewer), "streams": streams}
    return render(request, "administration/overview.html", page)


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """List the factors."""
    kept = queries.kept_factors(request.viewer)  # type: ignore[attr-defined]
    return render(request, "administration/factors.html", {"table": tables.factors_table(kept)})


@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest, factor: str) -> HttpResponse:
    """Show one factor with its history, and take a new value."""
    viewer = request.viewer  # type: ignore[attr-defined]
    kept = queries.kept_factor(viewer, factor)
    form = FactorForm(kept, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.give_factor(viewer=viewer, factor=factor, told=form.sourced())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The next plan takes the new value."))
            return redirect("administration:factor", factor=factor)
    page = {
        "kept": kept,
        "name": getattr(kept.shipped, language()),
        "form": form if kept.is_settable else None,
        "table": tables.history_table(queries.history(viewer, factor)),
    }
    return render(request, "administration/factor.html", page)


@require_POST
def stream(request: HttpRequest, stream: str) -> HttpResponse:
    """Switch a stream on or off."""
    is_on = request.POST.get("is_on") == "yes"
    commands.switch_stream(viewer=request.viewer, stream=stream, is_on=is_on)  # type: ignore[attr-defined]
    return redirect("administration:overview")


@require_http_methods(["GET", "HEAD", "POST"])
def region(request: HttpRequest) -> HttpResponse:
    """Show and change the region."""
    viewer = request.viewer  # type: ignore[attr-defined]
    present = queries.region_of(viewer)
    form = RegionForm(present, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.values(present)
        version = form.cleaned_data["version"]
        commands.change_region(viewer=viewer, version=version, values=values)
        messages.success(request, _("The region is changed."))
        return redirect("administration:region")
    return render(request, "administration/region.html", {"form": form, "region": present})


@require_http_methods(["GET", "HEAD", "POST"])
def given_tables(request: HttpRequest) -> HttpResponse:
    """Show the tables the region gives, those that wait, and read new ones."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = TablesForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        files = {file.name: file.read() for file in form.cleaned_data["upload"]}
        try:
            problems = commands.bring_tables(viewer=viewer, files=files)
        except InputError as refused:
            problems = refused.problems
    waiting = queries.waiting_tables(viewer)
    page = {
        "form": form,
        "problems": problems,
        "waiting": tables.waiting_table(waiting) if waiting else None,
        "given": tables.given_table(queries.tables_of(queries.region_of(viewer))),
    }
    return render(request, "administration/tables.html", page)


@require_POST
def take_tables(request: HttpRequest) -> HttpResponse:
    """Take the tables that wait into use."""
    commands.take_tables(viewer=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("The tables are in use: the next plan and match go by them."))
    return redirect("administration:tables")


@require_POST
def drop_tables(request: HttpRequest) -> HttpResponse:
    """Put the tables that wait aside."""
    commands.drop_tables(viewer=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("The tables that waited were put aside."))
    return redirect("administration:tables")
