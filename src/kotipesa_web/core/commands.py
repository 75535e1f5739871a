# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make functions commands: one transaction, arguments by name; and guard against lost updates."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from kotipesa_web.core.errors import Conflict

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Row = TypeVar("Row", bound=models.Model)


def command(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a function in one transaction: all of it happens, or nothing."""

    @wraps(work)
    def carry_out(*args: Parameters.args, **named: Parameters.kwargs) -> Result:
        with transaction.atomic():
            return work(*args, **named)

    return carry_out


def held(rows: models.QuerySet[Row], pk: int, version: int, typed: dict[str, Any]) -> Row:
    """Take a row for change; raises Conflict when somebody changed it after ``version``."""
    row = rows.select_for_update().get(pk=pk)
    if row.version != version:  # type: ignore[attr-defined]
        raise Conflict(row, typed)
    return row


def changed(row: models.Model, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set new values on a row; return the changed fields before and after, as texts or numbers."""
    before, after = {}, {}
    for field, value in values.items():
        old = getattr(row, field)
        if old != value:
            before[field], after[field] = _plain(old), _plain(value)
            setattr(row, field, value)
    return before, after


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.pk if isinstance(value, models.Model) else str(value)
