# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show batches on their way in, and take in what people decide about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa.errors import InputError
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.intake import commands, downloads, tables
from kotipesa_web.intake.choices import BatchState, Likeness
from kotipesa_web.intake.forms import (
    KEEP,
    AcceptForm,
    ChoicesForm,
    MappingForm,
    TableForm,
    UploadForm,
)
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.preview import shown_again, shown_rows, summary
from kotipesa_web.intake.queries import batch_for, batches_of, row_for

CELL = "cell."


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List the batches of the viewer's organisation."""
    viewer = request.viewer  # type: ignore[attr-defined]
    shown = {
        "table": tables.batches_table(batches_of(viewer), request.GET.get("page")),
        "may_import": is_allowed(viewer.role, "import_rows"),
    }
    return render(request, "intake/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take files in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    is_sent = request.method == "POST"
    form = UploadForm(viewer, *((request.POST, request.FILES) if is_sent else ()))
    shown: dict[str, Any] = {"form": form}
    if is_sent and form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            made = commands.upload(
                viewer=viewer,
                files=[(file.name, file.chunks()) for file in form.cleaned_data["upload"]],
                sensitivity=form.cleaned_data["sensitivity"],
                unit_id=unit.pk if unit else None,
            )
        except InputError as refused:
            shown["problems"] = refused.problems
        else:
            return redirect("intake:batch", pk=made.pk)
    return render(request, "intake/new.html", shown)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch where it stands: being read, its columns asked, looked at, or done."""
    found = batch_for(request.viewer, pk)  # type: ignore[attr-defined]
    is_waited_for = found.job is not None and not found.job.has_ended
    if found.state == BatchState.UPLOADED or is_waited_for:
        return render(request, "intake/reading.html", {"batch": found, "job": found.job})
    if found.state == BatchState.MAPPING:
        return _columns(request, found, MappingForm(found))
    edited = request.GET.get("edit", "")
    if request.htmx and edited.isdigit():  # type: ignore[attr-defined]
        return _opened(request, found, int(edited))
    return _page(request, found)


@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in which column feeds which, and read the files by it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = batch_for(viewer, pk)
    if found.state != BatchState.MAPPING:
        return redirect("intake:batch", pk=pk)
    form = MappingForm(found, request.POST)
    if not form.is_valid():
        return _columns(request, found, form)
    try:
        commands.set_mapping(
            viewer=viewer,
            pk=pk,
            answers=form.answers(),
            keep_as=form.cleaned_data[KEEP],
        )
    except InputError as refused:
        return _columns(request, found, form, problems=refused.problems)
    return redirect("intake:batch", pk=pk)


@require_POST
def rows_are(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what a row of the file is, and propose its columns anew."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = batch_for(viewer, pk)
    if found.state == BatchState.MAPPING:
        form = TableForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest()
        commands.set_table(viewer=viewer, pk=pk, table=form.cleaned_data["table"])
    return redirect("intake:batch", pk=pk)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write cells of a row anew; htmx gets what comes of it, others the page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = batch_for(viewer, pk)
    row = request.POST.get("row", "")
    if not row.isdigit():
        return HttpResponseBadRequest()
    cells = {
        name.removeprefix(CELL): str(text)
        for name, text in request.POST.items()
        if name.startswith(CELL)
    }
    mended, *others = commands.correct(viewer=viewer, pk=pk, row_pk=int(row), cells=cells)
    if not request.htmx:  # type: ignore[attr-defined]
        return _back(request, pk)
    found, told = batch_for(viewer, pk), request.POST
    on_page = [other for other in others if str(other.pk) in told.get("rows", "").split()]
    shown = {
        "one": shown_again(found, mended, told),
        "others": [shown_again(found, other, told) for other in on_page],
        "mended": mended,
        "news": _("Row %(line)s is checked again.") % {"line": mended.line},
    }
    return render(request, "intake/mended.html", {**shown, **summary(found)})


@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out the rows with faults."""
    return _done(request, pk, commands.leave_out)


@require_POST
def choices(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what the rows get."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = batch_for(viewer, pk)
    form = ChoicesForm(viewer, found, request.POST)
    if not form.is_valid():
        return _page(request, found, choices=form, status=400)
    unit = form.cleaned_data["unit"]
    return _done(
        request,
        pk,
        commands.decide,
        version=form.cleaned_data["version"],
        sensitivity=form.cleaned_data["sensitivity"],
        unit_of_owner_id=unit.pk if unit else None,
        **{n: form.cleaned_data[n] for n in ("publicity_ground", "retain_until", "withdraws_gone")},
    )


@require_POST
def find_alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for projects that stand already."""
    return _done(request, pk, commands.find_alike)


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in whether two projects are one."""
    number, verdict = request.POST.get("pair", ""), request.POST.get("verdict", "")
    batch_for(request.viewer, pk)  # type: ignore[attr-defined]
    if not number.isdigit() or verdict not in Likeness.values:
        return HttpResponseBadRequest()
    told = {"number": int(number), "verdict": Likeness(verdict)}
    return _done(request, pk, commands.judge_alike, **told)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a batch in, a large one by a job."""
    found = batch_for(request.viewer, pk)  # type: ignore[attr-defined]
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    told = {"version": form.cleaned_data["version"], "loses_many": form.cleaned_data["loses_many"]}
    if commands.is_large(found):
        return _done(request, pk, commands.ask_to_accept, **told)
    return _done(request, pk, commands.accept, **told)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a batch aside."""
    return _done(request, pk, commands.refuse)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the files of a batch again, where that was broken off."""
    found = batch_for(request.viewer, pk)  # type: ignore[attr-defined]
    if found.state != BatchState.UPLOADED:
        return redirect("intake:batch", pk=pk)
    return _done(request, pk, commands.read)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an accepted batch back."""
    return _done(request, pk, commands.undo)


@require_safe
def empty_form(request: HttpRequest) -> HttpResponse:
    """Hand out the workbook to fill in."""
    return downloads.empty_form(request.viewer)  # type: ignore[attr-defined]


@require_safe
def own_form(request: HttpRequest) -> HttpResponse:
    """Hand out the workbook with one's own rows."""
    return downloads.own_form(request.viewer)  # type: ignore[attr-defined]


@require_safe
def seutumassa_form(request: HttpRequest) -> HttpResponse:
    """Hand out one's own rows in SeutuMASSA's columns."""
    return downloads.seutumassa_form(request.viewer)  # type: ignore[attr-defined]


def _done(request: HttpRequest, pk: int, command: Any, **told: Any) -> HttpResponse:
    """Do something to a batch and show it; what is wrong is told on the batch's own page."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = batch_for(viewer, pk)
    try:
        command(viewer=viewer, pk=pk, **told)
    except InputError as refused:
        return _page(request, found, refusal=refused.problems, status=400)
    except Conflict:
        words = _("Something was changed meanwhile. Here is how it stands now; look at it again.")
        messages.warning(request, words)
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    response = redirect("intake:batch", pk=pk)
    query = request.GET.urlencode()
    response["Location"] += f"?{query}" if query else ""
    return response


def _columns(request: HttpRequest, found: Batch, form: MappingForm, **more: Any) -> HttpResponse:
    shown = {
        "batch": found,
        "rows": TableForm(initial={"table": form.table}),
        "form": form,
        "groups": form.groups_of_fields(),
        **more,
    }
    return render(request, "intake/columns.html", shown, status=400 if form.errors else 200)


def _opened(request: HttpRequest, found: Batch, row_pk: int) -> HttpResponse:
    """Show one row to be written; the others on the page stay as they are."""
    row = row_for(request.viewer, found.pk, row_pk)  # type: ignore[attr-defined]
    shown = shown_again(found, row, request.GET, is_open=True)
    return render(request, "intake/row.html", {"batch": found, "row": row, "one": shown})


def _page(request: HttpRequest, found: Batch, *, status: int = 200, **more: Any) -> HttpResponse:
    shown: dict[str, Any] = {
        "name": tables.name_of(found),
        "status": tables.status_of(found),
        **summary(found),
    }
    if found.counts:
        shown["shown"] = shown_rows(found, request.GET)
    if found.state == BatchState.CHECKED:
        viewer = request.viewer  # type: ignore[attr-defined]
        shown["choices"] = ChoicesForm(viewer, found)
    return render(request, "intake/batch.html", {**shown, **more}, status=status)
