# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold arcs, the possible moves, in columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Indices, stack
from kotipesa.arrays import take as take_rows

NO_PART = -1


@dataclass(frozen=True, eq=False, slots=True)
class Arcs:
    """Possible moves: from node, to node, the grade, the part of a process, the month."""

    tail: Indices
    head: Indices
    grade: Indices
    part: Indices
    month: Indices

    def __len__(self) -> int:
        """Count the arcs."""
        return len(self.tail)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Arcs":
        """Pick arcs."""
        return take_rows(self, rows)

    def keys(self, nodes: int, grades: int, months: int) -> NDArray[np.int64]:
        """Give every arc one number of its own."""
        key = self.tail.astype(np.int64) * nodes + self.head
        return ((key * grades + self.grade) * 3 + self.part + 1) * months + self.month


def arcs(
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    grade: NDArray[np.integer],
    month: NDArray[np.integer],
    part: int = NO_PART,
) -> Arcs:
    """Make arcs of one part (NO_PART unless they leave a process)."""
    return Arcs(
        np.asarray(tail, dtype=np.int32),
        np.asarray(head, dtype=np.int32),
        np.asarray(grade, dtype=np.int32),
        np.full(len(tail), part, dtype=np.int32),
        np.asarray(month, dtype=np.int32),
    )


def found_in(
    keys: NDArray[np.int64], among: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Tell in which row of others, no two alike, each key stands, and which stand in none."""
    if not len(among):
        return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=bool)
    order = np.argsort(among)
    place = np.searchsorted(among, keys, sorter=order)
    row = order[np.minimum(place, len(among) - 1)]
    return row, among[row] == keys


def no_arcs() -> Arcs:
    """Make an empty collection."""
    none = np.zeros(0, dtype=np.int32)
    return Arcs(none, none, none, none, none)


def joined(collections: list[Arcs]) -> Arcs:
    """Put collections of arcs under each other."""
    return stack(collections) if collections else no_arcs()
