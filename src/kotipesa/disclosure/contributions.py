# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up who contributes what to the cells of a table and to all its sums."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts

TOTAL = -1
"""Where an axis of figures has its sum: behind its last category."""


@dataclass(frozen=True, eq=False)
class Contributions:
    """What owners bring to a table of any axes: area, material, month.

    shape: how many categories each axis has; cell: a row a contribution, a column an axis; owner:
    any text or number; amount_t: at least zero; is_protected: nobody but its owner and the trustee
    may know it. Contributions of zero tonnes tell nothing and count for nobody. Raises ValueError
    for amounts that are no tonnes, and for cells outside the table.
    """

    shape: tuple[int, ...]
    cell: Indices
    owner: Texts | Indices
    amount_t: Numbers
    is_protected: Flags

    def __post_init__(self) -> None:
        if not (np.isfinite(self.amount_t) & (self.amount_t >= 0)).all():
            message = "a contribution is zero or more tonnes"
            raise ValueError(message)
        if self.cell.shape != (len(self.amount_t), len(self.shape)):
            message = "a cell has an index for each axis"
            raise ValueError(message)
        if ((self.cell < 0) | (self.cell >= np.array(self.shape))).any():
            message = "a cell lies outside the table"
            raise ValueError(message)

    @property
    def figures(self) -> tuple[int, ...]:
        """Give the shape of the table with its sums: one more on every axis."""
        return tuple(size + 1 for size in self.shape)

    def sums_t(self, chosen: Flags) -> Numbers:
        """Add up chosen contributions to every figure, sums included."""
        place = np.ravel_multi_index(tuple(self.cell[chosen].T), self.shape)
        size = int(np.prod(self.shape))
        cells_t: Any = np.bincount(place, weights=self.amount_t[chosen], minlength=size)
        return with_sums(cells_t.reshape(self.shape))


@dataclass(frozen=True, eq=False)
class Crowd:
    """Who stands behind each figure: owners in order of tonnes, the biggest first.

    shape: of the figures, sums included; the owners of the figure of flat place f are
    owner[start[f]:start[f + 1]], with their tonnes in it.
    """

    shape: tuple[int, ...]
    start: Indices
    owner: Indices
    amount_t: Numbers

    @cached_property
    def count(self) -> Indices:
        """Count the owners of every figure, flat."""
        return np.diff(self.start)

    def biggest_t(self, place: int) -> Numbers:
        """Give the tonnes of the owner at a place (0 the biggest) of every figure, 0 for none."""
        found_t = np.zeros(len(self.count))
        there = self.count > place
        found_t[there] = self.amount_t[self.start[:-1][there] + place]
        return found_t

    def of(self, figure: int) -> tuple[Indices, Numbers]:
        """Give the owners of one flat figure and their tonnes."""
        here = slice(self.start[figure], self.start[figure + 1])
        return self.owner[here], self.amount_t[here]

    @cached_property
    def _by_owner(self) -> tuple[Indices, Indices, Indices]:
        order = np.argsort(self.owner, kind="stable")
        owners = int(self.owner.max(initial=-1)) + 1
        start = np.searchsorted(self.owner[order], np.arange(owners + 1))
        figure = np.repeat(np.arange(len(self.count)), self.count)
        return start, order, figure[order]

    def by(self, owner: int) -> tuple[Indices, Numbers]:
        """Give the flat figures an owner stands behind, and its tonnes in each."""
        start, order, figure = self._by_owner
        here = slice(start[owner], start[owner + 1])
        return figure[here], self.amount_t[order[here]]


def with_sums(cells_t: Numbers) -> Numbers:
    """Put the sum of every axis behind it: the last of each axis is its total."""
    for axis in range(cells_t.ndim):
        cells_t = np.concatenate([cells_t, cells_t.sum(axis=axis, keepdims=True)], axis=axis)
    return cells_t


def crowd_of(given: Contributions, chosen: Flags) -> Crowd:
    """Find who stands behind every figure with chosen contributions of more than zero tonnes."""
    chosen = chosen & (given.amount_t > 0)
    codes, owner = np.unique(given.owner[chosen], return_inverse=True)
    cell, amount_t = given.cell[chosen], given.amount_t[chosen]
    owners, size = max(len(codes), 1), int(np.prod(given.figures))
    pairs = []
    for is_sum in product((False, True), repeat=len(given.shape)):
        place = np.where(is_sum, given.shape, cell)
        pairs.append(np.ravel_multi_index(tuple(place.T), given.figures) * owners + owner)
    pair, which = np.unique(np.concatenate(pairs), return_inverse=True)
    pair_t: Any = np.bincount(which, weights=np.tile(amount_t, len(pairs)), minlength=len(pair))
    figure = pair // owners
    order = np.lexsort((pair, -pair_t, figure))
    return Crowd(
        shape=given.figures,
        start=np.searchsorted(figure, np.arange(size + 1)),
        owner=pair[order] % owners,
        amount_t=pair_t[order],
    )
