# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plans to what must follow when a region is told otherwise, or changed a little."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.plan import Plan, make_plan
from kotipesa.plan.solution import node_names
from kotipesa.plan.tables import Moves
from kotipesa.testing import Draft, random_tables

few = settings(max_examples=10, derandomize=True, database=None)
seeds = st.integers(min_value=1000, max_value=9999)

_SLACK = 2e-6  # two plans proven to a millionth each


def planned(draft: Draft) -> Plan:
    return make_plan(draft.region())


def columns(moves: Moves) -> dict[str, list]:
    return {one.name: getattr(moves, one.name).tolist() for one in fields(moves)}


def times(cell: str, factor: float) -> str:
    return str(float(cell) * factor) if cell else cell


def multiply(draft: Draft, factor: float, **columns: str) -> None:
    """Multiply the named columns of each table, empty cells aside."""
    for table, names in columns.items():
        for row in draft.tables[table]:
            row |= {name: times(row[name], factor) for name in names.split() if name in row}


@few
@given(seeds, st.sampled_from([0.125, 3.0, 1000.0]))
def test_so_many_times_the_tonnes_cost_so_many_times_as_much(seed: int, factor: float):
    draft = random_tables(seed)
    multiply(
        draft,
        factor,
        lots="amount amount_low amount_high",
        facilities="capacity_t capacity_t_per_month",
        locked="tonnes",
    )
    expected = factor * planned(random_tables(seed)).objective_eur
    assert planned(draft).objective_eur == pytest.approx(expected, rel=_SLACK)


@few
@given(seeds, st.floats(min_value=0.1, max_value=0.9))
def test_a_lot_told_as_two_costs_the_same(seed: int, share: float):
    draft = random_tables(seed)
    agreed = {row[end] for row in draft.tables["locked"] for end in ("from_id", "to_id")}
    lot = next(row for row in draft.tables["lots"] if row["id"] not in agreed)
    other = lot | {"id": f"{lot['id']}-other"}
    draft.tables["lots"].append(other)
    for row, part in ((lot, share), (other, 1 - share)):
        row |= {name: times(cell, part) for name, cell in row.items() if name.startswith("amount")}
    whole = planned(random_tables(seed)).objective_eur
    assert planned(draft).objective_eur == pytest.approx(whole, rel=_SLACK)


@few
@given(seeds)
def test_a_site_where_nothing_happens_changes_no_move(seed: int):
    plan, draft = planned(random_tables(seed)), random_tables(seed)
    draft.tables["sites"].insert(0, draft.tables["sites"][-1] | {"id": "a-quiet-site"})
    other = planned(draft)
    assert other.objective_eur == plan.objective_eur
    assert columns(other.moves) == columns(plan.moves)


@few
@given(seeds)
def test_a_tighter_limit_never_makes_a_plan_cheaper(seed: int):
    draft = random_tables(seed)
    draft.tables["locked"].clear()
    wide = planned(draft).objective_eur
    multiply(draft, 0.5, facilities="capacity_t capacity_t_per_month")
    assert planned(draft).objective_eur >= wide * (1 - _SLACK)


def tonnes_by_lot(plan: Plan) -> dict[str, float]:
    problem = plan.problem
    tonnes = np.concatenate([problem.haves.tonnes, problem.needs.tonnes])
    names = node_names(problem)[: problem.lot_count]
    return dict(zip(names.tolist(), tonnes.tolist(), strict=True))


@few
@given(seeds, st.sampled_from([0.02, 0.5, 4.0]))
def test_prices_of_lots_bound_what_other_tonnes_would_cost(seed: int, most: float):
    plan, draft = planned(random_tables(seed)), random_tables(seed)
    dice = np.random.default_rng(seed)
    agreed = {row[end] for row in draft.tables["locked"] for end in ("from_id", "to_id")}
    for row in draft.tables["lots"]:
        if row["id"] not in agreed:
            row["amount"] = times(row["amount"], dice.uniform(1 / (1 + most), 1 + most))
    other = planned(draft)
    before, after = tonnes_by_lot(plan), tonnes_by_lot(other)
    price = dict(zip(plan.prices.lot.tolist(), plan.prices.price_eur_per_t.tolist(), strict=True))
    more_eur = sum(price[lot] * (after[lot] - before[lot]) for lot in before)
    slack_eur = _SLACK * (abs(plan.lower_bound_eur) + abs(other.objective_eur))
    assert other.objective_eur >= plan.lower_bound_eur + more_eur - slack_eur
