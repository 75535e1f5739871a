# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Match loads to moves: between two places the oldest open move is filled first.

Loads are taken by date, moves by month. A load that overfills a move goes on to the next; what is
more than all of them together stays with the last. Amounts are whole grams, so nothing is lost.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices
from kotipesa.monitor.ends import NOTHING, Ends

MOST_G = 10**15
"""No move needs more than this, a thousand million tonnes, to take every load it is offered."""


@dataclass(frozen=True, eq=False, slots=True)
class Legs:
    """Loads, in the order they were hauled, or moves; material: a row of materials, or NOTHING."""

    start: Ends
    end: Ends
    material: Indices
    month: Indices
    grams: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """Which grams of which load belong to which move; a load without parts fits none."""

    load: Indices
    move: Indices
    grams: NDArray[np.int64]


def match(loads: Legs, moves: Legs) -> Parts:
    """Match loads to moves; those who say their places and material most exactly come first."""
    found = []
    by_age = np.argsort(moves.month, kind="stable")
    open_g = np.minimum(moves.grams[by_age], MOST_G)
    for has_material, start_is_node, end_is_node in product((True, False), repeat=3):
        how = (start_is_node, end_is_node, has_material)
        rows = np.flatnonzero(_told_so(loads, how))
        if len(rows):
            keys = _keys([(loads, rows), (moves, by_age)], how)
            parts = fill(keys[0], loads.grams[rows], keys[1], open_g)
            found.append(Parts(rows[parts.load], by_age[parts.move], parts.grams))
            taken = np.zeros_like(open_g)
            np.add.at(taken, parts.move, parts.grams)
            open_g = np.maximum(open_g - taken, 0)
    none = np.zeros(0, dtype=np.int64)
    every = [Parts(none, none, none), *found]
    joined = [np.concatenate([getattr(p, name) for p in every]) for name in Parts.__slots__]
    order = np.lexsort((joined[1], joined[0]))
    return Parts(*(column[order] for column in joined))


def is_planned_pair(loads: Legs, moves: Legs) -> Flags:
    """Tell which loads go between places that some move joins, whatever its material."""
    planned = np.zeros(len(loads.grams), dtype=np.bool_)
    for start_is_node, end_is_node in product((True, False), repeat=2):
        told = [_told_so(loads, (start_is_node, end_is_node, known)) for known in (True, False)]
        rows = np.flatnonzero(told[0] | told[1])
        how = (start_is_node, end_is_node, False)
        keys = _keys([(loads, rows), (moves, np.arange(len(moves.grams)))], how)
        planned[rows] = np.isin(keys[0], keys[1])
    return planned


def fill(
    load_key: Indices, load_g: NDArray[np.int64], move_key: Indices, open_g: NDArray[np.int64]
) -> Parts:
    """Fill moves with the loads of the same key, both in their order; the last takes the rest.

    Each key is a stretch of a line on which its loads lie one behind the other, and its moves too;
    what lies over what is a part.
    """
    names, move_group = np.unique(move_key, return_inverse=True)
    group = np.minimum(np.searchsorted(names, load_key), max(len(names) - 1, 0))
    rows = np.flatnonzero(names[group] == load_key) if len(names) else np.zeros(0, dtype=np.int64)
    rows = rows[np.argsort(group[rows], kind="stable")]
    moves = np.argsort(move_group, kind="stable")
    load_total, move_total = (
        _sums(places, grams, len(names))
        for places, grams in ((group[rows], load_g[rows]), (move_group, open_g))
    )
    stretch = np.maximum(load_total, move_total)
    origin = np.cumsum(stretch) - stretch
    load_end = _ends(group[rows], load_g[rows], origin)
    ordered = move_group[moves]
    move_end = _ends(ordered, open_g[moves], origin)
    is_last = np.append(ordered[1:] != ordered[:-1], np.True_)[: len(moves)]
    move_end[is_last] = (origin + stretch)[ordered[is_last]]
    cuts = np.unique(np.concatenate([load_end - load_g[rows], load_end, move_end]))
    at, grams = cuts[:-1], np.diff(cuts)
    load = np.searchsorted(load_end, at, side="right")
    move = np.searchsorted(move_end, at, side="right")
    starts = np.append(load_end - load_g[rows], np.iinfo(np.int64).max)
    loaded = starts[load] <= at
    return Parts(rows[load[loaded]], moves[move[loaded]], grams[loaded])


def _ends(group: Indices, grams: NDArray[np.int64], origin: NDArray[np.int64]) -> NDArray[np.int64]:
    """Lay amounts one behind the other from the origin of their group; give where each ends."""
    laid = np.cumsum(grams)
    first = np.searchsorted(group, np.arange(len(origin)))
    before = np.concatenate([np.zeros(1, dtype=np.int64), laid])[first]
    ends: NDArray[np.int64] = laid - before[group] + origin[group]
    return ends


def _sums(group: Indices, grams: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, group, grams)
    return sums


def _told_so(legs: Legs, how: tuple[bool, bool, bool]) -> Flags:
    """Tell which legs say their start, end and material this exactly, no more and no less."""
    told = (legs.start.node != NOTHING, legs.end.node != NOTHING, legs.material != NOTHING)
    fitting: Flags = np.all([one == wanted for one, wanted in zip(told, how, strict=True)], axis=0)
    return fitting


def _keys(chosen: list[tuple[Legs, Indices]], how: tuple[bool, bool, bool]) -> list[Indices]:
    """Give legs that agree when looked at this exactly one number, the same in every table."""
    start_is_node, end_is_node, has_material = how
    columns = [
        [(legs.start.node if start_is_node else legs.start.site)[rows] for legs, rows in chosen],
        [(legs.end.node if end_is_node else legs.end.site)[rows] for legs, rows in chosen],
    ]
    if has_material:
        columns.append([legs.material[rows] for legs, rows in chosen])
    lengths = np.cumsum([len(rows) for _, rows in chosen])[:-1]
    table = np.column_stack([np.concatenate(column) for column in columns])
    _, key = np.unique(table, axis=0, return_inverse=True)
    return np.split(key.reshape(-1), lengths)
