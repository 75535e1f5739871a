# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say who takes what: grades into needs and plants, origins into plants (formats.md §2)."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts
from kotipesa.lots import Lots
from kotipesa.plan.problem.grades import BEST_FITNESS, CLEAN, SULPHIDE_FREE, Grades
from kotipesa.region.tables import SOURCE, Facilities
from kotipesa.vocab import Materials


@dataclass(frozen=True, eq=False, slots=True)
class Acceptance:
    """Who takes what.

    Needs with the same conditions form a group. group_takes: groups × grades;
    plant_takes: plants × grades; origin_allowed: plants × origins;
    supplied_grade: plants × groups, the grade a source gives to a group of needs, -1 for none.
    """

    group_takes: Flags
    plant_takes: Flags
    origin_allowed: Flags
    supplied_grade: Indices


def accepted_materials(lots: Lots, materials: Materials) -> list[tuple[int, ...]]:
    """List for each lot the materials it takes: its ``accepts``, else its own and what replaces it.

    The need's own material, or the first one it names, comes first.
    """
    stand_ins = _stand_ins(materials)
    return [
        tuple(accepts) if accepts else (own, *stand_ins[own])
        for accepts, own in zip(lots.accepts, lots.material.tolist(), strict=True)
    ]


def _stand_ins(materials: Materials) -> list[tuple[int, ...]]:
    """List for each material the others whose ``replaces`` names it; not transitive."""
    found: list[list[int]] = [[] for _ in materials.code]
    row_of = materials.index()
    for row, replaced in enumerate(materials.replaces):
        for code in replaced:
            if code in row_of and row_of[code] != row:
                found[row_of[code]].append(row)
    return [tuple(rows) for rows in found]


def acceptance(
    needs: Lots, plants: Facilities, grades: Grades, materials: Materials, origins: Texts
) -> tuple[Acceptance, Indices]:
    """Work out every acceptance rule once, as tables to look up, and the group of each need."""
    conditions = list(
        zip(
            accepted_materials(needs, materials),
            needs.min_fitness.tolist(),
            needs.accepts_contamination.tolist(),
            needs.accepts_sulphide.tolist(),
            strict=True,
        )
    )
    groups = sorted(set(conditions))
    number = {condition: row for row, condition in enumerate(groups)}
    need_group = np.array([number[c] for c in conditions], dtype=np.int32)
    takes = [_group_takes(group, grades) for group in groups]
    tables = Acceptance(
        np.array(takes, dtype=bool).reshape(len(groups), len(grades)),
        _plant_takes(plants, grades),
        _origin_allowed(plants, origins),
        _supplied(plants, groups, grades),
    )
    return tables, need_group


def _group_takes(group: tuple[tuple[int, ...], int, int, bool], grades: Grades) -> Flags:
    materials, min_fitness, contamination, sulphide = group
    takes: Flags = np.isin(grades.material, materials) & (grades.fitness <= min_fitness)
    takes &= ((contamination >> grades.contamination) & 1).astype(bool)
    takes &= sulphide | (grades.sulphide == SULPHIDE_FREE)
    return takes


def _plant_takes(plants: Facilities, grades: Grades) -> Flags:
    takes = np.zeros((len(plants), len(grades)), dtype=bool)
    for plant in np.flatnonzero(plants.role != SOURCE):
        listed = plants.materials[plant]
        takes[plant] = (
            (np.isin(grades.material, listed) if listed else True)
            & ((plants.accepts_contamination[plant] >> grades.contamination) & 1).astype(bool)
            & (plants.accepts_sulphide[plant] | (grades.sulphide == SULPHIDE_FREE))
        )
    return takes


def _origin_allowed(plants: Facilities, origins: Texts) -> Flags:
    """Compare places of origin with each plant's list; nowhere ('') is in no list."""
    allowed = np.ones((len(plants), len(origins)), dtype=bool)
    for plant, listed in enumerate(plants.accepts_origin):
        if listed:
            allowed[plant] = np.isin(origins, [place for place in listed if place])
    return allowed


def _supplied(
    plants: Facilities, groups: list[tuple[tuple[int, ...], int, int, bool]], grades: Grades
) -> Indices:
    """Pick what each source gives to each group: the first accepted material that it has."""
    row_of = grades.row_of()
    supplied = np.full((len(plants), len(groups)), -1, dtype=np.int32)
    for plant in np.flatnonzero(plants.role == SOURCE):
        listed = plants.materials[plant]
        for number, (materials, _, contamination, _) in enumerate(groups):
            given = [m for m in materials if not listed or m in listed]
            if given and contamination >> CLEAN & 1:
                grade = (given[0], BEST_FITNESS, CLEAN, SULPHIDE_FREE)
                supplied[plant, number] = row_of[grade]
    return supplied
