# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show one's own account and keys, and let one act for another of one's organisations."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.accounts import commands, queries, tables
from kotipesa_web.accounts.forms.persons import KeyForm, OwnAccountForm
from kotipesa_web.accounts.looking import valid_memberships
from kotipesa_web.accounts.middleware import ACTING_IN
from kotipesa_web.accounts.views.asking import done

if TYPE_CHECKING:
    from kotipesa_web.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account and change it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    user = cast("User", request.user)
    form = OwnAccountForm(user, request.POST or None)
    told = done(
        request, form, lambda: commands.change_own_account(viewer=viewer, **form.cleaned_data)
    )
    if told:
        with translation.override(told.language):
            messages.success(request, _("Your details are changed."))
        return redirect("accounts:me")
    page = {"form": form, "memberships": list(valid_memberships(user)), "person": user}
    return render(request, "accounts/me.html", page)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations."""
    wanted = request.POST.get("organisation", "")
    memberships = valid_memberships(cast("User", request.user))
    chosen = next((m for m in memberships if str(m.organisation_id) == wanted), None)
    if chosen is not None:
        request.session[ACTING_IN] = chosen.pk
        told = _("You now act for %(name)s.") % {"name": chosen.organisation.name}
        messages.success(request, told)
    return redirect("home")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """List one's own keys."""
    found = queries.keys_for(request.viewer)  # type: ignore[attr-defined]
    page = {"keys": [(key, tables.scopes_of(key)) for key in found]}
    return render(request, "accounts/keys.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def make_key(request: HttpRequest) -> HttpResponse:
    """Make a key and show it once."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = KeyForm(request.POST or None)
    made = done(request, form, lambda: commands.make_key(viewer=viewer, **form.cleaned_data))
    if made is None:
        return render(request, "accounts/make_key.html", {"form": form})
    answer = render(request, "accounts/key_made.html", {"key": made[0], "text": made[1]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def revoke_key(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own keys."""
    wanted = request.POST.get("key", "")
    if not wanted.isdecimal():
        return redirect("accounts:keys")
    key = commands.revoke_key(viewer=request.viewer, pk=int(wanted))  # type: ignore[attr-defined]
    messages.success(request, _("The key %(name)s no longer works.") % {"name": key.name})
    return redirect("accounts:keys")
