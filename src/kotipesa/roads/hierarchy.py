# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find shortest metres in a customisable contraction hierarchy; only this file knows RoutingKit.

Method: Dibbelt, Strasser and Wagner, Customizable Contraction Hierarchies, ACM JEA 21 (2016).
"""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Numbers

try:
    import routingkit_cch as routingkit
except ImportError:  # no wheel for this machine
    HAS_HIERARCHY = False
else:
    HAS_HIERARCHY = True

PER_METRE = 100
"""Whole centimetres: roundings cancel, so a way of thousands of links stays right to a metre,
and the 31 bits of a length reach 21,474 km."""


@dataclass(frozen=True, eq=False, slots=True)
class Hierarchy:
    """A road graph made ready for many-to-many questions."""

    metric: "routingkit.CCHMetric"

    def metres(self, sources: Indices, targets: Indices) -> Numbers:
        """Measure from each source node (rows) to each target node (columns); inf: no way.

        One sweep a node of the shorter side; both sides must have at least one.
        """
        metres = np.empty((len(sources), len(targets)))
        if len(sources) > len(targets):
            back = routingkit.CCHManyToOne(self.metric, sources.tolist())
            for column, node in enumerate(targets.tolist()):
                metres[:, column] = back.distances_to(node)
        else:
            ahead = routingkit.CCHOneToMany(self.metric, targets.tolist())
            for row, node in enumerate(sources.tolist()):
                metres[row] = ahead.distances_from(node)
        metres[np.isnan(metres)] = np.inf  # no way is None there and nan in an array
        metres /= PER_METRE
        return metres


def elimination_order(x_m: Numbers, y_m: Numbers, tail: Indices, head: Indices) -> Indices:
    """Order the nodes by nested dissection along the coordinates; the slow part, done once."""
    arcs, places = (tail.tolist(), head.tolist()), (y_m.tolist(), x_m.tolist())
    order = routingkit.compute_order_inertial(len(x_m), *arcs, *places)
    return np.asarray(order, dtype=np.int32)


def customise(order: Indices, tail: Indices, head: Indices, metres: Numbers) -> Hierarchy:
    """Build the hierarchy of an elimination order and put the lengths of the arcs on it."""
    lengths = np.maximum(np.rint(metres * PER_METRE), 1).astype(np.int64)
    cch = routingkit.CCH(order.tolist(), tail.tolist(), head.tolist(), False)  # noqa: FBT003
    return Hierarchy(routingkit.CCHMetric(cch, lengths.tolist()))
