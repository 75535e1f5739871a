# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hide rows of a list that rests on too few owners, where nobody knows how much is whose."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kotipesa.disclosure.rules import FEWEST_OWNERS

RowT = TypeVar("RowT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Hidden(Generic[RowT]):
    """Which rows of a list are hidden, and whether its total is."""

    rows: frozenset[RowT]
    total: bool


def is_safe(owners: frozenset[str]) -> bool:
    """Tell whether a figure that rests on what these owners protect may be shown."""
    return not owners or len(owners) >= FEWEST_OWNERS


def hide_rows(
    owners_of: Mapping[RowT, frozenset[str]], *, is_total_shown: bool = True
) -> Hidden[RowT]:
    """Choose the rows to hide of a list whose rows add up to a shown total.

    Hidden rows are the total less the shown ones: while they rest together on too few owners, the
    next row in order, of those with the fewest owners, is hidden too; at last the total.
    """
    rows = {row for row, owners in owners_of.items() if not is_safe(owners)}
    if not is_total_shown:
        return Hidden(frozenset(rows), total=True)
    others = [row for row, owners in owners_of.items() if owners and row not in rows]
    others.sort(key=lambda row: len(owners_of[row]))
    while rows and not is_safe(_together(owners_of, rows)) and others:
        rows.add(others.pop(0))
    return Hidden(frozenset(rows), total=bool(rows) and not is_safe(_together(owners_of, rows)))


def _together(owners_of: Mapping[RowT, frozenset[str]], rows: set[RowT]) -> frozenset[str]:
    return frozenset().union(*(owners_of[row] for row in rows))
