# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare what somebody typed with a row that changed meanwhile."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from kotipesa_web.core.errors import Conflict


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: as it stands now, and as it was typed."""

    name: str
    title: str
    present: Any
    typed: Any
    is_same: bool


def differences(conflict: Conflict) -> list[Difference]:
    """List the typed fields with both versions, those that differ first."""
    found = [_difference(conflict.present, name, typed) for name, typed in conflict.typed.items()]
    return sorted(found, key=lambda one: one.is_same)


def _difference(row: Any, name: str, typed: Any) -> Difference:
    present = getattr(row, name, None)
    return Difference(name, _title(row, name), present, typed, present == typed)


def _title(row: Any, name: str) -> str:
    if isinstance(row, Model):
        try:
            field = row._meta.get_field(name)  # noqa: SLF001 - Django's own window
        except FieldDoesNotExist:
            return name
        return str(getattr(field, "verbose_name", name))
    return name
