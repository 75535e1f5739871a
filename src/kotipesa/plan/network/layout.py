# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay a planning problem out as a network: what of it is one, and what stands for the rest.

The root is the outside world. Lots are nodes, drained at the price of unmet tonnes. Outlets drain
into the root and sources spring from it, over a node a month where the month has a limit. A grade
in a store is a node a month, joined to the next month by its stock. A process is a gate a month
from what it takes of one quality to the greater of its two parts.

What a network cannot say is left to the linear program: that grades share a store's capacity (here
each has the whole of it), that a process makes less than it takes (here a tonne of a tonne, the
difference in the price of the gate), limits of processes on the whole horizon, agreed moves and
the share of recovery. Where a problem has none of these, its network is all of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kotipesa.arrays import Flags, Indices, Numbers
from kotipesa.plan.network.simplex import NONE
from kotipesa.plan.problem.problem import Problem
from kotipesa.region.tables import OUTLET, PROCESS, SOURCE, STORE

DRAIN, SPRING, GATE, STOCK = range(4)
"""What a standing edge limits: a plant's total, the same of a source, a month, what lies there."""


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """The edges that are there whatever is hauled, in columns.

    kind: as above; plant, month: whose limit it is; grade: of what lies in a store or leaves a
    process, NONE at outlets and sources.
    """

    tail: Indices
    head: Indices
    cost: Numbers
    capacity: Numbers
    kind: Indices
    plant: Indices
    grade: Indices
    month: Indices


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Where everything is in the network of a problem.

    nodes: how many there are besides the root; entry, exit: plants × grades × months, the node at
    which a grade arrives at a plant and from which it leaves, NONE where it never does; free: nodes
    that may drain at no cost, for nothing but their own spring ever comes there; plant: of each
    node behind the lots, rising.
    """

    nodes: int
    plant: Indices
    entry: Indices
    exit: Indices
    standing: Standing
    free: Flags


class _Draft:
    """Nodes and edges while they are being laid out."""

    def __init__(self, problem: Problem) -> None:
        size = (len(problem.plants), len(problem.grades), problem.months)
        self.problem = problem
        self.nodes = problem.lot_count
        self.entry = np.full(size, NONE, dtype=np.int32)
        self.exit = np.full(size, NONE, dtype=np.int32)
        self.free: list[Indices] = []
        self.columns: list[tuple[np.ndarray, ...]] = []

    def new(self, *shape: int) -> Indices:
        """Add nodes and give their numbers."""
        count = int(np.prod(shape))
        self.nodes += count
        return np.arange(self.nodes - count, self.nodes, dtype=np.int32).reshape(shape)

    def join(
        self,
        tail: ArrayLike,
        head: ArrayLike,
        cost: ArrayLike,
        capacity: ArrayLike,
        kind: ArrayLike,
        *place: ArrayLike,
    ) -> None:
        """Add edges; everything broadcasts. place: plant, grade, month."""
        columns = np.broadcast_arrays(tail, head, cost, capacity, kind, *place)
        self.columns.append(tuple(column.ravel() for column in columns))


def layout(problem: Problem) -> Layout:
    """Lay out the nodes of a problem and the edges that stand; -1 is the root until the end."""
    draft = _Draft(problem)
    counted = [draft.nodes]
    for number, role in enumerate(problem.plants.role.tolist()):
        _LAID_OUT[role](draft, number)
        counted.append(draft.nodes)
    plant_of = np.repeat(np.arange(len(problem.plants), dtype=np.int32), np.diff(counted))
    columns = [np.concatenate(column) for column in zip(*draft.columns, strict=True)]
    if not columns:
        columns = [np.zeros(0)] * 8
    tail, head, cost, capacity, *places = columns
    ends = [np.where(end == NONE, draft.nodes, end) for end in (tail, head)]
    tail, head, kind, plant, grade, month = (c.astype(np.int32) for c in (*ends, *places))
    free = np.zeros(draft.nodes, dtype=bool)
    free[np.concatenate([np.zeros(0, dtype=np.int32), *draft.free])] = True
    standing = Standing(
        tail, head, cost.astype(float), capacity.astype(float), kind, plant, grade, month
    )
    return Layout(draft.nodes, plant_of, draft.entry, draft.exit, standing, free)


def _month_caps(problem: Problem, plant: int) -> Numbers:
    """Give what a plant takes in a month (a source: gives out), 0 where it is closed."""
    is_open = problem.plants.open_months(problem.months)[plant]
    return np.where(is_open, problem.plants.month_cap_t[plant], 0.0)


def _lay_end(draft: _Draft, plant: int) -> None:
    """Lay out an outlet or a source: a node, and one a month before or behind it."""
    problem = draft.problem
    node, by_month = draft.new(1)[0], draft.new(problem.months)
    months = np.arange(problem.months)
    cap, total = _month_caps(problem, plant), problem.plants.total_cap_t[plant]
    if problem.plants.role[plant] == OUTLET:
        draft.join(node, NONE, 0.0, total, DRAIN, plant, NONE, NONE)
        draft.join(by_month, node, 0.0, cap, GATE, plant, NONE, months)
        draft.entry[plant] = by_month
    else:
        draft.join(NONE, node, 0.0, total, SPRING, plant, NONE, NONE)
        draft.join(node, by_month, 0.0, cap, GATE, plant, NONE, months)
        draft.exit[plant] = by_month
        draft.free += [by_month, np.array([node])]


def _lay_store(draft: _Draft, plant: int) -> None:
    """Lay out a store: for each grade it takes two nodes a month, before and behind its gate."""
    problem, months = draft.problem, np.arange(draft.problem.months)
    grades = np.flatnonzero(problem.accepts.plant_takes[plant])
    nodes = draft.new(len(grades), 2, len(months))
    gate, stock = nodes[:, 0], nodes[:, 1]
    onwards = np.full_like(stock, NONE)
    onwards[:, :-1] = stock[:, 1:]
    lying = np.full(len(months), problem.stock_eur_per_t_month)
    lying[-1] += problem.end_stock_eur_per_t
    head, kind = np.stack([stock, onwards], axis=1), np.array([[GATE], [STOCK]])
    cost = np.stack([np.zeros_like(lying), lying])
    total = np.full_like(lying, problem.plants.total_cap_t[plant])
    most = np.stack([_month_caps(problem, plant), total])
    draft.join(nodes, head, cost, most, kind, plant, grades[:, None, None], months)
    draft.entry[plant, grades], draft.exit[plant, grades] = gate, stock


def _lay_process(draft: _Draft, plant: int) -> None:
    """Lay out a process: a node a month for each part of each quality, and a gate to the main one.

    The main part is the greater; the lesser and what is lost are supplies that follow the gate.
    """
    problem = draft.problem
    months, quality = np.arange(problem.months), problem.grades.quality
    takes, share = problem.accepts.plant_takes[plant], problem.plants.part_share[plant]
    main = int(np.argmax(share))
    for kind in np.unique(quality[takes]):
        made = problem.plants.output_grade[plant, :, kind]
        if (made[share > 0] == NONE).any():
            continue
        draft.exit[plant, made[share > 0]] = draft.new(int((share > 0).sum()), problem.months)
        gate, product = draft.new(problem.months), draft.exit[plant, made[main]]
        cap = _month_caps(problem, plant)
        draft.join(gate, product, 0.0, cap, GATE, plant, made[main], months)
        draft.entry[plant, takes & (quality == kind)] = gate


_LAID_OUT = {STORE: _lay_store, PROCESS: _lay_process, OUTLET: _lay_end, SOURCE: _lay_end}
