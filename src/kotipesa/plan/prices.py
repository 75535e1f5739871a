# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what one more tonne of each lot would cost the region, and which limits make it so."""

from collections import defaultdict

import numpy as np

from kotipesa.arrays import Indices, Numbers, texts
from kotipesa.periods import month_text
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.solution import node_names
from kotipesa.plan.solve.generation import Flows
from kotipesa.plan.tables import Prices

_FELT = 1e-7  # euros per tonne: a smaller scarcity price is noise


def prices_of(problem: Problem, flows: Flows, unmet: Numbers) -> Prices:
    """Read the dual price of every lot and the capacities its moves pay scarcity for.

    unmet: tonnes by lot, haves first. The lots come sorted by id.
    """
    names = node_names(problem)[: problem.lot_count]
    limits: dict[int, set[str]] = defaultdict(set)
    for ends in (flows.arcs.tail, flows.arcs.head):
        other = flows.arcs.head if ends is flows.arcs.tail else flows.arcs.tail
        is_lot = (ends < problem.lot_count) & (other >= problem.lot_count)
        plant = other[is_lot] - problem.lot_count
        _add_limits(limits, problem, flows, ends[is_lot], plant, flows.arcs.month[is_lot])
    for lot in np.flatnonzero(unmet > 0).tolist():
        limits[lot].add("unmet_price")
    if flows.duals.recovery > _FELT:
        for lot in range(len(problem.haves)):
            limits[lot].add("recovery_share")
    price = np.concatenate([flows.duals.have, flows.duals.need])
    order = np.argsort(names, kind="stable")
    binding = texts(["|".join(sorted(limits[lot])) for lot in order.tolist()])
    return Prices(names[order], price[order], binding)


def _add_limits(
    limits: dict[int, set[str]],
    problem: Problem,
    flows: Flows,
    lots: Indices,
    plants: Indices,
    months: Indices,
) -> None:
    """Name the scarce capacities each lot's moves use."""
    ids = problem.region.facilities.id[problem.plants.facility]
    start = problem.region.settings.start
    duals = flows.duals
    for word, scarce in (
        ("intake", duals.month[plants, months]),
        ("capacity", duals.stock_cap[plants, months]),
    ):
        for row in np.flatnonzero(scarce < -_FELT).tolist():
            month = month_text(start + int(months[row]))
            limits[int(lots[row])].add(f"{word}:{ids[plants[row]]}:{month}")
    for row in np.flatnonzero(duals.total[plants] < -_FELT).tolist():
        limits[int(lots[row])].add(f"total:{ids[plants[row]]}")
