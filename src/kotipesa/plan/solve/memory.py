# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Remember what a look at every arc between lots left to spare, so that the next sees what may pay.

An arc's reduced cost is what it costs less what its two lots are worth. While it costs the same,
it falls by no more than those two worths rise; so a cluster of needs that had more to spare than
its dearest rise has nothing that pays, and needs no look. Nobody says what rose: it is worked out
from the prices themselves, and for other hauls, lots or clusters nothing is remembered.
"""

from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.solve.scan import lowered
from kotipesa.plan.solve.shapes import Clusters, LotColumns, Ways
from kotipesa.plan.solve.terrain import Terrain

Columns: TypeAlias = Ways | LotColumns | Clusters

_COUNTED = (
    ("ways", Ways._fields),
    ("givers", tuple(name for name in LotColumns._fields if name != "tonnes")),
    ("clusters", Clusters._fields),
)
"""What arcs between lots and their costs depend on."""

_MOST = 20_000_000  # pairs of a have and a cluster; of more nothing is remembered


class Memory:
    """What the last look left to spare, and at which prices."""

    def __init__(self) -> None:
        """Begin without a look."""
        self._ground: Terrain | None = None
        self._worth = self._value = self._spare = np.zeros(0)

    def spare(self, ground: Terrain, worth: Numbers, value: Numbers) -> Numbers:
        """Bound reduced costs by have and cluster from below; −inf where nothing is known.

        worth: of a tonne of each have; value: of a tonne at each need. Empty where there are too
        many to remember.
        """
        givers, clusters = ground.givers, ground.clusters
        if not self._holds_on(ground):
            taken = givers.sort[givers.sort >= 0]
            count = int(np.diff(clusters.sort_start)[taken].sum())
            return np.full(count if count <= _MOST else 0, -np.inf)
        rises = worth - self._worth, value - self._value
        return lowered(givers, clusters, self._spare, *rises)

    def keep(self, ground: Terrain, worth: Numbers, value: Numbers, spare: Numbers) -> None:
        """Remember a look and its prices, if it told what was left to spare."""
        if len(spare):
            self._ground, self._worth, self._value, self._spare = ground, worth, value, spare

    def _holds_on(self, ground: Terrain) -> bool:
        """Tell whether every arc between lots is there as it was, at the same cost."""
        return self._ground is not None and all(
            _same(getattr(self._ground, part), getattr(ground, part), names)
            for part, names in _COUNTED
        )


def _same(before: Columns, now: Columns, names: tuple[str, ...]) -> bool:
    pairs = ((getattr(before, name), getattr(now, name)) for name in names)
    return all(one is other or np.array_equal(one, other) for one, other in pairs)
