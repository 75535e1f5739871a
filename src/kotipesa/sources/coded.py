# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a column by its distinct values, so that work is done once for each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kotipesa.arrays import Flags, Indices
from kotipesa.sources.distinct import column_of, distinct


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """A column whose row ``r`` holds ``found[place[r]]``; found is a list, a tuple or an array.

    A value may be found and be in no row.
    """

    found: Any
    place: Indices

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.place)

    def __getitem__(self, row: int) -> Any:
        """Give the value of one row."""
        return self.found[self.place[row]]

    def spread(self, dtype: DTypeLike = object) -> NDArray[Any]:
        """Give the value of every row."""
        found = self.found if isinstance(self.found, np.ndarray) else column_of(self.found, dtype)
        spread: NDArray[Any] = found[self.place]
        return spread

    def each(self, function: Callable[[Any], Any]) -> "Coded":
        """Apply a function, once for each distinct value."""
        return Coded([function(value) for value in self.found], self.place)

    def rows(self, picked: Indices | Flags) -> "Coded":
        """Keep some rows."""
        return Coded(self.found, self.place[picked])


def coded(values: Any) -> Coded:
    """Code a column of hashable values, in order of appearance."""
    return Coded(*distinct(values))


NO_ROWS = Coded((), np.zeros(0, dtype=np.int32))


def blank_rows(columns: Sequence[Coded], count: int) -> Flags:
    """Tell in which rows every column holds a blank text."""
    blank = np.ones(count, dtype=np.bool_)
    for column in sorted(columns, key=lambda column: len(column.found)):
        if not blank.any():
            break
        is_blank = np.array([not text.strip() for text in column.found], dtype=np.bool_)
        blank &= is_blank[column.place]
    return blank


def rows_of_each(place: Indices, wanted: Sequence[int]) -> list[Indices]:
    """Give the rows, in order, that hold each of some distinct values."""
    is_wanted = np.zeros(int(place.max(initial=-1)) + 1, dtype=np.bool_)
    is_wanted[[which for which in wanted if which < len(is_wanted)]] = True
    rows = np.flatnonzero(is_wanted[place])
    rows = rows[np.argsort(place[rows], kind="stable")]
    ends = np.searchsorted(place[rows], wanted, side="right")
    starts = np.searchsorted(place[rows], wanted, side="left")
    return [rows[start:end] for start, end in zip(starts, ends, strict=True)]
