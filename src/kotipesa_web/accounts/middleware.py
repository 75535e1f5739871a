# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the viewer on every request."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from kotipesa_web.accounts.looking import viewer_of
from kotipesa_web.accounts.models import User
from kotipesa_web.core.viewer import PUBLIC

ACTING_IN = "acting_in"


def viewer_middleware(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Make ``request.viewer``: who looks, in which role, in which language."""

    def look(request: HttpRequest) -> HttpResponse:
        user = request.user
        language = get_language() or "fi"
        viewer = PUBLIC
        if isinstance(user, User):
            viewer = viewer_of(user, request.session.get(ACTING_IN))
        request.viewer = replace(viewer, language=language)  # type: ignore[attr-defined]
        return answer(request)

    return look
