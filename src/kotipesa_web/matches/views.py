# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show candidates for one's own lots, and enquiries between owners."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa.errors import InputError
from kotipesa_web.core.permissions import require
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.matches import commands, queries, tables, watching
from kotipesa_web.matches.candidates import Candidates, candidates
from kotipesa_web.matches.forms import AskForm, MessageForm, RemindingForm
from kotipesa_web.matches.on_map import places_of
from kotipesa_web.places.geojson import geojson_answer
from kotipesa_web.places.words import way_words
from kotipesa_web.ui.formats import number_text

PER_PAGE = 50


@require_safe
def candidate_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who could take or give what a lot has or needs, and what excludes the others."""
    viewer = request.viewer  # type: ignore[attr-defined]
    lot = lots.show(viewer, lots.editable(viewer, pk, *lots.RELATED))
    told: dict[str, Any] = {"pk": pk, "lot": lot, "name": lot_name(lot)}
    try:
        found = candidates(viewer, pk)
    except InputError as refused:
        return render(request, "matches/impossible.html", {**told, "problems": refused.problems})
    news = queries.new_candidates(viewer).filter(watch__lot_id=pk)
    new = {*news.values_list("candidate_id", flat=True)}
    page = Paginator(found.found, PER_PAGE).get_page(request.GET.get("page"))
    told |= {
        "watched": queries.watch_of(viewer, pk),
        "found": found,
        "new": len(new),
        "table": tables.candidate_table(pk, page, new, _note(found)),
        "excluded": tables.excluded_table(found),
    }
    return render(request, "matches/candidates.html", told)


@require_safe
def candidate_places(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a map with the lot and its candidates."""
    viewer = request.viewer  # type: ignore[attr-defined]
    own = lots.show(viewer, lots.editable(viewer, pk, *lots.RELATED))
    try:
        found = candidates(viewer, pk)
    except InputError:
        found = Candidates((), {}, 0, "")
    return geojson_answer(places_of(own, found))


@require_POST
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a lot."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        found = candidates(viewer, pk)
    except InputError:
        found = Candidates((), {}, 0, "")
    watching.watch(viewer=viewer, lot_pk=pk, found=found)
    messages.success(request, _("You will hear of new candidates, at most once a day."))
    return redirect("matches:candidates", pk)


@require_POST
def unwatch(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a lot no more."""
    watching.unwatch(viewer=request.viewer, lot_pk=pk)  # type: ignore[attr-defined]
    return redirect("matches:candidates", pk)


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the new candidates of a lot as looked at."""
    watching.mark_seen(viewer=request.viewer, lot_pk=pk)  # type: ignore[attr-defined]
    return redirect("matches:candidates", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner of a lot."""
    viewer = request.viewer  # type: ignore[attr-defined]
    about = commands.asked_about(viewer, pk)
    open_one = queries.open_about(viewer, pk)
    if open_one is not None:
        return redirect("matches:enquiry", open_one.pk)
    form = AskForm(viewer, about, request.POST or None, initial={"lot": request.GET.get("lot")})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        sent = commands.send_enquiry(
            viewer=viewer, about_pk=pk, text=typed["text"], lot_pk=typed["lot"]
        )
        messages.success(request, _("Your enquiry is on its way to the owner."))
        return redirect("matches:enquiry", sent.pk)
    seen_about = lots.show(viewer, about)
    told = {"pk": pk, "lot": seen_about, "name": lot_name(seen_about), "form": form}
    return render(request, "matches/ask.html", told)


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """List the enquiries one's organisation sent and got."""
    viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer, "send_enquiry")
    table = tables.enquiry_table(viewer, queries.enquiries_for(viewer)[:500])
    return render(request, "matches/enquiries.html", {"table": table})


@require_safe
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an enquiry with what was written."""
    return _enquiry_page(request, pk, MessageForm())


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the other side."""
    form = MessageForm(request.POST)
    queries.enquiry_for(request.viewer, pk)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            commands.answer(viewer=request.viewer, pk=pk, text=form.cleaned_data["text"])  # type: ignore[attr-defined]
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Your message was sent."))
            return redirect("matches:enquiry", pk)
    return _enquiry_page(request, pk, form)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an enquiry."""
    try:
        commands.close(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("matches:enquiry", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reminding(request: HttpRequest) -> HttpResponse:
    """Show and set when the region reminds of forecasts."""
    viewer = request.viewer  # type: ignore[attr-defined]
    require(viewer, "administer")
    form = RemindingForm(queries.reminding_of(viewer.region_id), request.POST or None)
    if request.method == "POST" and form.is_valid():
        watching.set_reminding(viewer=viewer, **form.cleaned_data)
        messages.success(request, _("Reminders follow the new months from now on."))
        return redirect("matches:reminding")
    return render(request, "matches/reminding.html", {"form": form})


def _enquiry_page(request: HttpRequest, pk: int, form: MessageForm) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.enquiry_for(viewer, pk)
    told: dict[str, Any] = {
        "enquiry": found,
        "other": tables.other_side(viewer, found),
        "about_words": tables.about_words(found),
        "written": found.messages.select_related("side", "author"),
        "form": form,
    }
    for name, lot_pk in (("about", found.about_id), ("lot", found.lot_id)):
        lot = queries.seen_lot(viewer, lot_pk)
        told[name] = {"pk": lot.pk, "name": lot_name(lot)} if lot is not None else None
    return render(request, "matches/enquiry.html", told)


def _note(found: Candidates) -> str:
    told = [way_words(found.rule)]
    if any(one.is_about for one in found.found):
        told.append(
            _(
                "'Seen roughly': the figures of the row are of the middle of its grid "
                "cell and of its band of tonnes."
            )
        )
    if found.farther:
        farther = number_text(found.farther)
        told.append(_("%(count)s lots farther away were not ranked.") % {"count": farther})
    return " ".join(told)
