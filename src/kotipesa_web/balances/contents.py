# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a published balance: what is open by place, and what is protected over the whole region.

The open tonnes are a cube of municipality, material and month. The protected ones are one table of
material and period with its sums: one pattern, of which everything shown is a slice. By
municipality nearly all of them would have to be withheld, and so many withheld cells would take the
sums along. A period is a month, or as many as it takes for the sum of all materials to be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from kotipesa_web.balances.engine import periods, tell, tell_ends
from kotipesa_web.balances.models import BalanceVersion
from kotipesa_web.balances.weighed import Column, Weighed, packed, spread, unpacked

ENDS = ("low_t", "mid_t", "high_t")
SIDES = (False, True)
"""Haves, then needs, as ``is_need`` has them."""


@dataclass(frozen=True, eq=False, slots=True)
class Contents:
    """A published balance.

    start: the first month's number, as an array of one; open_t: side × low, mid, high ×
    municipality × material × month; periods: the first months, counted from the start, of the
    periods of what is protected; protected_t: side × material × period, sums last, nan where
    withheld; ends: side × low, high, as shares of the likely tonnes, nan where withheld.
    """

    start: Column
    municipalities: Column
    materials: Column
    open_t: Column
    periods: Column
    protected_t: Column
    ends: Column

    @property
    def months(self) -> int:
        """Count the months."""
        return int(self.open_t.shape[-1])

    @property
    def first_month(self) -> int:
        """Give the number of the first month."""
        return int(self.start[0])


def published(
    open_lots: Weighed, protected: Weighed, start: int, months: int, municipalities: Sequence[str]
) -> Contents:
    """Work out what may be told of lots."""
    names = {*municipalities, *open_lots.municipality.tolist()}
    places = np.array(sorted(names), dtype=np.str_)
    told = {*open_lots.material.tolist(), *protected.material.tolist()}
    materials = np.array(sorted(told), dtype=np.str_)
    sides = [protected.only(protected.is_need == side) for side in SIDES]
    firsts, tables = _told_by_period(protected, sides, materials, start, months)
    return Contents(
        start=np.array([start]),
        municipalities=places,
        materials=materials,
        open_t=open_cube(open_lots, places, materials, start, months),
        periods=firsts,
        protected_t=tables,
        ends=np.array([tell_ends(_within(lots, start, months)) for lots in sides]),
    )


def open_cube(
    lots: Weighed, municipalities: Column, materials: Column, start: int, months: int
) -> Column:
    """Add lots up by side, end, municipality, material and month; one municipality has them all."""
    shape = (len(SIDES), len(municipalities), len(materials), months)
    when = spread(lots, start, months)
    if not len(when.row):
        return np.zeros((len(SIDES), len(ENDS), *shape[1:]))
    place = np.minimum(np.searchsorted(municipalities, lots.municipality), len(municipalities) - 1)
    material = np.searchsorted(materials, lots.material)
    axes = (lots.is_need.astype(int)[when.row], place[when.row], material[when.row], when.month)
    cell = np.ravel_multi_index(axes, shape)
    size = int(np.prod(shape))
    ends = [
        np.bincount(cell, getattr(lots, end)[when.row] * when.share, size).reshape(shape)
        for end in ENDS
    ]
    return np.stack(ends, axis=1)


def _told_by_period(
    protected: Weighed, sides: Sequence[Weighed], materials: Column, start: int, months: int
) -> tuple[Column, Column]:
    """Add up both sides by material and period; a period that is not told joins the next one.

    Its own owners may be enough, and it be withheld to hide others: then what gathers is lost.
    """
    firsts = periods(protected, spread(protected, start, months), months)
    while True:
        tables = np.stack([_told(lots, materials, firsts, start, months) for lots in sides])
        torn = np.flatnonzero(np.isnan(tables[:, -1, :-1]).any(axis=0))
        if not len(torn) or len(firsts) == 1:
            return firsts, tables
        firsts = np.delete(firsts, min(int(torn[0]) + 1, len(firsts) - 1))


def _told(lots: Weighed, materials: Column, firsts: Column, start: int, months: int) -> Column:
    shape = (len(materials), len(firsts))
    when = spread(lots, start, months)
    if not len(when.row):
        return np.zeros((shape[0] + 1, shape[1] + 1))
    material = np.searchsorted(materials, lots.material)
    period = np.searchsorted(firsts, when.month, side="right") - 1
    return tell(lots, when, material, period, shape)


def _within(lots: Weighed, start: int, months: int) -> Weighed:
    return lots.only((lots.last_month >= start) & (lots.first_month < start + months))


def as_bytes(contents: Contents) -> bytes:
    """Write a balance; the same one gives the same bytes."""
    columns = {field.name: getattr(contents, field.name) for field in fields(contents)}
    return packed(columns)


def contents_of(version: BalanceVersion) -> Contents:
    """Read a published balance."""
    return _parsed(version.sha256, bytes(version.content))


@lru_cache(maxsize=16)
def _parsed(_sha256: str, content: bytes) -> Contents:
    columns = unpacked(content)
    for column in columns.values():
        column.setflags(write=False)
    return Contents(**columns)
