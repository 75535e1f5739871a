# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn refusals into pages that say what to do; programs are answered elsewhere."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from kotipesa.errors import InputError, message, problem
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.full_disk import is_full
from kotipesa_web.ui.conflict import differences
from kotipesa_web.ui.formats import language

FOR_PROGRAMS = ("/api/", "/ogc/")


class Refusals:
    """Answer what views raise; Django asks by ``process_exception``."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; a refusal without words gets its page."""
        response = self.answer(request)
        if response.status_code in PAGES and not response.content and not _is_program(request):
            return error_page(request, response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show both versions of a conflict, or every problem; others are left to Django."""
        if _is_program(request):
            return None
        if isinstance(exception, Conflict):
            found = {"conflict": exception, "differences": differences(exception)}
            return render(request, "ui/conflict.html", found, status=HTTPStatus.CONFLICT)
        if isinstance(exception, InputError):
            found = {"problems": exception.problems}
            return render(request, "ui/input_error.html", found, status=HTTPStatus.BAD_REQUEST)
        return None


PAGES = (400, 403, 404, 405, 413, 429)
FULL = HTTPStatus.INSUFFICIENT_STORAGE
refusal_middleware = Refusals


def error_page(request: HttpRequest, code: int) -> HttpResponse:
    """Show the page of a status code."""
    return render(request, f"{code}.html", status=code)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody else could; Django's ``handler500``. Of a full disk, say so."""
    if not is_full(sys.exc_info()[1]):
        return defaults.server_error(request)
    full = problem("database_full")
    if _is_program(request):
        title = message(full, language())
        told = {"type": "urn:kotipesa:disk-full", "title": title, "status": FULL, "problems": []}
        return JsonResponse(told, status=FULL, content_type="application/problem+json")
    response = render(
        request, "507.html", {"problems": [full], "typed": _typed(request)}, status=FULL
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Give what was typed, to be sent again; nobody's password is written into a page."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def _is_program(request: HttpRequest) -> bool:
    return request.path.startswith(FOR_PROGRAMS)
