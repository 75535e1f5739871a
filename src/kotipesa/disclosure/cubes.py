# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Withhold further figures, so that the withheld ones cannot be worked out from the shown ones.

A cube is a figure, another place on each of its axes (a category, or the sum) and all corners
between. When every corner is withheld, what is moved from corner to corner in turns leaves every
shown sum as it is; so the figure may be larger or smaller by what its corners can give. This is the
hypercube method of Giessing and Repsilber (2002), with owners: a corner gives to a reader what is
neither the reader's own nor of those that the figure protects. Each cube is thus a proof.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.disclosure.contributions import Crowd
from kotipesa.disclosure.rules import Rules

_ROUNDING = 1e-9
Place = tuple[int, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Work:
    """Figures in tonnes with sums, who stands behind them, and what is withheld so far.

    room_t: what a figure can give to others: its tonnes, for sums, which follow their cells, any;
    price_t: what withholding it would cost.
    """

    protected_t: Numbers
    room_t: Numbers
    crowd: Crowd
    hidden: Flags
    price_t: Numbers

    def hide(self, figure: Place) -> None:
        self.hidden[figure] = True
        self.price_t[figure] = 0.0


def complement(protected_t: Numbers, crowd: Crowd, unsafe: Flags, rules: Rules) -> Flags:
    """Withhold unsafe figures and as many more as protect them; all arrays are of all figures."""
    room_t = np.full(protected_t.shape, np.inf)
    cells = (slice(None, -1),) * protected_t.ndim
    room_t[cells] = protected_t[cells]
    work = _Work(protected_t, room_t, crowd, unsafe.copy(), np.where(unsafe, 0.0, protected_t))
    places = np.flatnonzero(unsafe)
    for place in places[np.argsort(-protected_t.ravel()[places], kind="stable")]:
        if (work.hidden | (protected_t == 0)).all():
            break
        _protect(int(place), work, rules)
    return work.hidden


def _protect(place: int, work: _Work, rules: Rules) -> None:
    """Protect a figure from readers outside, then from every owner that could see through it."""
    figure = tuple(int(i) for i in np.unravel_index(place, work.protected_t.shape))
    owners, amounts_t = work.crowd.of(place)
    most = max(rules.at_least - 1, rules.largest)
    outside_t = _outside(figure, work, owners[:most])
    value_t = float(work.protected_t[figure])
    moved_t = _cover(figure, outside_t, rules.blur * value_t, work)
    part_t = dict(zip(owners.tolist(), amounts_t.tolist(), strict=True))
    for reader in sorted(_seeing_through(moved_t, work)):
        others_t = value_t - part_t.get(reader, 0.0)
        if others_t > _ROUNDING * value_t:
            _cover(figure, _without(work, [reader]), rules.blur * others_t, work)


def _without(work: _Work, owners: Sequence[int] | Indices) -> Numbers:
    """Give what figures hold beside these owners; sums, which follow their cells, hold any."""
    room_t = work.room_t.copy()
    for owner in owners:
        places, amount_t = work.crowd.by(int(owner))
        room_t.ravel()[places] -= amount_t
    return room_t


def _outside(figure: Place, work: _Work, owners: Indices) -> Numbers:
    """Give what others than its owners hold, and in the figure itself what it holds."""
    room_t = _without(work, owners)
    last = [size - 1 for size in room_t.shape]
    cells = tuple(slice(None) if i == n else i for i, n in zip(figure, last, strict=True))
    room_t[cells] = work.room_t[cells]
    return room_t


def _cover(figure: Place, room_t: Numbers, need_t: float, work: _Work) -> dict[Place, float]:
    """Lay cubes on a figure until it can move by need_t; give what each cell is moved by.

    There always are enough: cubes whose other places are sums need only the figure's own cells.
    """
    moved_t: dict[Place, float] = defaultdict(float)
    left_t = need_t
    while left_t > _ROUNDING * need_t:
        axes = _other_places(figure, room_t)
        block = np.ix_(*(np.append(own, others) for own, others in zip(figure, axes, strict=True)))
        reach_t = np.minimum(_over_corners(room_t, block, np.minimum), left_t)
        price_t = _over_corners(work.price_t, block, np.add)
        dear = np.divide(price_t, reach_t, out=np.full(reach_t.shape, np.inf), where=reach_t > 0)
        best = np.flatnonzero(dear == dear.min())
        best = best[reach_t.ravel()[best].argmax()]
        step_t = float(reach_t.flat[best])
        other = [
            int(axis[i])
            for axis, i in zip(axes, np.unravel_index(best, reach_t.shape), strict=True)
        ]
        for corner in product(*zip(figure, other, strict=True)):
            work.hide(corner)
            if np.isfinite(room_t[corner]):
                room_t[corner] -= step_t
                moved_t[corner] += step_t
        left_t -= step_t
    return moved_t


def _other_places(figure: Place, room_t: Numbers) -> list[Indices]:
    """Give the places on each axis, other than the figure's own, where a corner has room."""
    axes = []
    for axis, index in enumerate(figure):
        line: list[Any] = list(figure)
        line[axis] = slice(None)
        has_room = room_t[tuple(line)] > 0
        has_room[index] = False
        axes.append(np.flatnonzero(has_room))
    return axes


def _over_corners(values: Numbers, block: tuple[Indices, ...], together: np.ufunc) -> Numbers:
    """Put the corners of every cube together: one value for each choice of other places.

    block: the places of all corners, on each axis the figure's own first.
    """
    found: Any = values[block]
    for axis in range(found.ndim):
        before: tuple[Any, ...] = (slice(None),) * axis
        found = together(found[(*before, slice(0, 1))], found[(*before, slice(1, None))])
    return np.asarray(found)


def _seeing_through(moved_t: Mapping[Place, float], work: _Work) -> set[int]:
    """Find owners whose part of a moved cell is more than the move leaves in it."""
    found: set[int] = set()
    for cell, cell_moved_t in moved_t.items():
        owners, amounts_t = work.crowd.of(int(np.ravel_multi_index(cell, work.room_t.shape)))
        spare_t = work.protected_t[cell] - cell_moved_t
        found.update(owners[amounts_t > spare_t * (1 - _ROUNDING)].tolist())
    return found
