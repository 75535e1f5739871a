# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do what a form asks, and put what is refused by its fields."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

Result = TypeVar("Result")


def done(request: HttpRequest, form: forms.Form, act: Callable[[], Result]) -> Result | None:
    """Do it when the form was sent and is whole; None when there is something to correct."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except ValidationError as refused:
        put(form, refused)
        return None


def put(form: forms.Form, refused: ValidationError) -> None:
    """Put each message by its field, or above the form where it has none."""
    by_field: dict[str, Any] = getattr(refused, "error_dict", {})
    if not by_field:
        form.add_error(None, refused)
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)
