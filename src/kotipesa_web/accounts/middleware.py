# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the viewer on every request, and ask of people what is due before they go on."""

from collections.abc import Callable
from dataclasses import replace

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kotipesa_web.accounts.looking import anybody, seats_of, viewer_among
from kotipesa_web.accounts.models import User
from kotipesa_web.accounts.terms import must_accept
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions.decisions import endpoints
from kotipesa_web.core.viewer import Viewer

ACTING_IN = "acting_in"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS_OPEN = frozenset({"see_public_pages", "use_own_account", "accept_terms", "ask_to_join"})


def viewer_middleware(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Make ``request.viewer``: who looks, in which role, in which language.

    One who has several memberships finds their organisations in ``request.seats``.
    """

    def look(request: HttpRequest) -> HttpResponse:
        user = request.user
        language = get_language() or "fi"
        if isinstance(user, User):
            seats = seats_of(user)
            viewer = viewer_among(seats, user, request.session.get(ACTING_IN))
            if len(seats) > 1:
                request.seats = seats  # type: ignore[attr-defined]
        else:
            viewer = anybody()
        request.viewer = replace(viewer, language=language)  # type: ignore[attr-defined]
        return answer(request)

    return look


class Duties:
    """Stop for what is due first: a second step of signing in, and the newest terms."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; views are judged when they are known."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Lead to what is due, refuse a program, or say nothing and so let through."""
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        method = "GET" if request.method in READING else str(request.method)
        row = endpoints().get((_name(request), method))
        if not viewer.is_signed_in or row is None or row["action"] in ALWAYS_OPEN:
            return None
        page = _due(request, viewer)
        if page and row["channel"] != "html":
            raise Refused(page)
        return redirect(page) if page else None


def _due(request: HttpRequest, viewer: Viewer) -> str:
    if viewer.role in settings.KOTIPESA_MFA_ROLES and not _has_second_step(viewer):
        messages.info(request, _("Your role needs two-step sign-in. Set it up to go on."))
        return "mfa_activate_totp"
    if request.method not in READING and must_accept(viewer):
        messages.info(request, _("Nothing was saved: the terms must be accepted first."))
        return "accounts:terms"
    return ""


def _has_second_step(viewer: Viewer) -> bool:
    found: bool = Authenticator.objects.filter(user_id=viewer.user_id).exists()
    return found


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
