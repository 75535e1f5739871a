# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn refusals into pages that say what to do; programs are answered elsewhere."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotipesa.errors import InputError
from kotipesa_web.core.errors import Conflict
from kotipesa_web.ui.conflict import differences

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
refusal_middleware = Refusals


def error_page(request: HttpRequest, code: int) -> HttpResponse:
    """Show the page of a status code."""
    return render(request, f"{code}.html", status=code)


def _is_program(request: HttpRequest) -> bool:
    return request.path.startswith(FOR_PROGRAMS)
