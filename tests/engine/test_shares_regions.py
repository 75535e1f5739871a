# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the shares of regions: sums, the core, whose capacity it is, and what prices leave open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InputError
from kotipesa.plan import make_plan
from kotipesa.plan.parties import part_of, parties, with_owned_rights
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.shares import Asked, share_out
from kotipesa.shares.coalitions import CoalitionCosts
from kotipesa.shares.game import members
from kotipesa.testing import Draft, random_tables, tiny

few = settings(max_examples=4, derandomize=True, database=None)
SEEDS = st.integers(1000, 9999)
LOT = ("id", "direction", "owner", "amount", "site")


def free_region(seed, lots=24):
    """Draw a region in which nothing is agreed yet."""
    draft = random_tables(seed, lots=lots)
    draft.tables["locked"] = []
    return draft.region()


def coarse_tables(seed):
    """Draw a region of round figures on three sites, so that many prices prove its plan."""
    draft = random_tables(seed)
    draft.tables["locked"] = []
    dice = np.random.default_rng(seed)
    for lot in draft.tables["lots"]:
        lot |= {"amount": str(10 * dice.integers(1, 4)), "unit": "t"}
    for facility in draft.tables["facilities"]:
        for limit in ("capacity_t", "capacity_t_per_month"):
            if facility.get(limit):
                facility[limit] = str(10 * dice.integers(1, 5))
        facility["eur_per_t"] = str(dice.integers(0, 4))
    for site in draft.tables["sites"]:
        east = 385_000 + 10_000 * dice.integers(0, 3)
        site |= {"crs": "EPSG:3067", "x": str(east), "y": "6680000"}
    return draft


def turned_round(draft):
    """Name and write the lots in the opposite order."""
    names = sorted(lot["id"] for lot in draft.tables["lots"])
    other = dict(zip(names, reversed(names), strict=True))
    for lot in draft.tables["lots"]:
        lot["id"] = other[lot["id"]]
    draft.tables["lots"].reverse()
    return draft


def market(*lots, **tables) -> Draft:
    """Draft two sites ten kilometres apart, 4 € a tonne, and lots of gravel there."""
    columns = [dict(zip(LOT, lot, strict=True)) for lot in lots]
    rows = [
        row | {"material": "gravel", "unit": "t", "from": "2026-01", "to": "2026-01"}
        for row in columns
    ]
    place = {"crs": "EPSG:3067", "y": "6680000"}
    return Draft(
        {
            "lots": rows,
            "sites": [{"id": "s", "x": "385000"} | place, {"id": "t", "x": "395000"} | place],
            "distances": [{"from_site": "s", "to_site": "t", "km": "10", "eur_per_t": "4"}],
            "materials": [
                {"code": "gravel", "t_per_m3ktr": "2", "itd_per_ktr": "1.2", "rtr_per_ktr": "1"}
            ],
        }
        | tables,
        {"start": "2026-01", "months": 1, "distances": "explicit", "unmet_eur_per_t": 50.0},
    )


def blocked(shares, rule):
    return shares.rules[rule].in_core


@few
@given(SEEDS, st.sampled_from(["owner", "municipality"]), st.sampled_from(["tonnes", "owner"]))
def test_shares_add_up_and_prices_and_nucleolus_are_in_the_core(seed, by, rights):
    shares = share_out(free_region(seed), Asked(by=by, rights=rights))
    for rule in shares.rules.values():
        assert rule.eur.sum() == pytest.approx(shares.joint_eur, abs=1e-6)
    assert [blocked(shares, rule) for rule in ("owen", "nucleolus", "equal_profit")] == [True] * 3
    assert shares.core_is_empty is False
    for rule in ("owen", "nucleolus", "equal_profit"):
        assert (shares.rules[rule].eur <= shares.alone_eur + 1e-6 * shares.joint_eur).all()
    assert (shares.owen.low_eur <= shares.owen.eur + 1e-6).all()
    assert (shares.owen.eur <= shares.owen.high_eur + 1e-6).all()
    assert (shares.owen.rent_eur <= 1e-9).all()


