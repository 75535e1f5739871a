# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List every arc there is: for golden programs, benchmarks and doubt; planning never needs it."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Indices
from kotipesa.plan.problem.arcs import NO_PART, Arcs, arcs, joined
from kotipesa.plan.problem.grades import PRODUCT, RESIDUE
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import (
    HAVE,
    NEED,
    ROUTES,
    is_accepted,
    is_in_time,
    is_reachable,
    node_roles,
)
from kotipesa.region.tables import PROCESS, SOURCE


def every_arc(problem: Problem) -> Arcs:
    """List all arcs of formats.md §2 and the locked ones, each once."""
    found = [_allowed(problem, some) for some in _candidates(problem)]
    together = joined([*found, problem.locked])
    size = (len(problem.node_site), len(problem.grades), problem.months)
    _, first = np.unique(together.keys(*size), return_index=True)
    return together.take(np.sort(first))


def _allowed(problem: Problem, some: Arcs) -> Arcs:
    for rule in (is_accepted, is_in_time, is_reachable):
        some = some.take(rule(problem, some))
    return some


def _candidates(problem: Problem) -> Iterator[Arcs]:
    """Walk over tails; each meets every head its kind may trade with, in every month."""
    role = node_roles(problem)
    months = np.arange(problem.months)
    for tail in np.flatnonzero(role != NEED).tolist():
        heads = np.flatnonzero(ROUTES[role[tail], role])
        if role[tail] == HAVE:
            yield _direct(problem, tail, heads[role[heads] == NEED])
            heads = heads[role[heads] != NEED]
        for part in (PRODUCT, RESIDUE) if role[tail] == PROCESS else (NO_PART,):
            for grade in _grades(problem, tail, part):
                head, month = (axis.ravel() for axis in np.meshgrid(heads, months, indexing="ij"))
                yield arcs(np.full(len(head), tail), head, np.full(len(head), grade), month, part)


def _direct(problem: Problem, have: int, needs: Indices) -> Arcs:
    month = np.maximum(problem.haves.first[have], problem.needs.first[needs - len(problem.haves)])
    grade = np.full(len(needs), problem.haves.kind[have])
    return arcs(np.full(len(needs), have), needs, grade, month)


def _grades(problem: Problem, tail: int, part: int) -> Indices:
    """List what may leave a node."""
    if tail < len(problem.haves):
        return problem.haves.kind[tail : tail + 1]
    plant = tail - problem.lot_count
    if part != NO_PART:
        made = problem.plants.output_grade[plant, part]
        return np.unique(made[(made >= 0) & (problem.plants.part_share[plant, part] > 0)])
    if problem.plants.role[plant] == SOURCE:
        given = problem.accepts.supplied_grade[plant]
        return np.unique(given[given >= 0])
    return np.flatnonzero(problem.accepts.plant_takes[plant]).astype(np.int32)
