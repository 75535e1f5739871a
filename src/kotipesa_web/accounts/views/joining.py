# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the way in: asking to join, the terms, invitations."""

from http import HTTPStatus

from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kotipesa_web.accounts import commands, queries
from kotipesa_web.accounts.backends import PASSWORD_BACKEND
from kotipesa_web.accounts.forms.joining import JoiningForm
from kotipesa_web.accounts.forms.people import NewPersonForm
from kotipesa_web.accounts.middleware import ACTING_IN
from kotipesa_web.accounts.models import Invitation, Membership, Terms, User
from kotipesa_web.accounts.terms import Block, blocks, current_terms, must_accept, text_in
from kotipesa_web.accounts.views.asking import done
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.ui.formats import language


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask to join with an organisation."""
    terms = current_terms()
    form = JoiningForm(queries.regions_to_join(language()), terms, request.POST or None)
    is_newest = terms is None or request.POST.get("terms") in {None, terms.version}

    def ask() -> object:
        return commands.ask_to_join(
            region_id=form.cleaned_data["region"],
            new=form.organisation(),
            contact=form.contact(),
            terms=terms if is_newest else None,
        )

    if done(request, form, ask):
        return redirect("accounts:asked")
    page = {
        "form": form,
        "terms": terms,
        "blocks": _laid_out(terms),
    }
    return render(request, "accounts/join.html", page)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that the wish has come, and what follows."""
    return render(request, "accounts/asked.html")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms that hold, and ask those to accept them who have yet to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    newest = current_terms()
    is_due = must_accept(viewer)
    page = {
        "terms": newest,
        "blocks": _laid_out(newest),
        "is_due": is_due,
        "accepts": is_due and is_allowed(viewer.role, "accept_terms"),
    }
    return render(request, "accounts/terms.html", page)


@require_POST
def accept_terms(request: HttpRequest) -> HttpResponse:
    """Accept the terms for one's organisation."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        commands.accept_terms(viewer=viewer, version=request.POST.get("version", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("accounts:terms")
    messages.success(request, _("The terms are accepted."))
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Come by an invitation."""
    found = queries.open_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=HTTPStatus.GONE)
    known = queries.known_person(found)
    if known is not None:
        return _as_known(request, found, token, known)
    services = [provider.name for provider in get_adapter().list_providers(request)]
    form = NewPersonForm(found, request.POST or None, has_services=bool(services))
    membership = done(
        request,
        form,
        lambda: commands.accept_invitation(token=token, signed_in=None, contact=form.contact()),
    )
    if membership is None:
        page = {"form": form, "invitation": found, "services": services}
        return render(request, "accounts/invitation.html", page)
    if membership.user.has_usable_password():
        login(request, membership.user, backend=PASSWORD_BACKEND)
        return _welcome(request, membership)
    messages.success(request, _("Welcome. Sign in with your organisation's account."))
    return redirect("account_login")


def _laid_out(terms: Terms | None) -> list[Block]:
    return [*blocks(text_in(terms, language()))] if terms else []


def _as_known(request: HttpRequest, found: Invitation, token: str, known: User) -> HttpResponse:
    is_same = request.user == known
    if request.method == "POST" and is_same:
        membership = commands.accept_invitation(token=token, signed_in=known, contact=None)
        return _welcome(request, membership)
    page = {"invitation": found, "is_same": is_same, "path": request.path}
    return render(request, "accounts/invitation_known.html", page)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    request.session[ACTING_IN] = membership.pk
    messages.success(
        request, _("Welcome. You now act for %(name)s.") % {"name": membership.organisation.name}
    )
    return redirect("accounts:own")
