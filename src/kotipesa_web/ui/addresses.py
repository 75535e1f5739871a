# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give addresses by the hundred, as lists, maps and the layout of every page need them."""

from collections.abc import Callable
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

ANY_ROW = 987_654_321


def page_address(name: str) -> str:
    """Give the address of a page: ``reverse(name)``, asked once; '' where there is no such page."""
    return _page(name, get_script_prefix())


def row_addresses(name: str) -> Callable[[int], str]:
    """Give what gives the address of a row; ``reverse`` takes forty times as long for each."""
    before, after = _around_row(name, get_script_prefix())
    return lambda pk: f"{before}{pk}{after}"


@cache
def _page(name: str, _prefix: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _around_row(name: str, _prefix: str) -> tuple[str, str]:
    before, _row, after = reverse(name, args=[ANY_ROW]).partition(str(ANY_ROW))
    return before, after
