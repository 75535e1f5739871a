# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make and change rows with an owner, as every command on them does."""

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias, TypeVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kotipesa_web.core.commands import changed
from kotipesa_web.core.models import Owned
from kotipesa_web.core.viewer import Viewer

Values: TypeAlias = Mapping[str, Any]
Row = TypeVar("Row", bound=Owned)
OWNED = ("sensitivity", "publicity_ground", "retain_until", "unit_of_owner_id")


def new_row(model: type[Row], viewer: Viewer) -> Row:
    """Begin a row of the viewer's organisation."""
    return model(
        region_id=viewer.region_id,
        owner_id=viewer.organisation_id,
        unit_of_owner_id=viewer.unit_id,
    )


def set_values(
    row: Owned, values: Values, editable: Collection[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set values of fields that people may edit; return what changed, before and after.

    Raises ValidationError for values a field cannot hold, KeyError for a field nobody edits.
    """
    if unknown := sorted(values.keys() - {*editable, *OWNED}):
        raise KeyError(unknown)
    before, after = changed(row, dict(values))
    row.clean_fields(exclude=_not_cleaned(row, values))
    return before, after


def save_new(row: Any, letter: str) -> None:
    """Save a row under the code it came with, else one of its own: the letter and its number.

    Raises ValidationError where the owner has a row of that code.
    """
    given = row.code
    _refuse_taken(row)
    row.code = given or uuid4().hex
    row.save(force_insert=True)
    if not given:
        row.code = _free(_of_owner(row), f"{letter}-{row.pk}")
        row.save(update_fields=["code"])


def save_changed(row: Any) -> None:
    """Save a row as its next version; raises ValidationError as ``save_new``."""
    _refuse_taken(row)
    row.version += 1
    row.save()


def _of_owner(row: Any) -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = type(row).objects
    return rows.filter(region_id=row.region_id, owner_id=row.owner_id)


def _refuse_taken(row: Any) -> None:
    if _of_owner(row).filter(code=row.code).exclude(pk=row.pk).exists():
        raise ValidationError({"code": _("You have this id already; choose another.")})


def _free(rows: "models.QuerySet[Any]", code: str) -> str:
    while rows.filter(code=code).exists():
        code = f"{code}-1"
    return code


def _not_cleaned(row: Owned, values: Values) -> list[str]:
    """Name what was not typed, may be nothing and is, or is judged elsewhere: lists, references."""
    kinds = (models.JSONField, models.ForeignKey, models.BinaryField)
    return [
        field.name
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's own window
        if field.name not in values
        or isinstance(field, kinds)
        or (field.null and values[field.name] is None)
    ]
