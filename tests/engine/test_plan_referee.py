# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plans to an independent optimum: every arc written out, solved in another process."""

from functools import cache
from pathlib import Path

import pytest

from kotipesa.errors import InfeasibleError
from kotipesa.plan import make_plan
from kotipesa.region import Region
from kotipesa.report.directory import write_plan
from kotipesa.testing import Draft, audit, random_tables, small_tables, tiny_tables
from kotipesa.testing.draft import rows
from kotipesa.testing.referee import Verdict, judge

SAME = 1e-6
"""Relative: what a plan may differ from the referee's optimum by."""

PLANNED = [
    "tiny",
    "small",
    *(f"random {seed}" for seed in range(60)),
    *(f"large {seed}" for seed in range(100, 108)),
]
BROKEN = [f"broken {seed}" for seed in range(200, 212)]
OPENED = [f"random {seed}" for seed in (*range(303, 306), *range(400, 406))]
STOPPED = [f"large {seed}" for seed in range(100, 108)]


@cache
def draft(name: str) -> Draft:
    """Draft a region by its kind and seed."""
    kind, _, seed = name.partition(" ")
    if kind in ("tiny", "small"):
        return tiny_tables() if kind == "tiny" else small_tables()
    lots = 60 if kind == "large" else 24
    return random_tables(int(seed), lots=lots, broken_lock=kind == "broken")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """Ask the referee once about every region."""
    directory = tmp_path_factory.mktemp("court")
    asked = [PLANNED + BROKEN, OPENED]
    folders = [[draft(name).write(directory / name) for name in names] for names in asked]
    given = [*judge(folders[0]), *judge(folders[1], ["store3"])]
    return dict(zip([*asked[0], *asked[1]], given, strict=True))


def faults(region: Region, plan, directory: Path) -> list[str]:
    write_plan(plan, directory / "plan", for_people=False)
    return [str(fault) for fault in audit(region, directory / "plan")]


def slack(optimum: float) -> float:
    return SAME * max(1.0, optimum)


@pytest.mark.parametrize("name", PLANNED)
def test_a_plan_costs_what_the_referee_says(
    name: str, verdicts: dict[str, Verdict], tmp_path: Path
):
    region = draft(name).region()
    plan = make_plan(region)
    optimum = verdicts[name].objective_eur
    assert plan.status == "optimal"
    assert plan.objective_eur == pytest.approx(optimum, rel=SAME, abs=SAME)
    assert plan.lower_bound_eur <= min(optimum, plan.objective_eur) + slack(optimum)
    assert faults(region, plan, tmp_path) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_lock_that_breaks_a_rule_makes_the_plan_infeasible(
    name: str, verdicts: dict[str, Verdict]
):
    assert verdicts[name].status == "infeasible"
    with pytest.raises(InfeasibleError):
        make_plan(draft(name).region())


@pytest.mark.parametrize(
    ("settings", "facilities", "agreed"),
    [
        (
            {"end_stock_eur_per_t": 1e5},
            {"r": {"materials": "fines"}, "w": {"materials": "fines"}},
            "lot b store k 2026-03 20",
        ),
        ({"min_recovery_share": 0.9999}, {}, "lot a outlet w 2026-01 0.005"),
        ({}, {"p": {"yield": "0.001", "residue_material": ""}}, "process p lot f 2026-03 0.02"),
    ],
)
def test_an_agreement_is_kept_however_dear_that_is(
    settings: dict[str, float], facilities: dict[str, dict[str, str]], agreed: str, tmp_path: Path
):
    dear = tiny_tables()
    del dear.settings["min_recovery_share"]
    dear.settings.update({"unmet_eur_per_t": 0.01} | settings)
    for name, cells in facilities.items():
        dear.row("facilities", name).update(cells)
    dear.tables["locked"] = rows("from_kind from_id to_kind to_id month tonnes", agreed)
    (verdict,) = judge([dear.write(tmp_path / "dear")])
    assert verdict.status == "optimal"
    plan = make_plan(dear.region())
    assert plan.objective_eur == pytest.approx(verdict.objective_eur, rel=SAME)


@pytest.mark.parametrize("name", OPENED)
def test_an_opened_facility_counts_as_built(
    name: str, verdicts: dict[str, Verdict], tmp_path: Path
):
    region = draft(name).region()
    plan = make_plan(region, open_ids=("store3",))
    assert plan.objective_eur == pytest.approx(verdicts[name].objective_eur, rel=SAME, abs=SAME)
    assert faults(region, plan, tmp_path) == []


@pytest.mark.parametrize("gap", [0.5, 0.05])
@pytest.mark.parametrize("name", STOPPED)
def test_a_plan_stopped_early_bounds_the_optimum_from_both_sides(
    name: str, gap: float, verdicts: dict[str, Verdict], tmp_path: Path
):
    region = draft(name).region()
    plan = make_plan(region, gap=gap)
    optimum = verdicts[name].objective_eur
    assert plan.lower_bound_eur <= optimum + slack(optimum)
    assert plan.objective_eur >= optimum - slack(optimum)
    assert faults(region, plan, tmp_path) == []
