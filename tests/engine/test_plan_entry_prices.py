# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold pricing to what lots pay for using a plant at all, as the choice of sites needs it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.plan.model.columns import Columns
from kotipesa.plan.model.enumeration import every_arc
from kotipesa.plan.model.program import program
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.solve.duals import named_duals
from kotipesa.plan.solve.highs import GrowingProgram
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.terrain import terrain
from kotipesa.testing import random_tables

few = settings(max_examples=12, derandomize=True, database=None)


def fees_of(problem, arcs, entry):
    """Charge every arc between a lot and a plant the entry of that lot there."""
    role = node_roles(problem)
    leaves = (role[arcs.tail] == HAVE) & (role[arcs.head] != NEED)
    serves = (role[arcs.tail] != HAVE) & (role[arcs.head] == NEED)
    fees = np.zeros(len(arcs))
    fees[leaves] = entry[arcs.head[leaves] - problem.lot_count, arcs.tail[leaves]]
    fees[serves] = entry[arcs.tail[serves] - problem.lot_count, arcs.head[serves]]
    return fees


@few
@given(st.integers(0, 9999))
def test_entry_prices_change_the_bound_as_if_every_arc_cost_that_much_more(seed):
    draft = random_tables(seed)
    draft.tables["locked"] = []
    problem = build_problem(draft.region())
    entry = np.random.default_rng(seed).uniform(0, 8, (len(problem.plants), problem.lot_count))
    every = every_arc(problem)
    written = program(problem, every)
    cost = written.columns.cost.copy()
    cost[: len(every)] += fees_of(problem, every, entry)
    full = GrowingProgram(written.rows.lower, written.rows.upper)
    full.add_columns(Columns(cost, written.columns.matrix))
    answer = full.solve(np.inf)
    duals = replace(named_duals(problem, written.rows, answer.duals), entry=entry)
    priced = price(problem, terrain(problem), duals, 2)
    assert priced.lower_bound_eur == pytest.approx(answer.objective_eur, rel=1e-9, abs=1e-6)