@few
@given(SEEDS)
def test_costs_alone_are_the_baseline_of_the_plan(seed):
    region = free_region(seed)
    shares = share_out(region, Asked())
    assert shares.alone_eur.sum() == pytest.approx(make_plan(region).baselines.alone_eur)


@few
@given(SEEDS, st.booleans())
def test_a_coalition_pays_what_a_plan_made_anew_costs(seed, owned):
    problem = build_problem(free_region(seed))
    them = parties(problem, problem.region.lots.owner)
    them = with_owned_rights(problem, them) if owned else them
    flows = solve(problem)
    costs = CoalitionCosts(problem, them, flows.arcs, flows.objective_eur)
    game = costs.game()
    anew = [
        solve(part_of(problem, them, inside)).objective_eur
        for inside in members(np.arange(1 << len(them)), len(them))
    ]
    assert game.values.tolist() == pytest.approx(anew, rel=1e-9, abs=1e-6)


@few
@given(SEEDS)
def test_the_order_of_rows_changes_nothing(seed):
    draft = random_tables(seed)
    draft.tables["locked"] = []
    first = share_out(draft.region(), Asked())
    draft.tables["lots"].reverse()
    again = share_out(draft.region(), Asked())
    for name, rule in first.rules.items():
        assert again.rules[name].eur == pytest.approx(rule.eur, rel=1e-6, abs=1e-3)


@few
@given(SEEDS)
def test_where_many_prices_prove_a_plan_names_and_orders_still_change_nothing(seed):
    first = share_out(coarse_tables(seed).region(), Asked())
    again = share_out(turned_round(coarse_tables(seed)).region(), Asked())
    for name, rule in first.rules.items():
        assert again.rules[name].eur == pytest.approx(rule.eur, rel=1e-6, abs=1e-3)
    assert first.rules["owen"].in_core
    assert again.owen.low_eur == pytest.approx(first.owen.low_eur, rel=1e-6, abs=1e-3)
    assert again.owen.high_eur == pytest.approx(first.owen.high_eur, rel=1e-6, abs=1e-3)


def test_round_figures_leave_prices_a_choice():
    found = [share_out(coarse_tables(seed).region(), Asked()) for seed in range(1, 7)]
    assert sum(not shares.owen.is_unique for shares in found) >= 3


def test_where_prices_leave_the_saving_open_it_is_shared_as_costs_alone_are():
    draft = market(("h", "have", "ann", "10", "s"), ("n", "need", "bo", "10", "t"))
    shares = share_out(draft.region(), Asked())
    assert shares.parties.tolist() == ["ann", "bo"]
    assert shares.alone_eur.tolist() == [500, 500]
    assert shares.rules["owen"].eur.tolist() == pytest.approx([20, 20])
    assert not shares.owen.is_unique
    assert shares.owen.low_eur.tolist() == pytest.approx([-460, -460])
    assert shares.owen.high_eur.tolist() == pytest.approx([500, 500])


def test_the_one_with_the_scarce_tonnes_gets_the_saving_by_prices():
    draft = market(
        ("h", "have", "ann", "10", "s"),
        ("m", "need", "bo", "10", "t"),
        ("n", "need", "cai", "10", "t"),
    )
    shares = share_out(draft.region(), Asked())
    assert shares.owen.is_unique
    assert shares.rules["owen"].eur.tolist() == pytest.approx([-460, 500, 500])
    assert shares.rules["nucleolus"].eur.tolist() == pytest.approx([-460, 500, 500])
    assert shares.rules["shapley"].eur.tolist() == pytest.approx([-140, 340, 340])
    assert blocked(shares, "shapley") is False


def outlet(**cells):
    row = {"id": "o", "role": "outlet", "site": "t", "outcome": "disposal", "eur_per_t": "6"}
    return [row | cells]


