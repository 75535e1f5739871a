# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan again after changes: what a warm plan costs is what a cold one does, with its own proof."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from kotipesa.arrays import take
from kotipesa.errors import InfeasibleError, UsageError
from kotipesa.plan import Changes, Plan, make_plan
from kotipesa.region import Region
from kotipesa.testing import random_tables, tiny

SAME = 1e-9
Drawer = Callable[[Region, np.random.Generator], Changes]


def quick(region: Region, **options: Any) -> Plan:
    return make_plan(region, with_baselines=False, **options)


def drawn(seed: int, lots: int = 40) -> Region:
    return random_tables(seed, lots=lots).region()


def some(dice: np.random.Generator, count: int) -> np.ndarray:
    return np.sort(dice.choice(count, size=max(1, count // 4), replace=False))


def unlocked(region: Region) -> np.ndarray:
    """List lots in no agreement: those may change at will."""
    agreed = [*region.locks.from_id.tolist(), *region.locks.to_id.tolist()]
    soil = np.isfinite(region.lots.amount_t)
    return np.flatnonzero(soil & ~np.isin(region.lots.id, agreed))


def other_amounts(region: Region, dice: np.random.Generator) -> Changes:
    rows = dice.choice(unlocked(region), size=5, replace=False)
    tonnes = region.lots.amount_t[rows] * dice.uniform(0.5, 1.5, len(rows))
    return Changes(amounts_t=dict(zip(region.lots.id[rows].tolist(), tonnes.tolist(), strict=True)))


def lots_gone(region: Region, dice: np.random.Generator) -> Changes:
    rows = dice.choice(unlocked(region), size=5, replace=False)
    return Changes(without_lots=region.lots.id[rows].tolist())


def lots_of_their_kind(region: Region, dice: np.random.Generator) -> Changes:
    """Add lots like those there are: another place, another window, other tonnes."""
    rows = take(region.lots, dice.choice(unlocked(region), size=5, replace=False))
    names = np.array([f"new {name}" for name in rows.id.tolist()], dtype=object)
    site = dice.choice(region.lots.site, size=len(names)).astype(np.int32)
    grown = rows.amount_t * 1.7
    return Changes(lots=replace(rows, id=names, site=site, amount_t=grown))


def lots_rewritten(region: Region, dice: np.random.Generator) -> Changes:
    """Let lots have another month, place, fitness and contamination under the same ids."""
    rows = take(region.lots, dice.choice(unlocked(region), size=6, replace=False))
    late = dice.integers(0, 3, len(rows.id)).astype(np.int32)
    other = dice.permutation(len(rows.id))
    return Changes(
        lots=replace(
            rows,
            first_month=rows.first_month + late,
            last_month=rows.last_month + late,
            site=rows.site[other],
            fitness=rows.fitness[other],
            contamination=rows.contamination[other],
        )
    )


def other_plants(region: Region, dice: np.random.Generator) -> Changes:
    """Let plants cost, take and open otherwise; some limits come, others go."""
    agreed = [*region.locks.from_id.tolist(), *region.locks.to_id.tolist()]
    free = np.flatnonzero(~np.isin(region.facilities.id, agreed))
    rows = take(region.facilities, dice.choice(free, size=min(3, len(free)), replace=False))
    count = len(rows)
    limits = dice.choice([30.0, 200.0, np.inf], size=(2, count))
    return Changes(
        facilities=replace(
            rows,
            eur_per_t=rows.eur_per_t + dice.uniform(0, 9, count),
            capacity_t=limits[0],
            capacity_t_per_month=limits[1],
            open_last=np.minimum(rows.open_last, region.settings.start + 3).astype(np.int32),
        )
    )


def a_plant_gone(region: Region, dice: np.random.Generator) -> Changes:
    agreed = [*region.locks.from_id.tolist(), *region.locks.to_id.tolist()]
    free = region.facilities.id[~np.isin(region.facilities.id, agreed)]
    return Changes(without_facilities=[str(dice.choice(free))])


def a_plant_more(region: Region, dice: np.random.Generator) -> Changes:
    rows = take(region.facilities, dice.choice(len(region.facilities), size=2, replace=False))
    names = np.array([f"new {name}" for name in rows.id.tolist()], dtype=object)
    site = dice.choice(region.lots.site, size=len(names)).astype(np.int32)
    return Changes(facilities=replace(rows, id=names, site=site))


def other_prices(_region: Region, dice: np.random.Generator) -> Changes:
    return Changes(
        settings={
            "haul_eur_per_tkm": float(dice.uniform(0.05, 0.3)),
            "haul_eur_per_t": float(dice.uniform(0.5, 3)),
            "carbon_eur_per_t": float(dice.uniform(0, 200)),
            "unmet_eur_per_t": float(dice.uniform(50, 900)),
            "storage_eur_per_t_month": float(dice.uniform(0, 1)),
            "end_stock_eur_per_t": float(dice.uniform(0, 5)),
        }
    )


def no_agreements(region: Region, _dice: np.random.Generator) -> Changes:
    return Changes(locks=take(region.locks, np.zeros(0, dtype=np.int64)))


def smaller_agreements(region: Region, _dice: np.random.Generator) -> Changes:
    return Changes(locks=replace(region.locks, tonnes=region.locks.tonnes * 0.6))


def another_frame(_region: Region, _dice: np.random.Generator) -> Changes:
    return Changes(settings={"min_recovery_share": 0.01})


DRAWERS: list[Drawer] = [
    other_amounts,
    lots_gone,
    lots_of_their_kind,
    lots_rewritten,
    other_plants,
    a_plant_gone,
    a_plant_more,
    other_prices,
    no_agreements,
    smaller_agreements,
    another_frame,
]


def assert_same(warm: Plan, cold: Plan) -> None:
    assert warm.status == "optimal"
    assert warm.objective_eur == pytest.approx(cold.objective_eur, rel=SAME, abs=SAME)
    assert warm.lower_bound_eur == pytest.approx(cold.lower_bound_eur, rel=1e-6, abs=SAME)
    assert warm.certificate.forbidden == 0


def assert_planned_alike(plan: Plan, changes: Changes) -> Plan:
    """Hold a warm plan to a cold one; where agreements cannot be kept neither may be made."""
    try:
        warm = plan.replan(changes)
    except InfeasibleError:
        with pytest.raises(InfeasibleError):
            quick(changes.made_in(plan.region))
        return plan
    assert_same(warm, quick(changes.made_in(plan.region)))
    return warm


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("seed", [3, 4, 8, 17])
def test_a_warm_plan_costs_what_a_cold_one_does(seed: int, draw: Drawer):
    region = drawn(seed)
    assert_planned_alike(quick(region), draw(region, np.random.default_rng(seed)))


@pytest.mark.parametrize("seed", [5, 9, 21, 30])
def test_change_after_change_ends_where_a_cold_plan_begins(seed: int):
    region, dice = drawn(seed), np.random.default_rng(seed)
    plan = quick(region)
    for step in range(14):
        draw = DRAWERS[(seed + step * 3) % (len(DRAWERS) - 1)]
        plan = assert_planned_alike(plan, draw(plan.region, dice))


def test_an_earlier_plan_may_still_be_changed_after_a_later_one():
    region = drawn(4)
    plan = quick(region)
    one = other_amounts(region, np.random.default_rng(1))
    two = lots_gone(region, np.random.default_rng(2))
    plan.replan(one).replan(other_prices(region, np.random.default_rng(3)))
    assert_same(plan.replan(two), quick(two.made_in(region)))
    assert_same(plan.replan(Changes()), plan)


def test_an_opened_facility_stays_open_when_lots_change():
    region = drawn(303)
    changes = other_amounts(region, np.random.default_rng(1))
    warm = quick(region, open_ids=("store3",)).replan(changes)
    assert warm.opened == ("store3",)
    assert_same(warm, quick(changes.made_in(region), open_ids=("store3",)))


def test_an_opened_facility_may_go():
    region = drawn(303)
    changes = Changes(without_facilities=["store3"])
    warm = quick(region, open_ids=("store3",)).replan(changes)
    assert warm.opened == ()
    assert_same(warm, quick(changes.made_in(region)))


def test_agreements_that_cannot_be_kept_are_refused_and_the_next_change_is_planned():
    plan = quick(tiny())
    with pytest.raises(InfeasibleError) as refused:
        plan.replan(Changes(amounts_t={"a": 5.0}))
    assert [found.code for found in refused.value.problems] == ["lock_over_amount"]
    fewer = Changes(amounts_t={"a": 30.0})
    assert_same(plan.replan(fewer), quick(fewer.made_in(tiny())))


@pytest.mark.parametrize(
    "changes",
    [
        Changes(amounts_t={"ghost": 1.0}),
        Changes(without_lots=["ghost"]),
        Changes(without_facilities=["ghost"]),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(changes: Changes):
    with pytest.raises(UsageError) as refused:
        quick(tiny()).replan(changes)
    assert [found.code for found in refused.value.problems] == ["change_of_unknown"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (Changes(amounts_t={"a": -1.0}), ("negative_number", "amount", "a: -1")),
        (Changes(amounts_t={"a": np.nan}), ("bad_number", "amount", "a: nan")),
        (Changes(settings={"haul_eur_per_t": -2.0}), ("negative_number", "haul_eur_per_t", "-2.0")),
        (Changes(settings={"gap": "small"}), ("bad_number", "gap", "small")),
        (Changes(settings={"haul_eur": 1.0}), ("unknown_setting", "haul_eur", "1.0")),
    ],
)
def test_a_change_that_nobody_can_plan_with_is_refused(changes: Changes, told: tuple[str, ...]):
    with pytest.raises(UsageError) as refused:
        quick(tiny()).replan(changes)
    places = [
        (found.code, found.where.column, found.where.value) for found in refused.value.problems
    ]
    assert places == [told]


def test_a_change_leaves_the_plan_it_was_made_of_as_it_was():
    plan = quick(tiny())
    before = {f.name: getattr(plan.moves, f.name).tolist() for f in fields(plan.moves)}
    plan.replan(Changes(amounts_t={"a": 45.0}))
    assert {f.name: getattr(plan.moves, f.name).tolist() for f in fields(plan.moves)} == before


@pytest.mark.parametrize("seed", [3, 4, 8, 17])
def test_a_stable_plan_keeps_more_and_pays_no_more_for_it_than_asked(seed: int):
    region = drawn(seed)
    changes = other_amounts(region, np.random.default_rng(seed))
    best = quick(region).replan(changes)
    kept_t, cost_eur = -1.0, -1.0
    for worth in (0.0, 0.5, 5.0, 50.0):
        plan = quick(region).replan(changes, stability_eur_per_t=worth)
        assert plan.stability is not None
        assert plan.lower_bound_eur == pytest.approx(best.lower_bound_eur, rel=1e-9)
        extra_eur = plan.objective_eur - best.objective_eur
        assert plan.stability.cost_eur == pytest.approx(extra_eur, abs=1e-5)
        assert plan.stability.cheapest_t == pytest.approx(best.stability.kept_t)
        assert plan.stability.eur_per_t <= worth + 1e-6
        assert plan.stability.kept_t >= kept_t - 1e-6
        assert extra_eur >= cost_eur - 1e-5
        more_t = plan.stability.kept_t - best.stability.kept_t
        assert extra_eur <= worth * more_t + 1e-5
        kept_t, cost_eur = plan.stability.kept_t, extra_eur
    assert plan.stability.kept_t <= plan.stability.possible_t + 1e-6


def test_a_plan_of_nothing_changed_keeps_everything_for_nothing():
    plan = quick(drawn(8))
    again = plan.replan(Changes(), stability_eur_per_t=0.01)
    assert again.stability.kept_t == pytest.approx(again.stability.before_t)
    assert again.stability.cost_eur == pytest.approx(0.0, abs=1e-6)
    assert again.moves.tonnes == pytest.approx(plan.moves.tonnes)
