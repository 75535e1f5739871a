# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the plan, and the referee beside it, to optima that others have published."""

from pathlib import Path

import pytest

from kotipesa.plan import make_plan
from kotipesa.region import read
from kotipesa.report.directory import write_plan
from kotipesa.testing import audit
from kotipesa.testing.referee import Verdict, judge

FOLDERS = Path(__file__).parent / "known_answers"
PUBLISHED = {"KA01": 153.675, "KA02": 196200.0, "KA03": 2700.0, "KA04": 2790.0, "KA10": 199500.0}
DANTZIG_DEMAND_DUALS = {"new-york": 0.225, "chicago": 0.153, "topeka": 0.126}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return dict(zip(PUBLISHED, judge([FOLDERS / name for name in PUBLISHED]), strict=True))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_plan_costs_what_was_published(name: str, tmp_path: Path):
    region = read(FOLDERS / name)
    plan = make_plan(region)
    assert plan.status == "optimal"
    assert plan.objective_eur == pytest.approx(PUBLISHED[name], rel=1e-6)
    write_plan(plan, tmp_path / "plan", for_people=False)
    assert audit(region, tmp_path / "plan") == ()


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_referee_finds_what_was_published(name: str, verdicts: dict[str, Verdict]):
    assert verdicts[name].objective_eur == pytest.approx(PUBLISHED[name], rel=1e-6)


def test_the_prices_of_dantzigs_markets_are_the_published_duals(verdicts: dict[str, Verdict]):
    prices = make_plan(read(FOLDERS / "KA01")).prices
    by_lot = dict(zip(prices.lot, prices.price_eur_per_t, strict=True))
    markets = DANTZIG_DEMAND_DUALS.keys()
    assert {m: by_lot[m] for m in markets} == pytest.approx(DANTZIG_DEMAND_DUALS, rel=1e-6)
    refereed = {m: verdicts["KA01"].prices[m] for m in markets}
    assert refereed == pytest.approx(DANTZIG_DEMAND_DUALS, rel=1e-6)


def test_the_price_of_what_may_stay_for_nothing_is_nothing():
    prices = make_plan(read(FOLDERS / "KA01")).prices
    by_lot = dict(zip(prices.lot, prices.price_eur_per_t, strict=True))
    assert by_lot["san-diego"] == pytest.approx(0, abs=1e-9)
