# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the rows of a table as lines of JSON and read them back, in whatever database."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.utils.duration import duration_iso_string

LEFT_OUT = frozenset({"sessions.session"})
_ROWS_AT_A_TIME = 1000


def tables() -> dict[str, type[models.Model]]:
    """Give the model of every table, those between two others too, by its label."""
    found = apps.get_models(include_auto_created=True)
    labelled = {model._meta.label_lower: model for model in found if model._meta.managed}  # noqa: SLF001
    return {label: labelled[label] for label in sorted(labelled.keys() - LEFT_OUT)}


def _columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001


def written(model: type[models.Model]) -> Iterator[bytes]:
    """Give each row as a line of JSON, in the order of keys."""
    names = [field.attname for field in _columns(model)]
    rows = models.QuerySet[models.Model](model).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_ROWS_AT_A_TIME):
        told = dict(zip(names, row, strict=True))
        yield json.dumps(told, ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(type(value))


def insert(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Insert rows as they were written, keys and times included; gives how many."""
    fields = _columns(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)  # noqa: SLF001
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    count = 0
    with connection.cursor() as cursor:
        rows = (_values(fields, json.loads(line)) for line in lines)
        while some := list(islice(rows, _ROWS_AT_A_TIME)):
            cursor.executemany(statement, some)
            count += len(some)
    return count


def _values(fields: "list[models.Field[Any, Any]]", row: dict[str, Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(row[field.attname]), connection) for field in fields
    ]


def go_on_counting() -> None:
    """Let new rows get keys after those that were inserted."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables().values())):
            cursor.execute(statement)


def empty(model: type[models.Model]) -> None:
    """Remove the rows a fresh database has by itself."""
    models.QuerySet[models.Model](model)._raw_delete(connection.alias)  # noqa: SLF001 - past what forbids it
