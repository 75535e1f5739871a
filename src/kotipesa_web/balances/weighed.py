# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what each lot of a region is expected to bring, in columns that pack into a few bytes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Weighed:
    """The lots that count, one row a lot.

    pk, owner: those of the platform; grade: its sensitivity; first_month, last_month: month
    numbers; mid_t, low_t, high_t: tonnes, weighed with the probability of the project.
    """

    pk: Column
    owner: Column
    grade: Column
    is_need: Column
    municipality: Column
    material: Column
    first_month: Column
    last_month: Column
    mid_t: Column
    low_t: Column
    high_t: Column

    def __len__(self) -> int:
        """Count the lots."""
        return len(self.pk)

    def only(self, chosen: Column) -> "Weighed":
        """Keep the chosen rows."""
        return Weighed(**{name: column[chosen] for name, column in self.columns.items()})

    @property
    def columns(self) -> Mapping[str, Column]:
        """Give the columns by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """What falls on which month: ``row`` of the lots, month counted from the first, its share."""

    row: Column
    month: Column
    share: Column


def spread(lots: Weighed, start: int, months: int) -> Spread:
    """Spread lots evenly over the months of their windows that lie in the horizon."""
    first = np.maximum(lots.first_month, start)
    last = np.minimum(lots.last_month, start + months - 1)
    length = np.maximum(last - first + 1, 0).astype(np.int64)
    begins = np.cumsum(length) - length
    place = np.arange(int(length.sum())) - np.repeat(begins, length)
    return Spread(
        row=np.repeat(np.arange(len(lots)), length),
        month=np.repeat(first - start, length) + place,
        share=np.repeat(1.0 / np.maximum(length, 1), length),
    )


def packed(columns: Mapping[str, Column]) -> bytes:
    """Write arrays as bytes that follow from them alone; nothing of it is ever run."""
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, **columns)
    return held.getvalue()


def unpacked(content: bytes | memoryview) -> dict[str, Column]:
    """Read arrays that ``packed`` wrote."""
    with np.load(io.BytesIO(bytes(content)), allow_pickle=False) as held:
        return {name: held[name] for name in held.files}
