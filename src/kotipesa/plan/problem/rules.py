# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check any arcs against every rule of formats.md §2: route, acceptance, time, distance."""

import numpy as np

from kotipesa.arrays import Flags, Indices
from kotipesa.plan.problem.arcs import Arcs
from kotipesa.plan.problem.problem import Problem
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE

HAVE, NEED = 4, 5  # beside the roles of plants
ROUTES = np.zeros((6, 6), dtype=bool)
for _tail, _heads in {
    HAVE: (NEED, STORE, PROCESS, OUTLET),
    STORE: (NEED, PROCESS, OUTLET),
    PROCESS: (NEED, STORE, OUTLET),
    SOURCE: (NEED,),
}.items():
    ROUTES[_tail, list(_heads)] = True


def node_roles(problem: Problem) -> Indices:
    """Tell what each node is: HAVE, NEED or the role of a plant."""
    haves = np.full(len(problem.haves), HAVE)
    needs = np.full(len(problem.needs), NEED)
    return np.concatenate([haves, needs, problem.plants.role]).astype(np.int32)


def is_route(problem: Problem, arcs: Arcs) -> Flags:
    """Tell which arcs join two kinds of places that may trade at all."""
    role = node_roles(problem)
    return ROUTES[role[arcs.tail], role[arcs.head]]


def is_accepted(problem: Problem, arcs: Arcs) -> Flags:
    """Tell where the tail can give the grade and the head takes it from there."""
    return _gives(problem, arcs) & _takes(problem, arcs)


def is_in_time(problem: Problem, arcs: Arcs) -> Flags:
    """Tell where lots' windows and plants' opening hold the month."""
    role = node_roles(problem)
    months = problem.months
    valid = (arcs.month >= 0) & (arcs.month < months)
    month = np.clip(arcs.month, 0, months - 1)
    first, last = _node_windows(problem)
    in_tail = (first[arcs.tail] <= month) & (month <= last[arcs.tail])
    in_head = (first[arcs.head] <= month) & (month <= last[arcs.head])
    in_time: Flags = valid & (in_tail | (role[arcs.tail] == STORE)) & in_head
    return in_time


def is_reachable(problem: Problem, arcs: Arcs) -> Flags:
    """Tell where there is a way that is not too long."""
    site = problem.node_site
    return np.isfinite(problem.haul.price_of(site[arcs.tail], site[arcs.head]))


def _node_windows(problem: Problem) -> tuple[Indices, Indices]:
    """Give every node its months: a lot's window, a plant's opening."""
    ends = (problem.haves, problem.needs)
    first = np.concatenate([*(e.first for e in ends), problem.plants.opens])
    last = np.concatenate([*(e.last for e in ends), problem.plants.closes])
    return first, last


def _gives(problem: Problem, arcs: Arcs) -> Flags:
    role = node_roles(problem)[arcs.tail]
    gives = np.zeros(len(arcs), dtype=bool)
    have = role == HAVE
    gives[have] = problem.haves.kind[arcs.tail[have]] == arcs.grade[have]
    plant = arcs.tail - problem.lot_count
    store = role == STORE
    gives[store] = problem.accepts.plant_takes[plant[store], arcs.grade[store]]
    process = role == PROCESS
    quality = problem.grades.quality[arcs.grade[process]]
    made = problem.plants.output_grade[plant[process], arcs.part[process], quality]
    share = problem.plants.part_share[plant[process], arcs.part[process]]
    gives[process] = (made == arcs.grade[process]) & (share > 0)
    source = (role == SOURCE) & (node_roles(problem)[arcs.head] == NEED)
    group = problem.needs.kind[arcs.head[source] - len(problem.haves)]
    gives[source] = problem.accepts.supplied_grade[plant[source], group] == arcs.grade[source]
    return gives


def _takes(problem: Problem, arcs: Arcs) -> Flags:
    role = node_roles(problem)
    takes = np.zeros(len(arcs), dtype=bool)
    need = role[arcs.head] == NEED
    group = problem.needs.kind[arcs.head[need] - len(problem.haves)]
    takes[need] = problem.accepts.group_takes[group, arcs.grade[need]]
    plant = arcs.head - problem.lot_count
    is_plant = plant >= 0
    takes[is_plant] = problem.accepts.plant_takes[plant[is_plant], arcs.grade[is_plant]]
    origin = np.concatenate([problem.haves.origin, problem.needs.origin, problem.plants.origin])[
        arcs.tail
    ]
    takes[is_plant] &= problem.accepts.origin_allowed[plant[is_plant], origin[is_plant]]
    invasive = np.zeros(len(role), dtype=bool)
    invasive[: len(problem.haves)] = problem.haves.only_outlets
    takes &= ~invasive[arcs.tail] | (role[arcs.head] == OUTLET)
    return takes
