# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say whose each lot is, and what part of every capacity a party may use."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts
from kotipesa.plan.problem.compact import compact
from kotipesa.plan.problem.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class Parties:
    """The parties of a problem, sorted by name.

    of_lot: the party of each lot, haves first; tonnes: of the lots of each; rights: the part of
    every capacity that is each one's (plants × parties), rows adding up to 1.
    """

    names: Texts
    of_lot: Indices
    tonnes: Numbers
    rights: Numbers

    def __len__(self) -> int:
        """Count the parties."""
        return len(self.names)


def parties(problem: Problem, party: Texts) -> Parties:
    """Give every party its lots, and rights in proportion to its tonnes.

    party: of each lot of the region.
    """
    lots = np.concatenate([problem.haves.lot, problem.needs.lot])
    names, of_lot = np.unique(party[lots], return_inverse=True)
    counted = np.bincount(of_lot, weights=problem.lot_tonnes, minlength=len(names))
    tonnes = counted.astype(np.float64)
    part = tonnes / max(tonnes.sum(), 1e-300)
    return Parties(names, of_lot, tonnes, np.tile(part, (len(problem.plants), 1)))


def with_owned_rights(problem: Problem, them: Parties) -> Parties:
    """Give the whole capacity of a facility to its owner where that is a party; else as before."""
    owner = problem.region.facilities.owner[problem.plants.facility]
    owned = owner[:, None] == them.names
    rights = np.where(owned.any(axis=1)[:, None], owned.astype(np.float64), them.rights)
    return replace(them, rights=rights)


def part_of(problem: Problem, them: Parties, members: Flags) -> Problem:
    """Keep what some parties would plan together: their lots, and their part of capacities."""
    inside = members[them.of_lot]
    count = len(problem.haves)
    rights = them.rights[:, members].sum(axis=1)
    return compact(problem.part_of(inside[:count], inside[count:], rights))
