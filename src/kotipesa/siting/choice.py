# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold which candidates are decided on: opened, closed, or still free."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags
from kotipesa.siting.candidates import Candidates


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """What is decided, by candidate; what is neither is free."""

    opened: Flags
    closed: Flags

    @property
    def free(self) -> Flags:
        """Tell what is still to be decided."""
        return ~(self.opened | self.closed)

    def with_open(self, number: int, candidates: Candidates) -> "Choice":
        """Open one more, and close what it excludes."""
        opened, closed = self.opened.copy(), self.closed.copy()
        opened[number] = True
        for group in candidates.either:
            if number in group:
                closed[group[group != number]] = True
        return Choice(opened, closed)

    def with_closed(self, number: int) -> "Choice":
        """Close one more."""
        closed = self.closed.copy()
        closed[number] = True
        return Choice(self.opened, closed)


def undecided(candidates: Candidates) -> Choice:
    """Decide only what agreed moves decide."""
    nobody = np.zeros(len(candidates), dtype=bool)
    choice = Choice(nobody, nobody)
    for number in np.flatnonzero(candidates.is_bound).tolist():
        choice = choice.with_open(number, candidates)
    return choice


def decided(opened: Flags) -> Choice:
    """Decide everything."""
    return Choice(opened, ~opened)


def flipped(opened: Flags, site: int, candidates: Candidates) -> Flags:
    """Close a site, or open it and close what it excludes."""
    changed = opened.copy()
    for group in candidates.either:
        if site in group:
            changed[group] = False
    changed[site] = not opened[site]
    return changed
