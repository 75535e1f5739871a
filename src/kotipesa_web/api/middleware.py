# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a program act for the membership its key was made for."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotipesa_web.accounts.keys import viewer_of_key
from kotipesa_web.api.faults import problem_document

FOR_PROGRAMS = ("/api/", "/ogc/")
REFUSALS = {
    403: ("refused", gettext_lazy("You may not do this.")),
    404: ("not-found", gettext_lazy("There is nothing at this address for you.")),
}


def key_middleware(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Make a request with a key that of the key's viewer, with its scopes.

    The key comes as ``Authorization: Bearer KEY``, or as the password of Basic, which is what
    desktop tools can send.
    """

    def look(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(FOR_PROGRAMS):
            return answer(request)
        told = request.headers.get("Authorization", "")
        if not told:
            return in_problem_documents(answer(request))
        known = viewer_of_key(_key(told))
        if known is None:
            refused = problem_document(401, "key", _("This key is not valid."))
            refused["WWW-Authenticate"] = 'Bearer realm="Kotipesä"'
            return refused
        viewer, request.scopes = known  # type: ignore[attr-defined]
        language = request.viewer.language  # type: ignore[attr-defined]
        request.viewer = replace(viewer, language=language)  # type: ignore[attr-defined]
        return in_problem_documents(answer(request))

    return look


def in_problem_documents(answered: HttpResponse) -> HttpResponse:
    """Answer programs with a problem document where people would get a page that refuses."""
    is_page = answered.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or answered.status_code not in REFUSALS:
        return answered
    kind, title = REFUSALS[answered.status_code]
    return problem_document(answered.status_code, kind, str(title))


def _key(told: str) -> str:
    scheme, _blank, rest = told.partition(" ")
    if scheme.lower() != "basic":
        return rest.strip()
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
