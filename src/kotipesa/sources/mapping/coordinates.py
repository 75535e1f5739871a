# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find the two columns that hold coordinates, and the system in which they lie in Finland."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.geo import LIKELY_SYSTEMS, off_map, to_etrs
from kotipesa.sources.mapping.headers import likeness, read_header
from kotipesa.sources.mapping.written_amounts import read_amount
from kotipesa.sources.raw import RawTable

SYSTEMS = (*LIKELY_SYSTEMS, "EPSG:2393")
"""What Finnish coordinates usually are, and the old uniform KKJ of many lists."""
_ROWS_LOOKED_AT = 500
_NAMED_ENOUGH = 0.7
_ON_MAP_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class CoordinateColumns:
    """Columns of x (east) and y (north); systems: those in which the points lie in Finland.

    share: how many of the rows with both lie there.
    """

    x: str
    y: str
    systems: tuple[str, ...]
    share: float


def find_coordinates(table: RawTable) -> CoordinateColumns | None:
    """Find the pair of columns called like coordinates whose points lie in Finland; else None.

    Which one is north is told by the numbers: in Finland both are called x.
    """
    numbers = {name: _numbers(table, name) for name in table.header if _may_be_one(name)}
    found = [
        one
        for x, y in permutations(numbers, 2)
        if (one := _tried(x, y, numbers)) and one.share >= _ON_MAP_ENOUGH
    ]
    return max(found, key=lambda one: (one.share, _named(one)), default=None)


def _may_be_one(name: str) -> bool:
    header = read_header(name)
    return max(likeness(header, "x")[0], likeness(header, "y")[0]) >= _NAMED_ENOUGH


def _named(one: CoordinateColumns) -> float:
    x, y = read_header(one.x), read_header(one.y)
    return likeness(x, "x")[0] + likeness(y, "y")[0]


def _tried(x: str, y: str, numbers: Mapping[str, Numbers]) -> CoordinateColumns | None:
    both = ~np.isnan(numbers[x]) & ~np.isnan(numbers[y])
    if not both.any():
        return None
    shares = {}
    for system in SYSTEMS:
        crs = np.full(int(both.sum()), system, dtype=object)
        points = to_etrs(numbers[x][both], numbers[y][both], crs)
        shares[system] = float(np.mean(~off_map(*points)))
    best = max(shares.values())
    fitting = tuple(name for name, share in shares.items() if share == best > 0)
    return CoordinateColumns(x, y, fitting, best)


def _numbers(table: RawTable, name: str) -> Numbers:
    column = table.columns[table.header.index(name)].rows(np.arange(len(table))[:_ROWS_LOOKED_AT])

    def read(text: str) -> float:
        amount = read_amount(text)
        return np.nan if amount is None else amount.middle

    numbers: Numbers = column.each(read).spread(np.float64)
    return numbers
