# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn every refusal into one problem document (RFC 9457)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongShape

from kotipesa.errors import InputError, message
from kotipesa_web.api.resources import otherwise
from kotipesa_web.core.errors import Conflict
from kotipesa_web.ui.formats import language

MEDIA_TYPE = "application/problem+json"


def say_problems(api: NinjaAPI) -> None:
    """Teach an API to answer refusals as problem documents."""
    api.add_exception_handler(PermissionDenied, _refused)
    api.add_exception_handler(Http404, _hidden)
    api.add_exception_handler(Conflict, _conflict)
    api.add_exception_handler(InputError, _unsound)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(WrongShape, _wrong_shape)
    api.add_exception_handler(HttpError, _http)


def problem_document(
    status: int, kind: str, title: str, problems: Sequence[dict[str, Any]] = ()
) -> HttpResponse:
    """Answer with a problem document."""
    told = {"type": f"urn:kotipesa:{kind}", "title": title, "status": status}
    return JsonResponse(
        told | {"problems": list(problems)},
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def _refused(_request: HttpRequest, _refusal: Any) -> HttpResponse:
    return problem_document(403, "refused", _("You may not do this."))


def _hidden(_request: HttpRequest, _refusal: Any) -> HttpResponse:
    return problem_document(404, "not-found", _("There is no such row for you."))


def _conflict(request: HttpRequest, refusal: Any) -> HttpResponse:
    """Say the version there is now, and what was sent that stands otherwise in it."""
    version = {"field": "version", "code": "conflict", "detail": str(refusal.present.version)}
    others = [
        {"field": column, "code": "changed", "detail": present}
        for column, present in otherwise(request.viewer, refusal)  # type: ignore[attr-defined]
    ]
    title = _("Somebody else changed the row.")
    return problem_document(409, "conflict", title, [version, *others])


def _unsound(_request: HttpRequest, refusal: Any) -> HttpResponse:
    word = language()
    told = [
        {"field": one.where.column, "code": one.code, "detail": message(one, word)}
        for one in refusal.problems
    ]
    return problem_document(422, "unsound", _("Something is wrong in what was sent."), told)


def _invalid(_request: HttpRequest, refusal: Any) -> HttpResponse:
    by_field = getattr(refusal, "error_dict", None) or {"": [refusal]}
    told = [
        {"field": field, "code": "invalid", "detail": text}
        for field, faults in by_field.items()
        for fault in faults
        for text in fault.messages
    ]
    return problem_document(422, "invalid", _("Something is wrong in what was sent."), told)


def _wrong_shape(_request: HttpRequest, refusal: Any) -> HttpResponse:
    told = [
        {"field": ".".join(map(str, one["loc"])), "code": one["type"], "detail": _shape(one)}
        for one in refusal.errors
    ]
    return problem_document(422, "shape", _("What was sent has another shape."), told)


def _shape(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return _("This field is not known.")
    if fault["type"] == "missing":
        return _("This field is missing.")
    return _("This value has another type.")


def _http(_request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem_document(refusal.status_code, "http", str(refusal))
