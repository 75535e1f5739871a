# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Drop what a part of a problem cannot use: grades nobody there has, groups nobody forms."""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.problem.grades import Grades
from kotipesa.plan.problem.problem import Problem


def compact(problem: Problem) -> Problem:
    """Renumber the grades and groups that are in use; the plan stays the same."""
    groups, need_kind = np.unique(problem.needs.kind, return_inverse=True)
    supplied = problem.accepts.supplied_grade[:, groups]
    keep = _reachable(problem, supplied)
    number = np.full(len(keep) + 1, -1, dtype=np.int32)
    number[:-1][keep] = np.arange(int(keep.sum()))
    grades, accepts = problem.grades, problem.accepts
    return replace(
        problem,
        haves=replace(problem.haves, kind=number[problem.haves.kind]),
        needs=replace(problem.needs, kind=need_kind.reshape(-1).astype(np.int32)),
        grades=Grades(
            grades.material[keep],
            grades.fitness[keep],
            grades.contamination[keep],
            grades.sulphide[keep],
        ),
        accepts=replace(
            accepts,
            group_takes=accepts.group_takes[np.ix_(groups, keep)],
            plant_takes=accepts.plant_takes[:, keep],
            supplied_grade=number[supplied],
        ),
        plants=replace(problem.plants, output_grade=number[problem.plants.output_grade]),
    )


def _reachable(problem: Problem, supplied: Indices) -> Flags:
    """Tell which grades lots have, sources supply, or processes make of those."""
    keep = np.zeros(len(problem.grades), dtype=bool)
    keep[problem.haves.kind] = True
    keep[supplied[supplied >= 0]] = True
    quality, made = problem.grades.quality, problem.plants.output_grade
    while True:
        before = int(keep.sum())
        taken = problem.accepts.plant_takes & keep
        plant, grade = np.nonzero(taken)
        out = made[plant, :, quality[grade]]
        keep[out[out >= 0]] = True
        if int(keep.sum()) == before:
            return keep
