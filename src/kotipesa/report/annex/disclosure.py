# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hide figures that would tell what one or two owners have sealed, and those that give them away.

A figure is safe when it rests on no sealed lot, or on sealed lots of at least three owners. Those
of the publisher are not sealed from itself, and lots nobody owns are nobody's secret.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.region import Region

FEWEST_OWNERS = 3
NOBODY = "-"
PUBLIC = "public"
RowT = TypeVar("RowT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Hidden(Generic[RowT]):
    """Which rows of a table are hidden, and whether its total is."""

    rows: frozenset[RowT]
    total: bool


def sealed_owners(region: Region, lots: Indices, publisher: Sequence[str]) -> list[str]:
    """Name for each of some lots the owner it is sealed by, '' for none.

    Where one owner has all the sealed lots of a region, it is the publisher.
    """
    owners = region.lots.owner
    is_sealed: Flags = (region.lots.sensitivity != PUBLIC) & (owners != NOBODY) & (owners != "")
    names = set(owners[is_sealed])
    own = set(publisher) | (names if len(names) == 1 else set())
    sealed = np.where(is_sealed & ~np.isin(owners, list(own)), owners, "")
    return list(sealed[lots])


def is_safe(owners: frozenset[str]) -> bool:
    """Tell whether a figure that rests on the sealed lots of these owners may be shown."""
    return not owners or len(owners) >= FEWEST_OWNERS


def hide(owners_of: Mapping[RowT, frozenset[str]], *, is_total_shown: bool = True) -> Hidden[RowT]:
    """Choose the rows to hide of a table whose rows add up to a shown total.

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
