# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell apart rows of several owners that have one id: ids are each organisation's own.

Whether another has the same id nobody is told, so what these names are for stays inside: tables
for the engine, and files with rows of several owners whom their reader sees anyway.
"""

from typing import Any

from django.db.models import Count, QuerySet


def qualified(owner: str, code: str) -> str:
    """Name a row by its owner's short name and its id."""
    return f"{owner}/{code}"


def told_apart(rows: QuerySet[Any]) -> dict[int, str]:
    """Give another id, by key, to every row that has the id of an older one of another owner."""
    counted = rows.order_by().values("code").annotate(count=Count("pk"))
    repeated = [*counted.filter(count__gt=1).values_list("code", flat=True)]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for code in repeated:
        same = rows.filter(code=code).order_by("pk")
        for pk, owner in same.values_list("pk", "owner__code")[1:]:
            name = qualified(owner, code)
            while name in taken or rows.filter(code=name).exists():
                name += "+"
            taken.add(name)
            names[pk] = name
    return names
