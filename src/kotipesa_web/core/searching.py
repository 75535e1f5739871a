# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let ``icontains`` and ``iexact`` ignore the case of every letter on SQLite, too.

PostgreSQL does; SQLite's LIKE knows the case of ASCII alone. There LIKE finds candidates fast, any
sign standing for the other letters, and GLOB tells those apart.
"""

import re
from typing import Any

from django.db.models import CharField, TextField
from django.db.models.lookups import IContains, IExact

_OTHER_SIGNS = re.compile(r"[^\x00-\x7f]")


class _Folding:
    """Adds to a lookup by LIKE what SQLite lacks."""

    edge = ""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Write the comparison for SQLite."""
        lookup: Any = self
        sql, params = lookup.as_sql(compiler, connection)
        if not isinstance(lookup.rhs, str) or lookup.rhs.isascii():
            return sql, params
        column, told = lookup.process_lhs(compiler, connection)
        *before, pattern = params
        exactly = "".join(map(_any_case, lookup.rhs))
        more = [_OTHER_SIGNS.sub("_", pattern), *told, f"{self.edge}{exactly}{self.edge}"]
        return f"({sql} AND {column} GLOB %s)", [*before, *more]


@CharField.register_lookup
@TextField.register_lookup
class Containing(_Folding, IContains):
    """A text has another within it."""

    edge = "*"


@CharField.register_lookup
@TextField.register_lookup
class Equalling(_Folding, IExact):
    """A text is another."""


def _any_case(sign: str) -> str:
    """Write a sign for GLOB: a letter in either case, another as itself."""
    cases = sorted({one for one in (sign, sign.lower(), sign.upper()) if len(one) == 1})
    return f"[{''.join(cases)}]" if len(cases) > 1 or sign in "*?[" else sign
