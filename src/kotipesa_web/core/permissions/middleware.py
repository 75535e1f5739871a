# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a request through only where the permission map has a row that allows it."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.core.permissions.decisions import endpoints, is_allowed, is_streaming

OWN_ACCOUNT = "use_own_account"  # kept by anybody who is signed in, whatever their role became


class Gate:
    """Stand before every view; Django asks it by ``process_view``."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; views are judged when they are known."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse, send to sign-in, or say nothing and so let through."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        return turn_away(request, name)


def turn_away(request: HttpRequest, name: str) -> HttpResponse | None:
    """Give what a request that may not pass is answered; None lets it pass, Refused stops it."""
    method = "GET" if request.method in {"HEAD", "OPTIONS"} else request.method
    row = endpoints().get((name, str(method)))
    viewer = request.viewer  # type: ignore[attr-defined]
    if not is_streaming(viewer, name):
        raise Hidden(name)
    if row is not None and is_allowed(viewer.role, row["action"]):
        return None
    if row is not None and viewer.is_signed_in and row["action"] == OWN_ACCOUNT:
        return None
    if row is not None and not viewer.is_signed_in and row["channel"] == "html":
        return redirect_to_login(request.get_full_path())
    raise Refused(name)
