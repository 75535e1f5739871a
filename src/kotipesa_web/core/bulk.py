# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write many rows of one kind in one prepared statement, all of them or none.

Django's own way makes statements of at most 999 values on SQLite, some twenty lots each, and takes
several times as long for ten thousand rows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connections, models, router, transaction

_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values every database takes as Python has them; some are kinds of others."""


def insert_many(rows: Iterable[models.Model]) -> None:
    """Insert rows of one model; their keys are not filled in."""
    listed = list(rows)
    if not listed:
        return
    model = type(listed[0])
    fields = [field for field in _fields(model) if not field.primary_key]
    values = ([field.pre_save(row, add=True) for field in fields] for row in listed)
    insert_values(model, [field.attname for field in fields], values)


def insert_values(
    model: type[models.Model], names: Sequence[str], values: Iterable[Sequence[Any]]
) -> None:
    """Insert rows told as values of the named columns, every one that has no default of its own."""
    known = {field.attname: field for field in _fields(model)}
    fields = [known[name] for name in names]
    _execute(model, "INSERT INTO {table} ({columns}) VALUES ({marks})", fields, values)


def update_many(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write some fields of rows of one model that stand."""
    listed = list(rows)
    if not listed or not names:
        return
    model: Any = type(listed[0])
    wanted = {*names}
    fields = [field for field in _fields(model) if wanted & {field.name, field.attname}]
    fields.append(model._meta.pk)  # noqa: SLF001 - Django's own window
    values = ([field.pre_save(row, add=False) for field in fields] for row in listed)
    _execute(model, "UPDATE {table} SET {pairs} WHERE {key} = %s", fields, values)


def _fields(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - Django's own window


def _execute(model: Any, form: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    statement = form.format(
        table=quote(model._meta.db_table),  # noqa: SLF001
        columns=", ".join(columns),
        marks=", ".join(["%s"] * len(columns)),
        pairs=", ".join(f"{column} = %s" for column in columns[:-1]),
        key=columns[-1],
    )
    writers = [(place, _writer(field, connection)) for place, field in enumerate(fields)]
    written = [(place, write) for place, write in writers if write is not None]
    values = []
    for row in rows:
        told = list(row)
        for place, write in written:
            told[place] = write(told[place])
        values.append(told)
    whole = transaction.atomic(using=connection.alias, savepoint=False)
    with whole, connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _writer(field: Any, connection: Any) -> Callable[[Any], Any] | None:
    """Give what turns a value of a field into one its database takes; None where nothing must."""
    if isinstance(field, _AS_THEY_ARE):
        return None
    return lambda value: field.get_db_prep_save(value, connection)
