# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show those who read for a time, invite them, end their time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.accounts import commands, queries
from kotipesa_web.accounts.forms.joining import ReaderForm
from kotipesa_web.accounts.views.asking import done


@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """List the readers and the invitations of those who have not come."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = {
        "readers": list(queries.readers_for(viewer)),
        "invited": list(queries.invited_readers_for(viewer)),
    }
    return render(request, "accounts/readers.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_reader(request: HttpRequest) -> HttpResponse:
    """Invite a reader."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = ReaderForm(request.POST or None)
    sent = done(request, form, lambda: commands.invite_reader(viewer=viewer, **form.told()))
    if sent:
        told = _("The invitation was sent to %(email)s.") % {"email": sent.email}
        messages.success(request, told)
        return redirect("accounts:readers")
    return render(request, "accounts/invite_reader.html", {"form": form})


@require_POST
def withdraw_reader(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the invitation of a reader back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    ended = commands.withdraw_reader_invitation(viewer=viewer, pk=pk)
    told = _("The invitation to %(email)s is withdrawn.") % {"email": ended.email}
    messages.success(request, told)
    return redirect("accounts:readers")


@require_POST
def end_reader(request: HttpRequest, pk: int) -> HttpResponse:
    """End a reader's time."""
    ended = commands.end_reader(viewer=request.viewer, pk=pk)  # type: ignore[attr-defined]
    messages.success(request, _("The role of %(name)s has ended.") % {"name": ended.user.name})
    return redirect("accounts:readers")
