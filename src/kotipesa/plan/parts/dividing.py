# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Divide the sites of a problem in halves of as many lots, and those again: a tree of places."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solve.clusters import places


@dataclass(frozen=True, eq=False, slots=True)
class Division:
    """A tree of places, as deep everywhere; leaf: of each site, from left to right; levels: above.

    So two neighbours at one level are one at the next, and the leaf's number says which.
    """

    leaf: Indices
    levels: int

    def at(self, level: int) -> list[Flags]:
        """List the sites of each part: the leaves at level 0, all of them at the last."""
        part = self.leaf >> level
        return [part == number for number in range(1 << (self.levels - level))]


def divided(problem: Problem, most: int, turn: float = 0.0) -> Division:
    """Divide a problem until no part has many more lots than the most.

    turn: how far cuts lie from east and north, in radians. A site is never cut, so parts may differ
    by the lots of one; the same sites and lots always give the same parts.
    """
    x_m, y_m = _turned(*places(problem), turn)
    lots = np.bincount(problem.node_site[: problem.lot_count], minlength=len(x_m))
    leaf, levels = np.zeros(len(x_m), dtype=np.int32), 0
    while problem.lot_count > most << levels:
        half = np.zeros_like(leaf)
        for part in range(1 << levels):
            rows = np.flatnonzero(leaf == part)
            half[_later_half(rows, x_m[rows], y_m[rows], lots[rows])] = 1
        leaf, levels = 2 * leaf + half, levels + 1
    return Division(leaf, levels)


def _turned(x_m: Numbers, y_m: Numbers, turn: float) -> tuple[Numbers, Numbers]:
    """Look at places from a plane that is turned."""
    if not turn:
        return x_m, y_m
    cos, sin = np.cos(turn), np.sin(turn)
    return cos * x_m + sin * y_m, cos * y_m - sin * x_m


def _later_half(rows: Indices, x_m: Numbers, y_m: Numbers, lots: Indices) -> Indices:
    """Pick the sites east of the middle lot, or north of it where the part is higher than wide."""
    if not len(rows):
        return rows
    along = x_m if np.ptp(x_m) >= np.ptp(y_m) else y_m
    order = np.lexsort((rows, along))
    counted = np.cumsum(lots[order])
    later: Indices = rows[order[counted > counted[-1] / 2]]
    return later
