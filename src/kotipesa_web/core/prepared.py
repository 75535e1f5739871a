# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the SQL of a query once, for what every request asks: that takes longer than to ask it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, wraps
from itertools import zip_longest
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value

Rows = list[tuple[Any, ...]]


class Blank(Value):
    """A place in a query that is filled in whenever it is asked; its value is its number."""

    def as_sql(self, *_compiler: Any) -> tuple[str, list["Blank"]]:  # type: ignore[override]
        """Stand for one parameter, or for as many as a list has."""
        return "%s", [self]


def prepared(query: Callable[..., "QuerySet[Any, Any]"]) -> Callable[..., Rows]:
    """Ask the query that a function of blanks makes, by ``values_list``, with what fills them.

    A blank may only stand where it is compared with a field; one in a list takes a list.
    """

    @cache
    def written(_vendor: str) -> tuple[Any, list[str], Sequence[Any], dict[int, Any]]:
        blanks = map(Blank, range(query.__code__.co_argcount))
        rows = query(*blanks).query
        compiler = rows.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        columns = [expression for expression, *_ in compiler.select]
        return rows, sql.split("%s"), parameters, compiler.get_converters(columns)

    @wraps(query)
    def ask(*values: Any) -> Rows:
        rows, texts, parameters, converters = written(connection.vendor)
        told = [[*_filled(one, values)] for one in parameters]
        marks = (", ".join(["%s"] * len(one)) for one in told)
        sql = "".join(part for pair in zip_longest(texts, marks, fillvalue="") for part in pair)
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for one in told for value in one])
            found: Rows = cursor.fetchall()
        if not converters:
            return found
        return [*rows.get_compiler(connection=connection).apply_converters(found, converters)]

    return ask


def _filled(parameter: Any, values: Sequence[Any]) -> Iterator[Any]:
    told = values[parameter.value] if isinstance(parameter, Blank) else parameter
    return map(connection.ops.adapt_unknown_value, told if isinstance(told, list) else [told])
