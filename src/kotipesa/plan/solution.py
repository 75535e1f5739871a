# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn tonnes on arcs into moves, stocks and unmet tonnes that people can read."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Indices, Numbers, Texts, take, texts
from kotipesa.plan.problem.arcs import NO_PART, Arcs, joined
from kotipesa.plan.problem.grades import PRODUCT, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.tables import Moves, Stocks
from kotipesa.region.tables import ROLES, STORE
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE

TINY_T = 1e-7  # a tenth of a gram: noise of the arithmetic, not a load
_FITNESS = texts([*FITNESS, "unknown"])
_KINDS = texts([*ROLES, "lot", "lot"])  # by node role: HAVE and NEED come last
_PARTS = {NO_PART: "", PRODUCT: "product", RESIDUE: "residue"}


def moves_of(problem: Problem, arcs: Arcs, tonnes: Numbers) -> Moves:
    """Write arcs that carry something as moves, sorted by from, to, part, grade and month."""
    kept = tonnes > TINY_T
    arcs, tonnes = arcs.take(kept), tonnes[kept]
    role, name, site = node_roles(problem), node_names(problem), problem.node_site
    tail, head = site[arcs.tail], site[arcs.head]
    material, fitness, contamination, sulphide = grade_names(problem, arcs.grade)
    moves = Moves(
        from_kind=_KINDS[role[arcs.tail]],
        from_id=name[arcs.tail],
        to_kind=_KINDS[role[arcs.head]],
        to_id=name[arcs.head],
        part=texts([_PARTS[part] for part in arcs.part.tolist()]),
        material=material,
        fitness=fitness,
        contamination=contamination,
        sulphide=sulphide,
        month=(arcs.month + problem.region.settings.start).astype(np.int32),
        tonnes=tonnes,
        km=problem.haul.km[tail, head],
        eur=tonnes * problem.haul.eur_of(tail, head),
        kgco2e=tonnes * problem.haul.kgco2e_of(tail, head),
    )
    return _sorted(moves)


def in_first_months(problem: Problem, arcs: Arcs, tonnes: Numbers) -> tuple[Arcs, Numbers]:
    """Leave only agreed tonnes in a later month than the first that two lots share.

    Nothing costs more or less in either month, so the program does not care; formats.md §2 does.
    """
    count = len(problem.haves)
    role = node_roles(problem)
    late = (role[arcs.tail] == HAVE) & (role[arcs.head] == NEED)
    have, need = arcs.tail[late], arcs.head[late] - count
    first = np.maximum(problem.haves.first[have], problem.needs.first[need])
    size = (len(role), len(problem.grades), problem.months)
    spare = np.maximum(tonnes[late] - _agreed_t(problem, arcs.take(late).keys(*size), size), 0.0)
    spare[arcs.month[late] == first] = 0.0
    moved = replace(arcs.take(late), month=first.astype(np.int32)).take(spare > 0)
    left = tonnes.copy()
    left[late] -= spare
    together = joined([arcs, moved])
    keys, row, place = np.unique(together.keys(*size), return_index=True, return_inverse=True)
    total = np.bincount(
        place, weights=np.concatenate([left, spare[spare > 0]]), minlength=len(keys)
    )
    return together.take(row), total.astype(np.float64)


def _agreed_t(problem: Problem, keys: NDArray[np.int64], size: tuple[int, int, int]) -> Numbers:
    """Add up what is agreed on each arc."""
    locked, place = np.unique(problem.locked.keys(*size), return_inverse=True)
    agreed = np.bincount(place, weights=problem.lock_t[problem.lock_row], minlength=len(locked))
    found = np.searchsorted(locked, keys)
    known = np.isin(keys, locked)
    tonnes = np.zeros(len(keys))
    tonnes[known] = agreed[found[known]]
    return tonnes


def _sorted(moves: Moves) -> Moves:
    grade = ("sulphide", "contamination", "fitness", "material")
    last_first = ("month", *grade, "part", "to_id", "to_kind", "from_id", "from_kind")
    return take(moves, np.lexsort([_ranked(getattr(moves, key)) for key in last_first]))


def _ranked(column: Texts | Indices) -> Indices:
    return np.unique(column, return_inverse=True)[1].astype(np.int32)


def node_names(problem: Problem) -> Texts:
    """Name every node: lot ids, then facility ids."""
    region = problem.region
    lots = [region.lots.id[ends.lot] for ends in (problem.haves, problem.needs)]
    return np.concatenate([*lots, region.facilities.id[problem.plants.facility]])


def grade_names(problem: Problem, grade: Indices) -> tuple[Texts, Texts, Texts, Texts]:
    """Name material, fitness, contamination and sulphide of grades."""
    grades = problem.grades
    return (
        problem.region.materials.code[grades.material[grade]],
        _FITNESS[grades.fitness[grade]],
        texts(CONTAMINATION)[grades.contamination[grade]],
        texts(SULPHIDE)[grades.sulphide[grade]],
    )


def stock_levels(problem: Problem, arcs: Arcs, tonnes: Numbers) -> Numbers:
    """Add up what came into each store and what left it: plants × grades × months, end of month."""
    change = np.zeros((len(problem.plants), len(problem.grades), problem.months))
    role = node_roles(problem)
    for node, sign in ((arcs.head, 1.0), (arcs.tail, -1.0)):
        store = role[node] == STORE
        place = (node[store] - problem.lot_count, arcs.grade[store], arcs.month[store])
        np.add.at(change, place, sign * tonnes[store])
    levels: Numbers = np.cumsum(change, axis=2)
    levels[np.abs(levels) <= TINY_T * 10] = 0.0
    return levels


def stocks_of(problem: Problem, levels: Numbers) -> Stocks:
    """List stock above zero, sorted by store, grade and month."""
    plant, grade, month = np.nonzero(levels > 0)
    material, fitness, contamination, sulphide = grade_names(problem, grade.astype(np.int32))
    return Stocks(
        store=problem.region.facilities.id[problem.plants.facility[plant]],
        material=material,
        fitness=fitness,
        contamination=contamination,
        sulphide=sulphide,
        month=(month + problem.region.settings.start).astype(np.int32),
        tonnes=levels[plant, grade, month],
    )


def unmet_tonnes(problem: Problem, arcs: Arcs, tonnes: Numbers) -> Numbers:
    """Tell what each lot keeps or still lacks: haves first, then needs."""
    role = node_roles(problem)
    moved = np.zeros(len(role))
    leaves, arrives = role[arcs.tail] == HAVE, role[arcs.head] == NEED
    np.add.at(moved, arcs.tail[leaves], tonnes[leaves])
    np.add.at(moved, arcs.head[arrives], tonnes[arrives])
    unmet = problem.lot_tonnes - moved[: problem.lot_count]
    return np.where(unmet > TINY_T, unmet, 0.0)
