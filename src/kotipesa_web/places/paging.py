# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take one page of a long list: the ids alone, from an index; the rows are read by these."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

PER_PAGE = 50
MOST_FOUND = 1_000


class CountedPages(Paginator):  # type: ignore[type-arg]
    """Pages of ids whose number is known already, so that nobody counts them again."""

    def __init__(self, ids: "QuerySet[Any, int]", count: int, per_page: int = PER_PAGE) -> None:
        """Keep the count that was told."""
        super().__init__(ids, per_page)
        self.__dict__["count"] = count


def found_once(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Look for words now, where few rows have them: no sum and no page looks for them again."""
    ids = [*rows.select_related(None).order_by().values_list("pk", flat=True)[: MOST_FOUND + 1]]
    return rows if len(ids) > MOST_FOUND else rows.filter(pk__in=ids)


def page_of(rows: "QuerySet[Any]", number: str, count: int) -> tuple["Page[Any]", list[int]]:
    """Give a page of ordered rows, the last one where the number is too big, and its ids."""
    ids = rows.select_related(None).values_list("pk", flat=True)
    page = CountedPages(ids, count).get_page(number)
    page.object_list = pks = [*page.object_list]
    return page, pks
