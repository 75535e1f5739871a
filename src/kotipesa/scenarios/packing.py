# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Pack the tonnes of each pair of places into a text, to the kilogram."""

import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem

_ROW = np.dtype([("start", "<i4"), ("end", "<i4"), ("kg", "<i8")])


@dataclass(frozen=True, eq=False, slots=True)
class Pairs:
    """What goes from where to where, all months and grades together, sorted by both.

    start, end: places: rows of the region's lots, then of its facilities; kg: above 0.
    """

    start: Indices
    end: Indices
    kg: Indices

    def packed(self) -> str:
        """Write as a text."""
        rows = np.empty(len(self.kg), dtype=_ROW)
        rows["start"], rows["end"], rows["kg"] = self.start, self.end, self.kg
        return b64encode(zlib.compress(rows.tobytes(), 6)).decode()


def unpacked(text: str) -> Pairs:
    """Read what was packed; raises ValueError for anything else."""
    try:
        rows = np.frombuffer(zlib.decompress(b64decode(text)), dtype=_ROW)
    except zlib.error as fault:
        raise ValueError(str(fault)) from fault
    return Pairs(rows["start"], rows["end"], rows["kg"])


def pairs_of(problem: Problem, lot_rows: Indices, lots: int, arcs: Arcs, tonnes: Numbers) -> Pairs:
    """Add up tonnes by pair of places.

    lot_rows: where the problem's lots stand among the lots of the region that names the places,
    of which there are so many.
    """
    ends = lot_rows[np.concatenate([problem.haves.lot, problem.needs.lot])]
    facilities = lots + problem.plants.facility
    place = np.concatenate([ends, facilities])
    size = int(place.max(initial=0)) + 1
    keys, row = np.unique(
        place[arcs.tail].astype(np.int64) * size + place[arcs.head], return_inverse=True
    )
    kg = np.rint(1000 * np.bincount(row, weights=tonnes, minlength=len(keys))).astype(np.int64)
    keys, kg = keys[kg > 0], kg[kg > 0]
    return Pairs((keys // size).astype(np.int32), (keys % size).astype(np.int32), kg)
