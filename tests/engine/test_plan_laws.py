# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plans to laws that need no optimum to compare with."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.plan import Plan, make_plan
from kotipesa.report.directory import write_plan
from kotipesa.testing import Draft, audit, random_tables, tiny_tables

few = settings(max_examples=10, derandomize=True, database=None)
seeds = st.integers(min_value=1000, max_value=9999)

Edit = Callable[[Draft, np.random.Generator], None]


def files(draft: Draft) -> tuple[dict[str, bytes], dict]:
    """Plan a region and give what was written: the tables as bytes, plan.json without its times."""
    with TemporaryDirectory() as name:
        folder = write(make_plan(draft.region()), name)
        tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
        figures = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return tables, {key: value for key, value in figures.items() if key != "seconds"}


def write(plan: Plan, directory: str) -> Path:
    folder = Path(directory) / "plan"
    write_plan(plan, folder, for_people=False)
    return folder


def planned(draft: Draft) -> Plan:
    return make_plan(draft.region())


@few
@given(seeds)
def test_nothing_is_lost_and_no_rule_is_broken(seed: int):
    region = random_tables(seed).region()
    with TemporaryDirectory() as name:
        folder = write(make_plan(region), name)
        assert [str(fault) for fault in audit(region, folder)] == []


def add_outlet(draft: Draft, dice: np.random.Generator) -> None:
    site = dice.choice(draft.tables["sites"])["id"]
    row = {"id": "outlet9", "role": "outlet", "site": site, "outcome": "recovery", "eur_per_t": "2"}
    draft.tables["facilities"].append(row)


def add_source(draft: Draft, dice: np.random.Generator) -> None:
    site = dice.choice(draft.tables["sites"])["id"]
    row = {"id": "source9", "role": "source", "site": site, "capacity_t": "500"}
    draft.tables["facilities"].append(row)


def add_store(draft: Draft, dice: np.random.Generator) -> None:
    site = dice.choice(draft.tables["sites"])["id"]
    draft.tables["facilities"].append({"id": "store9", "role": "store", "site": site})


def lift_capacities(draft: Draft, dice: np.random.Generator) -> None:
    row = dice.choice(draft.tables["facilities"])
    row |= {"capacity_t": "", "capacity_t_per_month": ""}


def build_roads(draft: Draft, dice: np.random.Generator) -> None:
    draft.settings["max_km"] = 1e6
    row = dice.choice(draft.tables["facilities"])
    row |= {"open_from": "", "open_to": "", "accepts_origin": ""}


@pytest.mark.parametrize("widen", [add_outlet, add_source, add_store, lift_capacities, build_roads])
@settings(parent=few, max_examples=4)
@given(seed=seeds)
def test_more_to_choose_from_is_never_dearer(widen: Edit, seed: int):
    before = planned(random_tables(seed)).objective_eur
    draft = random_tables(seed)
    widen(draft, np.random.default_rng(seed))
    assert planned(draft).objective_eur <= before * (1 + 2e-6) + 1e-6


@few
@given(seeds)
def test_a_plan_is_never_dearer_than_each_alone_or_the_cheapest_arc_first(seed: int):
    _, figures = files(random_tables(seed))
    known = {name: cost for name, cost in figures["baselines"].items() if cost is not None}
    allowed = figures["objective_eur"] * (1 - 2e-6) - 1e-6
    assert {name: cost for name, cost in known.items() if cost < allowed} == {}


@few
@given(seeds)
def test_the_order_of_rows_changes_nothing(seed: int):
    draft, shuffled = random_tables(seed), random_tables(seed)
    for name in ("lots", "facilities", "sites", "distances", "materials", "locked"):
        np.random.default_rng(seed).shuffle(shuffled.tables[name])
    tables, figures = files(draft)
    other_tables, other_figures = files(shuffled)
    assert other_figures["objective_eur"] == figures["objective_eur"]
    assert other_tables["moves.csv"] == tables["moves.csv"]


@few
@given(seeds)
def test_the_same_input_gives_the_same_bytes(seed: int):
    assert files(random_tables(seed)) == files(random_tables(seed))


def test_a_region_of_needs_and_processes_says_that_nobody_has_anything():
    draft = tiny_tables()
    draft.tables["locked"] = []
    draft.tables["lots"] = [row for row in draft.tables["lots"] if row["direction"] == "need"]
    draft.tables["facilities"] = [
        row for row in draft.tables["facilities"] if row["role"] != "source"
    ]
    assert planned(draft).unmet.reason.tolist() == ["no_acceptor"] * 3
