# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``import kotipesa as k`` offers: these names and no others."""

import os
import subprocess
import sys

import pytest

import kotipesa as k
from kotipesa.balance import Balance
from kotipesa.plan import make_plan
from kotipesa.report import read_facts
from kotipesa.testing import tiny_tables

NAMES = [
    "InfeasibleError",
    "InputError",
    "Plan",
    "Problem",
    "Region",
    "UsageError",
    "__version__",
    "balance",
    "check",
    "compare",
    "coverage",
    "explain",
    "from_rows",
    "match",
    "plan",
    "read",
    "write_plan",
    "write_region",
]


@pytest.fixture
def folder(tmp_path):
    return tiny_tables().write(tmp_path / "tiny")


def test_the_window_shows_exactly_these_names():
    assert (k.__all__, dir(k)) == (NAMES, NAMES)


def test_a_region_is_read_planned_and_written_as_the_contract_says(folder, tmp_path):
    region = k.read(f"{folder}/")
    plan = k.plan(region)
    k.write_plan(plan, f"{tmp_path}/plan")
    assert isinstance(plan, k.Plan)
    assert (plan.gap, plan.status, len(plan.moves)) == (0.0, "optimal", 13)
    assert read_facts(tmp_path / "plan").plan.figures["objective_eur"] == pytest.approx(
        plan.objective_eur
    )


def test_a_scenario_is_an_edit_of_a_region(folder):
    region = k.read(folder)
    dearer = region.replace(haul_eur_per_tkm=10 * region.settings.haul_eur_per_tkm)
    assert k.plan(dearer).objective_eur > k.plan(region).objective_eur


def test_the_rooms_balance_and_plan_are_called_like_functions_and_stay_rooms(folder):
    region = k.read(folder)
    assert isinstance(k.balance(region, by=["material"]), Balance)
    assert k.plan.make_plan is make_plan


def test_a_broken_region_says_all_that_is_wrong(tmp_path):
    draft = tiny_tables()
    draft.row("lots", "c")["amount"] = "many"
    draft.row("lots", "b")["site"] = "nowhere"
    folder = draft.write(tmp_path / "broken")
    with pytest.raises(k.InputError) as found:
        k.read(folder)
    errors = [p for p in k.check(folder) if p.code != "missing_optional"]
    assert [p.code for p in found.value.problems] == ["unknown_reference", "bad_number"]
    assert errors == list(found.value.problems)


def test_a_name_that_is_not_in_the_window_is_an_error():
    with pytest.raises(AttributeError, match="has no attribute 'planner'"):
        k.planner  # noqa: B018 - looking is what must fail


def test_nothing_is_loaded_before_it_is_used():
    program = "import sys, kotipesa; print(sorted({'numpy', 'polars'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


@pytest.mark.parametrize(("asked", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_sums_are_added_up_in_one_thread_unless_others_are_asked_for(asked, threads):
    plain = {name: value for name, value in os.environ.items() if "_NUM_THREADS" not in name}
    program = "import kotipesa, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=plain | asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == threads
