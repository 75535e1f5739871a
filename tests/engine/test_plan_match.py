# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the ranking of candidates, the explanation of a lot and the comparison of plans."""

from pathlib import Path

import numpy as np
import pytest

from kotipesa.errors import InputError, message
from kotipesa.plan import make_plan
from kotipesa.plan.explain import explain
from kotipesa.plan.match import match
from kotipesa.region import from_rows
from kotipesa.report.compare import compare
from kotipesa.report.directory import write_plan
from kotipesa.testing import small

SITES = [
    {"id": "here", "x": 24.94, "y": 60.17, "municipality": "Helsinki"},
    {"id": "near", "x": 24.95, "y": 60.18, "municipality": "Helsinki"},
    {"id": "far", "x": 25.40, "y": 60.40, "municipality": "Porvoo"},
]
LOTS = [
    {"id": "dug", "direction": "have", "material": "louhe", "amount": 100, "unit": "t"},
    {"id": "fill", "direction": "need", "material": "louhe", "amount": 60, "unit": "t"},
    {"id": "late", "direction": "need", "material": "louhe", "amount": 60, "unit": "t"},
    {"id": "clay", "direction": "need", "material": "savi", "amount": 60, "unit": "t"},
]
PLACES = {"dug": "here", "fill": "near", "late": "near", "clay": "near"}
MONTHS = {"late": ("2026-07", "2026-09")}
FACILITIES = [
    {"id": "tip", "role": "outlet", "site": "far", "eur_per_t": 5},
    {"id": "yard", "role": "store", "site": "near", "capacity_t": 500, "eur_per_t": 1},
    {"id": "quarry", "role": "source", "site": "far", "eur_per_t": 9},
]


def tables(**changed: dict) -> dict:
    """Make a region of one surplus and three needs; ``changed`` edits lots by id."""
    lots = []
    for lot in LOTS:
        first, last = MONTHS.get(lot["id"], ("2026-01", "2026-03"))
        window = {"site": PLACES[lot["id"]], "from": first, "to": last}
        lots.append(lot | window | changed.get(lot["id"], {}))
    return {"sites": SITES, "lots": lots, "facilities": FACILITIES}


def region(**changed: dict):
    return from_rows(tables(**changed), {"start": "2026-01", "months": 12})


def test_a_surplus_sees_its_takers_by_price_and_why_others_cannot():
    found = match(region(), "dug")
    ranked = list(zip(found.kind, found.id, found.month, found.excluded_by, strict=True))
    assert ranked == [
        ("lot", "fill", "2026-01", ""),
        ("store", "yard", "2026-01", ""),
        ("outlet", "tip", "2026-01", ""),
        ("lot", "late", "", "no_window"),
        ("lot", "clay", "", "no_acceptor"),
    ]


def test_a_need_sees_its_givers_among_them_the_store_that_bridges_months():
    found = match(region(), "late")
    ranked = list(zip(found.kind, found.id, found.month, found.excluded_by, strict=True))
    assert ranked == [
        ("store", "yard", "2026-07", ""),
        ("source", "quarry", "2026-07", ""),
        ("lot", "dug", "", "no_window"),
    ]


def test_rows_of_candidates_are_plain_values():
    first = match(region(), "dug").rows()[0]
    assert (first["kind"], first["id"], first["tonnes"]) == ("lot", "fill", 60.0)
    assert first["km"] == pytest.approx(1.6, abs=0.2)


def test_an_unknown_lot_is_a_problem_not_an_empty_list():
    with pytest.raises(InputError) as raised:
        match(region(), "gone")
    assert [p.code for p in raised.value.problems] == ["unknown_lot"]


def test_a_lot_outside_the_plan_says_why():
    outside = region(late={"from": "2030-01", "to": "2030-02"})
    with pytest.raises(InputError) as raised:
        match(outside, "late")
    (found,) = raised.value.problems
    assert found.code == "left_out_outside_horizon"
    words = "Erä late ei ole suunnitelmassa: sen kuukaudet ovat suunnittelujakson ulkopuolella."
    assert message(found, "fi") == words


def test_what_a_plan_chose_is_never_too_dear():
    plan = make_plan(small())
    for lot in plan.prices.lot:
        told = explain(plan, lot)
        chosen = set(told.moves.from_id) | set(told.moves.to_id)
        used = np.isin(told.candidates.id, list(chosen))
        assert np.nanmax(told.too_dear_eur_per_t[used], initial=0.0) < 1e-6


def test_an_explanation_names_moves_price_and_what_stays():
    plan = make_plan(region())
    told = explain(plan, "clay")
    assert (told.unmet_t, told.reason, told.price_eur_per_t) == (
        0.0,
        "",
        pytest.approx(17.0, abs=3),
    )
    assert list(told.moves.from_id) == ["quarry"]


def test_two_plans_of_one_region_do_not_differ(tmp_path: Path):
    for name in ("one", "two"):
        write_plan(make_plan(region()), tmp_path / name, for_people=False)
    same = compare(tmp_path / "one", tmp_path / "two")
    assert (same.moves.rows(), same.inputs.rows(), same.same_input) == ([], [], True)


def test_a_comparison_says_which_lot_changed_and_what_moved_with_it(tmp_path: Path):
    write_plan(make_plan(region()), tmp_path / "before", for_people=False)
    write_plan(make_plan(region(fill={"amount": 80})), tmp_path / "after", for_people=False)
    told = compare(tmp_path / "before", tmp_path / "after")
    assert told.inputs.rows() == [("lots", "fill", "amount_t", "60", "80")]
    assert ("lot", "dug", "lot", "fill", 60.0, 80.0, 20.0) in told.moves.rows()
    assert told.same_input is False


@pytest.mark.parametrize(
    "roads",
    [
        {},
        {
            "roads": [{"from_node": "n", "to_node": "m", "metres": 900}],
            "nodes": [{"id": "n", "x": 24.9, "y": 60.2}, {"id": "m", "x": 24.91, "y": 60.2}],
        },
    ],
    ids=["crow", "roads"],
)
def test_lots_at_places_nobody_located_meet_on_one_site_only(roads: dict):
    lots = [
        {"id": "dug", "direction": "have", "material": "louhe", "amount": 5, "unit": "t"},
        {"id": "same", "direction": "need", "material": "louhe", "amount": 3, "unit": "t"},
        {"id": "other", "direction": "need", "material": "louhe", "amount": 3, "unit": "t"},
    ]
    for lot, site in zip(lots, ("here", "here", "there"), strict=True):
        lot |= {"site": site, "from": "2026-01", "to": "2026-01"}
    plan = make_plan(from_rows({"lots": lots, **roads}, {"start": "2026-01", "months": 1}))
    moved = zip(plan.moves.from_id, plan.moves.to_id, plan.moves.tonnes, strict=True)
    assert list(moved) == [("dug", "same", 3.0)]
    reasons = dict(zip(plan.unmet.lot, plan.unmet.reason, strict=True))
    assert reasons["other"] == "no_distance"