@pytest.mark.parametrize(("rights", "rent"), [("tonnes", [-200, -200]), ("owner", [0, -400])])
def test_the_rent_of_a_scarce_outlet_goes_to_whoever_may_use_it(rights, rent):
    """Ten tonnes fit in of twenty; each saves 50 - 4 - 6 € a tonne."""
    draft = market(
        ("h", "have", "ann", "10", "s"),
        ("i", "have", "bo", "10", "s"),
        facilities=outlet(capacity_t="10", owner="bo"),
    )
    shares = share_out(draft.region(), Asked(rights=rights))
    assert shares.owen.tonnes_eur.tolist() == pytest.approx([500, 500])
    assert shares.owen.rent_eur.tolist() == pytest.approx(rent)
    assert shares.owen.plant_rent_eur.tolist() == pytest.approx([-400])
    assert shares.facility_owner.tolist() == ["bo"]


def test_opening_a_facility_is_shared_apart_by_use():
    draft = market(
        ("h", "have", "ann", "10", "s"),
        ("i", "have", "bo", "30", "s"),
        facilities=outlet(fixed_eur="800"),
    )
    shares = share_out(draft.region(), Asked(open_ids=["o"]))
    assert shares.joint_eur == pytest.approx(400)
    assert shares.fixed_eur.tolist() == pytest.approx([200, 600])


def test_an_agreed_move_is_paid_half_by_each_end_and_changes_no_saving():
    draft = market(
        ("h", "have", "ann", "10", "s"),
        ("n", "need", "bo", "30", "t"),
        ("i", "have", "cai", "5", "s"),
        locked=[
            {"from_kind": "lot", "from_id": "h", "to_kind": "lot", "to_id": "n"}
            | {"month": "2026-01", "tonnes": "4"}
        ],
    )
    region = draft.region()
    shares = share_out(region, Asked())
    assert shares.agreed_eur.tolist() == pytest.approx([8, 8, 0])
    assert shares.alone_eur.tolist() == pytest.approx([308, 1308, 250])
    plan = make_plan(region)
    assert shares.alone_eur.sum() == pytest.approx(plan.baselines.alone_eur)
    assert shares.joint_eur == plan.objective_eur
    for rule in shares.rules.values():
        assert rule.eur.sum() == pytest.approx(plan.objective_eur, abs=1e-6)


def test_agreed_moves_that_cannot_be_set_apart_are_refused():
    with pytest.raises(InputError) as refused:
        share_out(tiny(), Asked())
    assert [found.code for found in refused.value.problems] == ["shares_agreed_moves"]


def test_a_region_without_lots_to_plan_has_nothing_to_share():
    draft = market(("h", "have", "ann", "10", "s"))
    draft.tables["lots"][0] |= {"from": "2031-01", "to": "2031-02"}
    with pytest.raises(InputError) as refused:
        share_out(draft.region(), Asked())
    assert [found.code for found in refused.value.problems] == ["shares_nothing"]


@pytest.fixture(scope="module")
def crowd():
    """Share among fourteen parties, too many to plan every coalition."""
    draft = random_tables(7, lots=40)
    draft.tables["locked"] = []
    for number, lot in enumerate(draft.tables["lots"]):
        lot["owner"] = f"party{number % 14:02d}"
    return share_out(draft.region(), Asked(orders=8))


def test_many_parties_get_sampled_shares_with_their_errors(crowd):
    drawn = crowd.rules["shapley"]
    assert crowd.is_complete is False
    assert drawn.error_eur.max() > 0
    for rule in ("shapley", "owen", "equal_profit"):
        assert crowd.rules[rule].eur.sum() == pytest.approx(crowd.joint_eur, abs=1e-6)


def test_of_many_parties_only_what_is_proven_is_said(crowd):
    assert crowd.rules["nucleolus"] is None
    assert crowd.rules["owen"].in_core is True
    assert crowd.rules["equal_profit"].in_core in (None, False)
    assert crowd.core_is_empty is False
    assert (crowd.rules["equal_profit"].eur <= crowd.alone_eur + 1e-6).all()


def test_a_party_alone_pays_what_the_plan_costs():
    draft = market(("h", "have", "ann", "10", "s"), ("n", "need", "ann", "10", "t"))
    shares = share_out(draft.region(), Asked())
    for rule in shares.rules.values():
        assert rule.eur.tolist() == pytest.approx([40])
    assert np.isclose(shares.alone_eur.sum(), shares.joint_eur)
