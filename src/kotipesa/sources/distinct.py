# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work on the distinct values of a column only, then spread the results over its rows."""

import difflib
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kotipesa.arrays import Indices
from kotipesa.errors import NOTHING_NEAR

_NEAREST_AMONG = 5_000


def distinct(values: Any) -> tuple[list[Any], Indices]:
    """Give the distinct values in order of appearance, and for each row its place among them."""
    place: dict[Hashable, int] = {}
    places = [place.setdefault(value, len(place)) for value in values]
    return list(place), np.array(places, dtype=np.int32)


def column_of(values: Iterable[Any], dtype: DTypeLike) -> NDArray[Any]:
    """Make a column of any dtype; tuples stay whole in an object column."""
    listed = list(values)
    column = np.empty(len(listed), dtype=dtype)
    for row, value in enumerate(listed):
        column[row] = value
    return column


def by_distinct(values: Any, function: Callable[[Any], Any], dtype: DTypeLike) -> NDArray[Any]:
    """Apply a function to a column, once for each distinct value."""
    found, place = distinct(values)
    spread: NDArray[Any] = column_of(map(function, found), dtype)[place]
    return spread


def nearest(text: str, options: Iterable[str]) -> str:
    """Name up to three options that look like a text, for a message, or NOTHING_NEAR."""
    known = list(options)
    if len(known) > _NEAREST_AMONG or len(text) > 200:
        return NOTHING_NEAR
    spelled = {option.casefold(): option for option in known}
    close = difflib.get_close_matches(text.casefold(), spelled, n=3, cutoff=0.5)
    return ", ".join(spelled[option] for option in close) or NOTHING_NEAR
