# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plans to an independent optimum: every arc written out, solved in another process."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kotipesa.errors import InfeasibleError
from kotipesa.plan import make_plan
from kotipesa.region import Region
from kotipesa.report.directory import write_plan
from kotipesa.testing import Draft, audit, random_tables, small_tables, tiny_tables
from kotipesa.testing.referee import Verdict, judge

SAME = 1e-6
"""Relative: what a plan may differ from the referee's optimum by."""

DRAFTS: dict[str, Draft] = {
    "tiny": tiny_tables(),
    "small": small_tables(),
    **{f"random {seed}": random_tables(seed) for seed in range(36)},
    **{f"large {seed}": random_tables(seed, lots=60) for seed in range(100, 106)},
}
BROKEN = {f"broken {seed}": random_tables(seed, broken_lock=True) for seed in range(200, 212)}
OPENED = {f"opened {seed}": random_tables(seed) for seed in range(300, 306)}
STOPPED = [f"large {seed}" for seed in range(100, 106)]


@dataclass(frozen=True)
class Court:
    """The referee's verdicts, by name of the region."""

    verdicts: dict[str, Verdict]

    def optimum(self, name: str) -> float:
        """Give the least cost of a region that has a plan."""
        verdict = self.verdicts[name]
        assert verdict.status == "optimal"
        return verdict.objective_eur


def ask(drafts: dict[str, Draft], directory: Path, opened: tuple[str, ...] = ()) -> dict:
    folders = [draft.write(directory / name) for name, draft in drafts.items()]
    return dict(zip(drafts, judge(folders, opened), strict=True))


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Court:
    """Ask the referee once about every region."""
    directory = tmp_path_factory.mktemp("court")
    verdicts = ask(DRAFTS | BROKEN, directory)
    return Court(verdicts | ask(OPENED, directory, ("store3",)))


def faults(region: Region, plan, directory: Path) -> list[str]:
    write_plan(plan, directory / "plan", for_people=False)
    return [str(fault) for fault in audit(region, directory / "plan")]


def slack(optimum: float) -> float:
    return SAME * max(1.0, optimum)


@pytest.mark.parametrize("name", DRAFTS)
def test_a_plan_costs_what_the_referee_says(name: str, court: Court, tmp_path: Path):
    region = DRAFTS[name].region()
    plan = make_plan(region)
    optimum = court.optimum(name)
    assert plan.status == "optimal"
    assert plan.objective_eur == pytest.approx(optimum, rel=SAME, abs=SAME)
    assert plan.lower_bound_eur <= min(optimum, plan.objective_eur) + slack(optimum)
    assert faults(region, plan, tmp_path) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_lock_that_breaks_a_rule_makes_the_plan_infeasible(name: str, court: Court):
    assert court.verdicts[name].status == "infeasible"
    with pytest.raises(InfeasibleError):
        make_plan(BROKEN[name].region())


@pytest.mark.parametrize("name", OPENED)
def test_an_opened_facility_counts_as_built(name: str, court: Court, tmp_path: Path):
    region = OPENED[name].region()
    plan = make_plan(region, open_ids=("store3",))
    assert plan.objective_eur == pytest.approx(court.optimum(name), rel=SAME, abs=SAME)
    assert faults(region, plan, tmp_path) == []


@pytest.mark.parametrize("stop", [{"gap": 0.3}, {"time_limit_s": 0.0}], ids=["gap", "time"])
@pytest.mark.parametrize("name", STOPPED)
def test_a_plan_stopped_early_bounds_the_optimum_from_both_sides(
    name: str, stop: dict, court: Court, tmp_path: Path
):
    region = DRAFTS[name].region()
    plan = make_plan(region, **stop)
    optimum = court.optimum(name)
    assert plan.lower_bound_eur <= optimum + slack(optimum)
    assert plan.objective_eur >= optimum - slack(optimum)
    assert faults(region, plan, tmp_path) == []
