# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prepare once what pricing looks up again and again and no price changes."""

from dataclasses import dataclass, replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.problem.problem import Plants, Problem
from kotipesa.plan.solve.clusters import clusters_of, givers_of, takers_of, ways_of
from kotipesa.plan.solve.shapes import Clusters, LotColumns, Ways, whole
from kotipesa.region.tables import PROCESS, STORE


@dataclass(frozen=True, eq=False, slots=True)
class Outputs:
    """What processes make, in columns: process, part (product or residue), quality and grade.

    share: tonnes per tonne of intake; again: whether the process takes what it has made.
    """

    process: Indices
    part: Indices
    quality: Indices
    grade: Indices
    share: Numbers
    again: Flags


@dataclass(frozen=True, eq=False, slots=True)
class Terrain:
    """What pricing looks up.

    is_open: plants × months; ways, givers, takers, clusters: hauls, haves and needs as the compiled
    loops take them; between: the haul from plant to plant in euros per tonne, inf where the origin
    is refused; signature: for each grade the number of its set of groups that take it,
    signature_groups: those sets as masks.
    """

    is_open: Flags
    ways: Ways
    givers: LotColumns
    takers: LotColumns
    clusters: Clusters
    stores: Indices
    processes: Indices
    outputs: Outputs
    between: Numbers
    signature: Indices
    signature_groups: Flags


def terrain(problem: Problem, *, by_distance: bool = True, ways: Ways | None = None) -> Terrain:
    """Prepare a problem for pricing.

    by_distance: whether lots far away may be passed over; ways: where they are known already.
    """
    plants = problem.plants
    masks, number = np.unique(problem.accepts.group_takes.T, axis=0, return_inverse=True)
    signature = whole(number.reshape(-1))
    price = problem.haul.price_of(*np.ix_(plants.site, plants.site))
    allowed = problem.accepts.origin_allowed[:, plants.origin].T
    return Terrain(
        is_open=plants.open_months(problem.months),
        ways=ways or ways_of(problem, by_distance=by_distance),
        givers=givers_of(problem, signature, masks),
        takers=takers_of(problem),
        clusters=clusters_of(problem, masks),
        stores=plants.of_role(STORE),
        processes=plants.of_role(PROCESS),
        outputs=_outputs(plants, problem.accepts.plant_takes),
        between=np.where(allowed, price, np.inf),
        signature=signature,
        signature_groups=masks,
    )


def with_tonnes_of(ground: Terrain, problem: Problem) -> Terrain:
    """Take over the tonnes of a problem in which nothing else is different."""
    tonnes = (np.ascontiguousarray(ends.tonnes) for ends in (problem.haves, problem.needs))
    lots = (ground.givers, ground.takers)
    givers, takers = (columns._replace(tonnes=t) for columns, t in zip(lots, tonnes, strict=True))
    return replace(ground, givers=givers, takers=takers)


def _outputs(plants: Plants, plant_takes: Flags) -> Outputs:
    made = (plants.output_grade >= 0) & (plants.part_share > 0)[:, :, None]
    process, part, quality = np.nonzero(made)
    grade = plants.output_grade[process, part, quality]
    share = plants.part_share[process, part]
    return Outputs(
        process.astype(np.int32),
        part.astype(np.int32),
        quality.astype(np.int32),
        grade,
        share,
        plant_takes[process, grade] & (share < 1),
    )
